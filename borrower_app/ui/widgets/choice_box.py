"""One of several in little room: a drop-down list with a name, for rows that need the same choice many times."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy

from borrower_app.ui.theme.look import Look


class ChoiceBox(QComboBox):
    """Emits `chose` with the value when the user picks another one. Its texts are plain: Qt reads no markup here."""

    chose = Signal(str)

    def __init__(self, look: Look, accessible_name: str, options: Sequence[tuple[str, str]], chosen: str) -> None:
        super().__init__()
        if not accessible_name.strip():
            raise ValueError("a choice needs a name for screen readers")
        self.setAccessibleName(accessible_name)
        self.setFont(look.font("body"))
        for value, words in options:
            self.addItem(words, value)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        # As wide as its longest words, so that nothing is cut.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.activated.connect(self._on_activated)
        self._chosen = chosen

    def _on_activated(self, index: int) -> None:
        value = str(self.itemData(index))
        if value != self._chosen:
            self._chosen = value
            self.chose.emit(value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page: a choice never changes in passing."""
        event.ignore()
