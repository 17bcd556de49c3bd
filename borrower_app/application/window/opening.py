"""From the start of the process to an open folder: first start, key, files, and faults on the way (F-1, F-3, F-5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from borrower_app.application.lanes.background import Reporter
from borrower_app.application.people.folders import people_at
from borrower_app.application.prepared_home import home_maker
from borrower_app.application.running.rounds import Rounds
from borrower_app.application.running.running_app import RunningApp
from borrower_app.application.running.state import Phase
from borrower_app.application.sign_in.signing_in import SigningIn
from borrower_app.failures import Failure, FailureCode, KeysUnavailable
from borrower_app.presentation.intents import Address, Beginning, ChooseKeyStorage, OpenWithPassphrase
from borrower_app.settings import Options
from borrower_app.store import folder_pin

if TYPE_CHECKING:
    from borrower_app.application.data_keys import DataKey
    from borrower_app.application.open_folder import OpenFolder
    from borrower_app.application.window_folder import EarlyRead
    from borrower_app.store.first_paint import FirstPaint
    from borrower_app.store.keys import OuterSecret
    from borrower_app.store.store import Store


class Opened(Struct, frozen=True):
    """What crosses from the store lane once a folder is open."""

    folder: OpenFolder
    is_signed_in: bool
    people: tuple[str, ...] = ()


class Opening:
    """Opens the folder once the key is there."""

    def __init__(self, app: RunningApp, options: Options, rounds: Rounds) -> None:
        self._app = app
        self._options = options
        self._rounds = rounds
        self._after_open: Callable[[], None] = self._go_home
        self.asks_pin: Callable[[OuterSecret | None], None] = lambda _outer: None
        """The folder opens only with a PIN; gets what the passphrase gave. Wired to the PIN's keeper."""
        self.unlocked: Callable[[], None] = lambda: None
        """The files are open again after the PIN."""

    def begin(self, early: EarlyRead) -> None:
        """Go on from what was read beside Qt's import, or once the passphrase was typed."""
        if early.asks_pin:
            self.asks_pin(early.outer)
        elif early.key is not None:
            self._app.key, self._app.outer = early.key, early.outer
            self.open(early.paint)
        elif early.failure is not None:
            self.show_fault(early.failure)
        else:
            self.begin_first_start()

    def begin_first_start(self) -> None:
        """F-1: nothing was chosen yet."""
        from borrower_app.application.open_folder import lender_for_start

        state = self._app.state
        try:
            state.lender = lender_for_start(self._options)
        except Failure as failure:
            self.show_fault(failure)
            return
        state.phase, state.start_step = Phase.FIRST_START, "welcome"
        self._app.show(Address("F-1"))

    def leave_welcome(self) -> None:
        """From the welcome to the question where the key is kept; the key store is tried meanwhile."""
        state = self._app.state
        state.start_step = "safety"
        state.keyring_usable = None
        self._app.run(
            self._app.background.store,
            lambda _reporter: _keyring_usable(),
            self._on_keyring_tried,
            lambda _failure: self._on_keyring_tried(False),
        )
        self._app.changed()

    def _on_keyring_tried(self, usable: bool) -> None:
        self._app.state.keyring_usable = usable
        self._app.changed()

    def choose_storage(self, choice: ChooseKeyStorage) -> None:
        """The user's choice at first start: make the key, open the folder, go on to the PIN."""
        from borrower_app.application.data_keys import key_by_choice

        app, options = self._app, self._options
        app.state.keys_failure = None
        if choice.storage == "memory":
            app.folder = None
            app.state.memory_only = True
            app.faults.keep_nothing()

        def key(_reporter: Reporter) -> DataKey:
            return key_by_choice(options.data_dir, choice.storage, choice.passphrase)

        def chosen(made: DataKey) -> None:
            app.state.settings = msgspec.structs.replace(app.state.settings, key_storage=choice.storage)
            app.key, app.outer = made.key, made.outer
            self._after_open = self._go_to_pin
            self.open()

        app.run(app.background.store, key, chosen, self._on_no_key)

    def _on_no_key(self, failure: Failure) -> None:
        self._app.state.keys_failure = failure
        self._app.changed()

    def go_on_without_lender(self) -> None:
        """First start, once the folder is open: on to the form of a loan entered by hand; nobody signs in."""
        self._app.state.phase = Phase.OPEN
        self._app.show(Address("S-5", "new"))

    def begin_with(self, what: Beginning) -> None:
        """First start, once the folder is open: what to do first."""
        state = self._app.state
        if what == "own_loan":
            self.go_on_without_lender()
        elif what == "message" and self._app.window is not None:
            self._app.window.open(Address("D-3"))
        else:
            state.start_step = "sign_in" if what == "lender" else "choose"
            self._app.changed()

    def ask_for_passphrase(self) -> None:
        """F-3: the key of this folder is behind a passphrase."""
        self._app.state.phase = Phase.PASSPHRASE
        self._app.show(Address("F-3", "passphrase"))

    def open_with(self, entered: OpenWithPassphrase) -> None:
        """The passphrase was typed."""
        from borrower_app.application.window_folder import entry_with_passphrase

        folder = self._options.data_dir

        def found(entry: EarlyRead) -> None:
            self._app.state.keys_failure = None
            self.begin(entry)

        self._app.run(
            self._app.background.store,
            lambda _reporter: entry_with_passphrase(folder, entered.passphrase),
            found,
            self._on_no_key,
        )

    def open_after_lock(self) -> None:
        """The key is there again: open, and show the page that was shown before the lock."""
        self._after_open = self._go_back_in
        self.open()

    def _go_back_in(self) -> None:
        self._after_open = self._go_home
        self._app.state.phase = Phase.OPEN
        self.unlocked()
        if self._app.state.signed_in:
            self._rounds.start()

    def open(self, first_paint: FirstPaint | None = None) -> None:
        """Open files and network in the store lane, the key being there; then show what there is."""
        app, options = self._app, self._options
        folder, key = app.folder, app.key
        if key is None:
            raise RuntimeError("the folder needs its key first")

        def job(_reporter: Reporter) -> Opened:
            from borrower_app.application.open_folder import open_folder

            prepare = home_maker(lambda: app.state.settings.language, app.faults.report)
            opened = open_folder(
                options, folder, key, prepare_home=prepare, first_paint=first_paint, suggests_lender=True
            )
            if opened.incidents:
                opened.store.mark_incidents_seen()
            people = people_at(folder) if folder is not None else ()
            if folder is not None and opened.store.pin_hash() is not None and folder_pin.pinned_key(folder) is not None:
                # A stop after the PIN began to wrap the key left the hash that only hid.
                opened.store.set_pin_hash(None)
            return Opened(opened, opened.network.is_signed_in(), tuple(person.name for person in people))

        app.run(app.background.store, job, self._on_open, self.show_fault)

    def open_signed_in(self, signing_in: SigningIn) -> None:
        """Demo and tour: open, sign in at once, fetch, show Home."""
        self._after_open = lambda: self._go_on_signed_in(signing_in)
        self.open()

    def _go_on_signed_in(self, signing_in: SigningIn) -> None:
        self._app.state.phase = Phase.OPEN
        signing_in.start(with_page=False)

    def _on_open(self, opened: Opened) -> None:
        app = self._app
        folder = opened.folder
        app.store, app.network, app.state.lender = folder.store, folder.network, folder.lender
        folder.network.store = app.ask_store
        app.state.signed_in, app.state.incidents = opened.is_signed_in, folder.incidents
        app.state.people = opened.people
        app.save_settings()
        app.read_records()
        network = app.network
        app.run(app.background.network, lambda _reporter: network.signed_in_at(), self._on_signed_in_at)
        after, self._after_open = self._after_open, self._go_home
        after()

    def _on_signed_in_at(self, at: dt.datetime | None) -> None:
        self._app.state.signed_in_at = at

    def _go_to_pin(self) -> None:
        self._app.state.start_step = "pin"
        self._app.changed()

    def _go_home(self) -> None:
        app = self._app
        came_from_another_page = app.state.phase is not Phase.STARTING
        app.state.phase = Phase.OPEN
        if came_from_another_page:
            app.show(Address("H-1"))
        else:
            app.changed()
        if app.state.signed_in:
            self._rounds.start()

    def show_fault(self, failure: Failure) -> None:
        """F-5, or the question for the passphrase where that is what is missing."""
        state = self._app.state
        if isinstance(failure, KeysUnavailable) and failure.code is FailureCode.PASSPHRASE_NEEDED:
            self.ask_for_passphrase()
            return
        if isinstance(failure, KeysUnavailable) and failure.code is FailureCode.PIN_NEEDED:
            self.asks_pin(self._app.outer)
            return
        state.phase, state.fault, state.pin.is_busy = Phase.FAULT, failure, False
        self._app.show(Address("F-5"))

    def try_again(self) -> None:
        """F-5: the user has made room, unlocked the key store or put the folder right."""
        from borrower_app.application.data_keys import data_key

        self._app.state.fault = None
        if self._app.key is not None:
            self.open()
            return
        options = self._options

        def found(made: DataKey) -> None:
            self._app.key, self._app.outer = made.key, made.outer
            self.open()

        self._app.run(self._app.background.store, lambda _reporter: data_key(options), found, self.show_fault)

    def repair(self) -> None:
        """Set damaged files aside, make new ones, and fetch the lender's records again."""

        def job(store: Store) -> list[str]:
            return store.check_and_repair()

        def repaired(_done: list[str]) -> None:
            self._app.state.fault = None
            self._app.state.phase = Phase.OPEN
            self._app.read_records()
            self._app.show(Address("H-1"))
            self._rounds.start()

        if self._app.store is None:
            self.try_again()
        else:
            self._app.in_store(job, repaired, self.show_fault)


def _keyring_usable() -> bool:
    from borrower_app.application.data_keys import keyring_is_usable

    return keyring_is_usable()
