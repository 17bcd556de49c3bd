"""One of several in little room: a drop-down list with a name, for rows that need the same choice many times."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy

from borrower_app.foreign_text import shown
from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.safe_text import set_name


class ChoiceBox(QComboBox):
    """Emits `chose` with the value when the user picks another one. Its texts are plain: Qt reads no markup here."""

    chose = Signal(str)

    def __init__(self, look: Look, accessible_name: str, options: Sequence[tuple[str, str]], chosen: str) -> None:
        super().__init__()
        if not accessible_name.strip():
            raise ValueError("a choice needs a name for screen readers")
        set_name(self, accessible_name)
        self.setFont(look.font("body"))
        self._ink = look.colour("ink_soft")
        self._angle = look.px(5)
        self._inset = look.gap(12)
        for value, words in options:
            self.addItem(shown(words), value)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        # As wide as its longest words, so that nothing is cut.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.activated.connect(self._on_activated)
        self._chosen = chosen

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style draws the box; an angle at the right shows that it opens."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._ink, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        size = self._angle
        right, middle = self.width() - 2 * size - self._inset, self.height() / 2
        painter.drawPolyline(
            [
                QPointF(right, middle - size / 2),
                QPointF(right + size, middle + size / 2),
                QPointF(right + 2 * size, middle - size / 2),
            ]
        )
        painter.end()

    def _on_activated(self, index: int) -> None:
        value = str(self.itemData(index))
        if value != self._chosen:
            self._chosen = value
            self.chose.emit(value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page: a choice never changes in passing."""
        event.ignore()
