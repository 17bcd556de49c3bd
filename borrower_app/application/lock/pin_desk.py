"""The PIN: set, ask, lock, and what is revealed after it (DESIGN section 5)."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from borrower_app import clock
from borrower_app.application.pin_tries import change_pin, try_pin
from borrower_app.application.running.running_app import RunningApp
from borrower_app.application.running.state import Phase
from borrower_app.presentation.intents import Address, Reveal, SetPin

if TYPE_CHECKING:
    from borrower_app.store.store import Store

PROVED_SECONDS: Final = 300


class PinKeeper:
    """Answers everything about the PIN."""

    def __init__(self, app: RunningApp) -> None:
        self._app = app
        self._then: Callable[[], None] | None = None

    @property
    def is_proved(self) -> bool:
        """Whether nothing has to be asked: no PIN is set, or it was given in the last minutes."""
        kept = self._app.state.pin.kept
        return kept is None or kept.hash is None or time.monotonic() < self._app.state.pin.proved_until

    def ask_first(self, purpose: str, then: Callable[[], None]) -> None:
        """Ask for the PIN, and go on with `then` once it was right; `purpose` is the subject of F-3."""
        self._open(Address("F-3", purpose))
        self._then = then

    def set(self, wish: SetPin) -> None:
        """Set or change it; the old one is asked for first."""

        def job(store: Store) -> bool:
            return change_pin(store, wish.current, wish.pin, clock.now())

        self._app.in_store(job, self._on_set)

    def _on_set(self, done: bool) -> None:
        app = self._app
        app.state.pin.wrong = not done
        if done:
            app.state.pin.proved_until = time.monotonic() + PROVED_SECONDS
            self.go_on()
        app.read_records()
        app.changed()

    def go_on(self) -> None:
        """After a PIN was set or put off."""
        app = self._app
        if app.state.phase is Phase.FIRST_START:
            app.state.start_step = "choose"
            app.changed()
        elif app.window is not None:
            app.window.back()

    def lock(self) -> None:
        """Hide every view until the PIN; without one there is nothing to lock with."""
        app = self._app
        if app.state.pin.kept is None or app.state.pin.kept.hash is None:
            return
        if app.window is not None and app.state.phase is Phase.OPEN:
            app.state.pin.return_to = app.window.address
        self._then = None
        app.state.phase = Phase.LOCKED
        app.state.pin.proved_until = 0.0
        app.state.pin.wrong = False
        app.show(Address("F-3"))

    def unlock(self, pin: str) -> None:
        """A try; in the lock, or before something hidden is shown."""

        def tried(right: bool) -> None:
            app = self._app
            app.state.pin.wrong = not right
            app.read_records()
            if right:
                app.state.pin.proved_until = time.monotonic() + PROVED_SECONDS
                if app.state.phase is Phase.LOCKED:
                    app.state.phase = Phase.OPEN
                    app.show(self._page_before_the_lock())
                elif app.window is not None:
                    app.window.back()
                    then, self._then = self._then, None
                    if then is not None:
                        then()

        self._app.in_store(lambda store: try_pin(store, pin, clock.now()), tried)

    def _page_before_the_lock(self) -> Address:
        """Where the person was: the lock may have come by itself."""
        before, self._app.state.pin.return_to = self._app.state.pin.return_to, None
        return before if before is not None and before.code not in ("F-2", "F-3") else Address("H-1")

    def reveal(self, wish: Reveal) -> None:
        """Show a hidden value while its button is held, after the PIN was given in the last minutes."""
        app = self._app
        kept = app.state.pin.kept
        if kept is None or kept.hash is None:
            self._open(Address("F-3", "set-pin"))
        elif time.monotonic() >= app.state.pin.proved_until:
            self._open(Address("F-3", "reveal"))
        elif app.state.records is not None and app.window is not None:
            from borrower_app.presentation.contact.contact import full_value

            value = full_value(app.state.records.reading(app.language), wish.subject, wish.field)
            if value is not None:
                app.window.answer_reveal(wish.subject, wish.field, value)

    def _open(self, address: Address) -> None:
        self._then = None
        self._app.state.pin.wrong = False
        if self._app.window is not None:
            self._app.window.open(address)
