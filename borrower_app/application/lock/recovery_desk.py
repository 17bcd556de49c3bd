"""The way in without the PIN: the recovery code; and without both, a new beginning beside the sealed old data."""

from __future__ import annotations

import msgspec

from borrower_app import clock
from borrower_app.application.lock.new_pin_desk import OpensFolder
from borrower_app.application.running.running_app import RunningApp
from borrower_app.application.running.state import Phase, PinDesk
from borrower_app.failures import Failure
from borrower_app.presentation.intents import Address, Recover
from borrower_app.store import folder_pin


class RecoveryDesk:
    """Lives in the UI thread."""

    def __init__(self, app: RunningApp, opening: OpensFolder) -> None:
        self._app = app
        self._opening = opening

    def recover(self, wish: Recover) -> None:
        """The code as typed: where it is right, a new PIN is asked for, and then the app opens."""
        app = self._app
        folder = app.folder
        if folder is None or app.state.phase is not Phase.LOCKED or app.state.pin.is_busy or app.is_shutting:
            return

        def job(_reporter: object) -> bytes | None:
            pinned = folder_pin.pinned_key(folder)
            return folder_pin.try_code(pinned, wish.code) if pinned is not None else None

        def tried(key: bytes | None) -> None:
            desk = app.state.pin
            desk.is_busy, desk.wrong_code = False, key is None
            if key is not None:
                app.key = key
                desk.is_recovered = True
                app.show(Address("F-3"))
            app.changed()

        app.state.pin.is_busy = True
        app.changed()
        app.run(app.background.store, job, tried, self._fail)

    def begin_anew(self) -> None:
        """Set everything sealed aside, delete nothing, and start as on a new computer."""
        app = self._app
        folder = app.folder
        if folder is None or app.state.phase is not Phase.LOCKED or app.state.pin.is_busy or app.is_shutting:
            return
        stamp = clock.now().strftime("%Y%m%dT%H%M%S")
        app.state.pin.is_busy = True
        app.changed()
        app.run(
            app.background.store,
            lambda _reporter: folder_pin.set_aside_sealed(folder, stamp).name,
            self._on_set_aside,
            self._fail,
        )

    def _on_set_aside(self, name: str) -> None:
        app = self._app
        app.key = app.outer = None
        app.state.pin = PinDesk(sealed_in=name)
        app.state.settings = msgspec.structs.replace(app.state.settings, key_storage="undecided")
        app.save_settings()
        app.show(Address("F-3"))
        app.changed()

    def go_on(self) -> None:
        """The person has read where the old data lie."""
        if self._app.state.pin.sealed_in:
            self._app.state.pin = PinDesk()
            self._opening.begin_first_start()

    def _fail(self, failure: Failure) -> None:
        desk = self._app.state.pin
        desk.is_busy, desk.failure = False, failure
        self._app.changed()
