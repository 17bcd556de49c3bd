"""Goes on once a window was painted for the first time: what is heavy begins only then (DESIGN section 5)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class AfterFirstPaint(QObject):
    """Calls `go_on` once, in the turn of the event loop after the window's first paint."""

    def __init__(self, window: QWidget, go_on: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._go_on = go_on
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The children are painted in the same turn as the window itself."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self, self._go_on)
        return False
