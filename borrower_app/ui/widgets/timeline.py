"""A timeline: entries under each other, each with a mark on one line at the left."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from borrower_app.presentation.words.parts import Tone
from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.icon import draw_icon


class TimelineEntry(QWidget):
    """One entry: its mark, the line to its neighbours, and its content at the right."""

    def __init__(self, look: Look, icon: str, tone: Tone, content: QWidget, *, first: bool, last: bool) -> None:
        super().__init__()
        self._look = look
        self._icon = icon
        self._tone: Tone = tone
        self._first = first
        self._last = last
        layout = QHBoxLayout(self)
        layout.setContentsMargins(self._gutter(), 0, 0, 0)
        layout.addWidget(content, 1)

    def _gutter(self) -> int:
        return self._look.px(28) + self._look.gap(8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line first, the mark over it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self._look.px(28)
        middle = QPointF(size / 2, min(self.height() / 2, self._look.px(34)))
        painter.setPen(QPen(self._look.colour("line"), 2))
        if not self._first:
            painter.drawLine(QPointF(middle.x(), 0), middle)
        if not self._last:
            painter.drawLine(middle, QPointF(middle.x(), self.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.tone_soft(self._tone))
        painter.drawEllipse(middle, size / 2, size / 2)
        icon = self._look.px(16)
        box = QRectF(middle.x() - icon / 2, middle.y() - icon / 2, icon, icon)
        draw_icon(painter, self._icon, box, self._look.tone_ink(self._tone))
        painter.end()
