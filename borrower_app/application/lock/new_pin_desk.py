"""A new PIN: typed twice, its recovery code shown once and asked back once, and only then written; and its removal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from borrower_app.application.folder_key import try_pin
from borrower_app.application.lock.pin_desk import PinKeeper
from borrower_app.application.running.running_app import RunningApp
from borrower_app.application.running.state import NewPin, Phase
from borrower_app.failures import Failure, FailureCode
from borrower_app.presentation.intents import Address, ConfirmRecoveryCode, RemovePin, SetPin
from borrower_app.store import folder_pin
from borrower_app.store.pin import hash_pin
from borrower_app.store.recovery_code import new_code, read_code
from borrower_app.store.secret_memory import overwrite

if TYPE_CHECKING:
    from collections.abc import Callable

    from borrower_app.application.data_keys import DataKey
    from borrower_app.application.folder_key import Tried
    from borrower_app.presentation.lock.lock import NewPinReason
    from borrower_app.store.store import Store


class OpensFolder(Protocol):
    """Who opens the folder once its key is there (`application.window.opening`)."""

    def open_after_lock(self) -> None:
        """Open, and show the page of before the lock."""

    def begin_first_start(self) -> None:
        """As on a new computer."""


class NewPinDesk:
    """Lives in the UI thread."""

    def __init__(self, app: RunningApp, keeper: PinKeeper, opening: OpensFolder) -> None:
        self._app = app
        self._keeper = keeper
        self._opening = opening

    def set(self, wish: SetPin) -> None:
        """Set or change it; the old one is asked for first. Where nothing is kept there is nothing to wrap."""
        app = self._app
        desk = app.state.pin
        desk.wrong, desk.failure = False, None
        if desk.is_recovered:
            self._show_code(wish.pin, "recovered")
        elif app.folder is None:
            self._set_in_memory(wish)
        elif desk.is_set:
            self._ask(wish.current, lambda _tried: self._show_code(wish.pin, "wish"))
        else:
            self._show_code(wish.pin, "wish")

    def _set_in_memory(self, wish: SetPin) -> None:
        def job(store: Store) -> bool:
            if store.pin_hash() is not None and not store.pin_matches(wish.current):
                return False
            store.set_pin_hash(hash_pin(wish.pin))
            return True

        def done(was_set: bool) -> None:
            self._app.state.pin.wrong = not was_set
            if was_set:
                self._on_set()
            self._app.changed()

        self._app.in_store(job, done)

    def _ask(self, current: str, right: Callable[[Tried], None]) -> None:
        app = self._app
        folder, outer, was_tried = app.folder, app.outer, app.state.pin.was_tried
        assert folder is not None

        def tried(result: Tried) -> None:
            desk = app.state.pin
            desk.was_tried, desk.wrong, desk.tries_left = True, result.key is None, result.tries_left
            if result.key is not None:
                overwrite(result.key.key)
                right(result)
            elif desk.tries_left == 0:
                self._keeper.lock()
                app.state.pin.tries_left = 0
            app.changed()

        app.run(
            app.background.store,
            lambda _reporter: try_pin(folder, outer, current, was_tried=was_tried),
            tried,
            self._fail,
        )

    def _show_code(self, pin: str, why: NewPinReason) -> None:
        self._app.state.pin.new = NewPin(pin, new_code(), why)
        self._app.changed()
        self._app.scroll_up()

    def migrate(self, found: DataKey, pin: str) -> None:
        """A PIN of before it wrapped the key was right: it shall wrap it, once its code is on paper."""
        app = self._app
        app.key, app.outer = found.key, found.outer
        self._show_code(pin, "old")

    def saw_code(self) -> None:
        """It is on paper: ask it back."""
        self._turn(asked_back=True)

    def show_code_again(self) -> None:
        """It is not, or not rightly."""
        self._turn(asked_back=False)

    def _turn(self, *, asked_back: bool) -> None:
        new = self._app.state.pin.new
        if new is not None:
            new.is_asked_back, new.was_wrong = asked_back, False
            self._app.changed()
            self._app.scroll_up()

    def drop(self) -> None:
        """No new PIN: everything stays as it was; after the old PIN or the recovery code the app opens all the same."""
        app = self._app
        new, app.state.pin.new = app.state.pin.new, None
        if app.state.phase is Phase.LOCKED:
            self._open()
        elif app.state.phase is Phase.FIRST_START or new is None or app.window is None:
            app.changed()
        elif not app.window.back():
            app.show(Address("T-1"))

    def confirm(self, wish: ConfirmRecoveryCode) -> None:
        """The code as typed from the paper: where it is the one, PIN and code wrap the key."""
        app = self._app
        new, folder, key, outer = app.state.pin.new, app.folder, app.key, app.outer
        if new is None or folder is None or key is None or app.state.pin.is_busy:
            return
        if read_code(wish.code) != read_code(new.code):
            new.was_wrong = True
            app.changed()
            return
        app.state.pin.is_busy = True
        app.changed()

        def job(_store: object) -> None:
            folder_pin.set_pin(folder, key, outer, new.pin, new.code)
            if app.store is not None and app.store.pin_hash() is not None:
                # What only hid is not needed any more.
                app.store.set_pin_hash(None)

        def done(_nothing: None) -> None:
            desk = app.state.pin
            desk.is_busy, desk.new, desk.is_recovered = False, None, False
            desk.is_set = desk.wraps_key = True
            desk.tries_left = None
            if app.state.phase is Phase.LOCKED:
                self._open()
            else:
                self._on_set()

        app.run(app.background.store, job, done, self._fail)

    def open_with(self, found: DataKey) -> None:
        """The PIN was right, and it wraps the key."""
        self._app.key, self._app.outer = found.key, found.outer
        self._open()

    def _open(self) -> None:
        """The key is there; the files are not open yet."""
        app = self._app
        app.state.pin.is_busy = True
        self._keeper.prove()
        app.changed()
        self._opening.open_after_lock()

    def _on_set(self) -> None:
        app = self._app
        app.state.pin.is_set = True
        self._keeper.prove()
        app.read_records()
        self.go_on()
        app.changed()

    def go_on(self) -> None:
        """After a PIN was set or put off."""
        app = self._app
        app.state.pin.new = None
        if app.state.phase is Phase.FIRST_START:
            app.state.start_step = "choose"
            app.changed()
        elif app.window is not None:
            app.window.back()

    def remove(self, wish: RemovePin) -> None:
        """Back to keyring or passphrase alone, after the PIN."""
        app = self._app
        folder = app.folder
        if not app.state.pin.is_set or app.state.phase is not Phase.OPEN:
            return
        if folder is None:
            app.in_store(self._remove_in_memory(wish.pin), self._on_removed)
            return

        def right(_tried: Tried) -> None:
            key, outer = app.key, app.outer
            assert key is not None

            def job(store: Store) -> bool:
                if folder_pin.pinned_key(folder) is not None:
                    folder_pin.remove_pin(folder, key, outer)
                if store.pin_hash() is not None:
                    store.set_pin_hash(None)
                return True

            app.in_store(job, self._on_removed, self._fail)

        self._ask(wish.pin, right)

    def _remove_in_memory(self, pin: str) -> Callable[[Store], bool]:
        def job(store: Store) -> bool:
            if not store.pin_matches(pin):
                return False
            store.set_pin_hash(None)
            return True

        return job

    def _on_removed(self, was_removed: bool) -> None:
        app = self._app
        app.state.pin.wrong = not was_removed
        if was_removed:
            app.state.pin.is_set = app.state.pin.wraps_key = False
            app.read_records()
            self.go_on()
        app.changed()

    def _fail(self, failure: Failure) -> None:
        desk = self._app.state.pin
        desk.is_busy = False
        if failure.code is FailureCode.PIN_TRIES_OVER and self._app.state.phase is Phase.OPEN:
            self._keeper.lock()
            self._app.state.pin.tries_left = 0
        else:
            desk.failure = failure
        self._app.changed()
