"""The push button that all buttons are made from: Enter presses it as Space does, as everywhere else."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class PressButton(QPushButton):
    """Qt lets Enter press a button only in a dialog. Here it is down as long as the key is, like with Space: what is
    seen only while a button is held can be seen with either, and a key that repeats presses nothing a second time.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is Space."""
        super().keyPressEvent(_as_space(event))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Enter is Space."""
        super().keyReleaseEvent(_as_space(event))


def _as_space(event: QKeyEvent) -> QKeyEvent:
    if event.key() not in _ENTER or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return event
    return QKeyEvent(event.type(), Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", event.isAutoRepeat())
