"""A pill: a state as icon, word and colour, never as colour alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from borrower_app.foreign_text import shown
from borrower_app.presentation.words.parts import Tone
from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.icon import draw_icon
from borrower_app.ui.widgets.text_layout import LaidText, Run

_NARROWEST = 64


class Pill(QLabel):
    """Icon and word in a rounded field of their tone; the word wraps when it must."""

    def __init__(self, look: Look, text: str, tone: Tone, icon: str | None) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        super().setText(shown(text))
        self._look = look
        self._tone: Tone = tone
        self._icon = icon
        self._font = look.font("caption", strong=True)
        self._laid = LaidText((Run(text),), self._font)
        self.setFont(self._font)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _sides(self) -> tuple[int, int]:
        icon = self._look.px(14) + self._look.gap(6) if self._icon else 0
        return self._look.gap(10) + icon, self._look.gap(10)

    def sizeHint(self) -> QSize:
        """Icon and word on one line."""
        left, right = self._sides()
        return QSize(int(self._laid.width) + 2 + left + right, int(self._laid.height) + 1 + self._look.gap(5))

    def minimumSizeHint(self) -> QSize:
        """Narrower than the word: it wraps."""
        full = self.sizeHint()
        return QSize(min(full.width(), self._look.px(_NARROWEST)), full.height())

    def hasHeightForWidth(self) -> bool:
        """The word wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height the word needs."""
        left, right = self._sides()
        return int(self._laid.height_at(width - left - right)) + 1 + self._look.gap(5)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Field, icon, word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        one_line = self.sizeHint().height()
        radius = min(self.height(), one_line) / 2
        field = QPainterPath()
        field.addRoundedRect(QRectF(self.rect()), radius, radius)
        painter.fillPath(field, self._look.tone_soft(self._tone))
        colour = self._look.tone_ink(self._tone)
        left, right = self._sides()
        if self._icon:
            size = self._look.px(14)
            draw_icon(painter, self._icon, QRectF(self._look.gap(10), (self.height() - size) / 2, size, size), colour)
        room = self.width() - left - right
        painter.setPen(colour)
        self._laid.at(room).draw(painter, QPointF(left, (self.height() - self._laid.height_at(room)) / 2))
        painter.end()
