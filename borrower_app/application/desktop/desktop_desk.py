"""What the desktop around the window asks for: the clipboard, the window's place, and the question before closing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtGui import QGuiApplication

from borrower_app.presentation.desktop.closing import AtStake
from borrower_app.presentation.desktop_intents import CopyText, DesktopIntent, QuitAnyway, SawInputMethod
from borrower_app.presentation.intents import Address

if TYPE_CHECKING:
    from borrower_app.application.running.running_app import RunningApp

_CLOSING = Address("F-8")


class DesktopDesk:
    """Answers these presses; `close` ends the app."""

    def __init__(self, app: RunningApp, close: Callable[[], None]) -> None:
        self._app = app
        self._close = close
        self.is_closing = False
        """Nothing holds the window up any more."""
        app.after_records.append(self._count)

    def answer(self, intent: DesktopIntent) -> None:
        """One press."""
        if isinstance(intent, CopyText):
            QGuiApplication.clipboard().setText(intent.text)
        elif isinstance(intent, SawInputMethod):
            self._app.state.lacking_input_method = ""
            self._app.state.settings = msgspec.structs.replace(self._app.state.settings, told_input_method=True)
            self._app.save_settings()
            self._app.changed()
        elif isinstance(intent, QuitAnyway):
            self.is_closing = True
            self._close()

    def _count(self) -> None:
        """What closing would lose, counted with every new picture of the records: behind the lock none is there."""
        self._app.state.at_stake = at_stake_of(self._app)

    def may_close(self) -> bool:
        """Whether the window may go; where something would be lost it is asked first."""
        state = self._app.state
        if state.records is not None:
            self._count()
        window = self._app.window
        if self.is_closing or not state.at_stake or window is None:
            return True
        window.open(_CLOSING)
        window.come_to_front()
        return False

    def keep_window_place(self) -> None:
        """So that the window stands there again at the next start."""
        from borrower_app.ui.window_place import place_of

        app = self._app
        if app.window is None or app.folder is None or app.store is None:
            return
        place = place_of(app.window)
        if place != app.state.settings.window_place:
            app.state.settings = msgspec.structs.replace(app.state.settings, window_place=place)
            app.save_settings()


def at_stake_of(app: RunningApp) -> AtStake:
    """What is kept nowhere; nothing where a folder keeps it, or where everything is made up."""
    state = app.state
    if not state.memory_only or state.is_practice or state.records is None:
        return AtStake()
    snapshot = state.records.snapshot
    return AtStake(
        unsent=sum(operation.counts_as_unsent for operation in snapshot.operations),
        own_loans=sum(held.source == "own" for held in snapshot.loans),
        drafts=len(state.own.drafts),
    )
