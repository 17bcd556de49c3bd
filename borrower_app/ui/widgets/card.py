"""Cards: the surfaces a page is made of; a headline card has a coloured stripe at its left edge."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from borrower_app.presentation.words.parts import Tone
from borrower_app.ui.theme.look import Look
from borrower_app.ui.theme.tokens import tokens

CardKind = Literal["plain", "sunken", "caution", "bad", "accent"]
_STRIPE = 4


class Card(QFrame):
    """A bordered surface with a vertical layout, `room`. Children stay transparent, so that the corners stay round."""

    def __init__(
        self,
        look: Look,
        kind: CardKind = "plain",
        *,
        across: int = 24,
        above: int = 20,
        gap: int = 8,
        stripe: Tone | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("card", kind)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._stripe = look.tone_ink(stripe) if stripe else None
        self.room = QVBoxLayout(self)
        self.room.setContentsMargins(look.gap(across), look.gap(above), look.gap(across), look.gap(above))
        self.room.setSpacing(look.gap(gap))

    def add(self, *widgets: QWidget) -> Card:
        """Put widgets below what is there."""
        for widget in widgets:
            self.room.addWidget(widget)
        return self

    def space(self, height: int) -> Card:
        """Leave room, in pixels."""
        self.room.addSpacing(height)
        return self

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style draws the surface; the stripe follows its round corners."""
        super().paintEvent(event)
        if self._stripe is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        corners = QPainterPath()
        corners.addRoundedRect(QRectF(self.rect()), tokens().radius.card, tokens().radius.card)
        edge = QPainterPath()
        inner = QRectF(self.rect()).adjusted(_STRIPE, 0, _STRIPE + 40, 0)
        edge.addRoundedRect(inner, tokens().radius.card, tokens().radius.card)
        painter.fillPath(corners.subtracted(edge).intersected(_left_edge(self.height())), self._stripe)
        painter.end()


def _left_edge(height: int) -> QPainterPath:
    path = QPainterPath()
    path.addRect(QRectF(0, 0, 16, height))
    return path


def rule(look: Look) -> QFrame:
    """A hairline between two parts of a card."""
    line = QFrame()
    line.setProperty("rule", True)
    line.setFixedHeight(1)
    return line
