"""The PIN: asked for at a start and after a lock, tried, and what is revealed after it (DESIGN section 5)."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from borrower_app.application.folder_key import Tried, closed_facts, try_pin
from borrower_app.application.lock.typed_text import keep_typed_text, take_typed_text, typed_text
from borrower_app.application.running.running_app import RunningApp
from borrower_app.application.running.state import Phase, PinDesk
from borrower_app.failures import Failure, FailureCode
from borrower_app.presentation.intents import Address, Reveal
from borrower_app.store.pin_tries import MOST_TRIES
from borrower_app.store.secret_memory import overwrite

if TYPE_CHECKING:
    from borrower_app.application.data_keys import DataKey
    from borrower_app.application.lock.typed_text import TypedText
    from borrower_app.application.running.rounds import Rounds
    from borrower_app.application.sign_in.signing_in import SigningIn
    from borrower_app.store.keys import OuterSecret
    from borrower_app.store.store import Store

PROVED_SECONDS: Final = 300


class PinKeeper:
    """Answers everything about an existing PIN. `opens` gets the key once the PIN was right and nothing is open."""

    def __init__(self, app: RunningApp, rounds: Rounds, signing_in: SigningIn) -> None:
        self._app = app
        self._rounds = rounds
        self._signing_in = signing_in
        self._then: Callable[[], None] | None = None
        self._after_shut: Callable[[], None] | None = None
        self.opens: Callable[[DataKey], None] = lambda _key: None
        self.migrates: Callable[[DataKey, str], None] = lambda _key, _pin: None
        """Gets key and PIN where the PIN only hid so far."""

    @property
    def is_proved(self) -> bool:
        """Whether nothing has to be asked: no PIN is set, or it was given in the last minutes."""
        pin = self._app.state.pin
        return not pin.is_set or time.monotonic() < pin.proved_until

    def prove(self) -> None:
        """It was right, or has just been set."""
        self._app.state.pin.proved_until = time.monotonic() + PROVED_SECONDS

    def ask_first(self, purpose: str, then: Callable[[], None]) -> None:
        """Ask for the PIN, and go on with `then` once it was right; `purpose` is the subject of F-3."""
        self._open(Address("F-3", purpose))
        self._then = then

    def ask_at_start(self, outer: OuterSecret | None) -> None:
        """The folder opens only with the PIN: nothing was read. `outer` is what the passphrase gave."""
        app = self._app
        folder = app.folder
        app.outer = outer
        app.state.phase = Phase.LOCKED
        app.state.pin = PinDesk(is_set=True, wraps_key=True)
        app.show(Address("F-3"))
        if folder is not None:
            app.run(app.background.store, lambda _reporter: closed_facts(folder), self._take, self._on_failed)

    def lock(self) -> None:
        """Hide every view at once, drop records and key, and close the files behind what is being written.

        Without a PIN there is nothing to lock with. Where nothing is kept the files are in memory: they only hide.
        """
        app = self._app
        if not app.state.pin.is_set or app.state.phase is Phase.LOCKED:
            return
        typed = self._typed()
        before, window = app.state.pin, app.window
        app.state.pin = PinDesk(is_set=True, wraps_key=before.wraps_key, was_tried=before.was_tried)
        if window is not None and app.state.phase is Phase.OPEN:
            app.state.pin.return_to = window.address
        self._then = None
        app.state.phase = Phase.LOCKED
        self._rounds.stop()
        self._signing_in.give_up()
        if app.folder is None:
            app.state.pin.tries_left = before.tries_left
            app.show(Address("F-3"))
            return

        def last(store: Store) -> None:
            if typed is not None:
                keep_typed_text(store, typed)

        app.shut(last, self._on_shut)
        app.show(Address("F-3"))

    def _typed(self) -> TypedText | None:
        app = self._app
        if app.window is None or app.state.phase is not Phase.OPEN:
            return None
        return typed_text(app.window.address, app.window.typed_text(), app.state.what_ifs)

    def _on_shut(self) -> None:
        then, self._after_shut = self._after_shut, None
        if then is not None:
            then()

    def unlock(self, pin: str) -> None:
        """A try: at a start, in the lock, or before something hidden is shown."""
        app = self._app
        if app.state.pin.is_busy or not app.state.pin.is_set:
            return
        self._begin()
        if app.is_shutting:
            # What was being written comes first; the page says so.
            self._after_shut = lambda: self._try(pin)
        else:
            self._try(pin)

    def _try(self, pin: str) -> None:
        app = self._app
        if app.folder is None:
            app.in_store(lambda store: store.pin_matches(pin), self._on_tried_in_memory, self._on_failed)
            return
        folder, outer, was_tried = app.folder, app.outer, app.state.pin.was_tried
        app.run(
            app.background.store,
            lambda _reporter: try_pin(folder, outer, pin, was_tried=was_tried),
            lambda tried: self._on_tried(tried, pin),
            self._on_failed,
        )

    def _begin(self) -> None:
        desk = self._app.state.pin
        desk.is_busy, desk.wrong, desk.failure = True, False, None
        self._app.changed()

    def _take(self, tried: Tried) -> None:
        desk = self._app.state.pin
        desk.is_busy = False
        desk.tries_left, desk.wraps_key = tried.tries_left, tried.wraps_key
        self._app.changed()

    def _on_tried(self, tried: Tried, pin: str) -> None:
        app = self._app
        desk = app.state.pin
        self._take(tried)
        desk.was_tried = True
        desk.wrong = tried.key is None
        if tried.key is None:
            self._on_wrong()
        elif app.state.phase is not Phase.LOCKED:
            overwrite(tried.key.key)
            self._on_right()
        elif tried.wraps_key:
            desk.is_busy = True
            self.prove()
            self.opens(tried.key)
        else:
            self.prove()
            self.migrates(tried.key, pin)
        app.changed()

    def _on_tried_in_memory(self, right: bool) -> None:
        app = self._app
        desk = app.state.pin
        left = MOST_TRIES if desk.tries_left is None else desk.tries_left
        desk.is_busy, desk.wrong = False, not right
        desk.tries_left = None if right else max(0, left - 1)
        if not right:
            self._on_wrong()
        elif app.state.phase is Phase.LOCKED:
            self.prove()
            app.state.phase = Phase.OPEN
            app.show(self._page_before_the_lock())
            self._rounds.start()
        else:
            self._on_right()
        app.changed()

    def _on_wrong(self) -> None:
        """The last try was wrong while the app is open: whoever sits there is shut out."""
        if self._app.state.pin.tries_left == 0 and self._app.state.phase is Phase.OPEN:
            self.lock()
            self._app.state.pin.tries_left = 0

    def _on_right(self) -> None:
        """While the app is open: on with what asked for it."""
        self.prove()
        if self._app.window is not None:
            self._app.window.back()
        then, self._then = self._then, None
        if then is not None:
            then()

    def _on_failed(self, failure: Failure) -> None:
        desk = self._app.state.pin
        desk.is_busy = False
        if failure.code is FailureCode.PIN_TRIES_OVER:
            desk.tries_left = 0
        else:
            desk.failure = failure
        self._app.changed()

    def let_in(self) -> None:
        """The files are open again."""
        app = self._app
        app.state.pin.is_busy = app.state.pin.is_recovered = False
        app.show(self._page_before_the_lock())
        app.in_store(take_typed_text, self._on_typed_text)

    def _page_before_the_lock(self) -> Address:
        """Where the person was: the lock may have come by itself."""
        before, self._app.state.pin.return_to = self._app.state.pin.return_to, None
        return before if before is not None and before.code not in ("F-2", "F-3") else Address("H-1")

    def _on_typed_text(self, typed: TypedText | None) -> None:
        app = self._app
        if typed is None or app.window is None:
            return
        app.state.what_ifs = {**typed.what_ifs, **app.state.what_ifs}
        app.changed()
        if app.window.address == typed.address:
            app.window.put_typed_text(typed.fields)

    def reveal(self, wish: Reveal) -> None:
        """Show a hidden value while its button is held, after the PIN was given in the last minutes."""
        app = self._app
        if not app.state.pin.is_set:
            self._open(Address("F-3", "set-pin"))
        elif not self.is_proved:
            self._open(Address("F-3", "reveal"))
        elif app.state.records is not None and app.window is not None:
            from borrower_app.presentation.contact.contact import full_value

            value = full_value(app.state.records.reading(app.language), wish.subject, wish.field)
            if value is not None:
                app.window.answer_reveal(wish.subject, wish.field, value)

    def _open(self, address: Address) -> None:
        self._then = None
        desk = self._app.state.pin
        desk.wrong, desk.failure, desk.new = False, None, None
        if self._app.window is not None:
            self._app.window.open(address)
