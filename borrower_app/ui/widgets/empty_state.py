"""What stands where nothing is to be shown: empty, still loading, or not to be had. One icon, one line, one way on."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.words.parts import Tone
from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.buttons import WordButton, row_of
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.icon import Icon
from borrower_app.ui.widgets.safe_text import label


def empty_state(
    look: Look, icon: str, title: str, told: str, *, actions: list[WordButton] | None = None, tone: Tone = "plain"
) -> Card:
    """A calm card: what is (not) here, why, and what can be done."""
    card = Card(look, above=32, gap=8)
    card.add(Icon(icon, look.px(40), look.tone_ink(tone)))
    card.space(look.gap(4))
    card.add(label(look, title, "title"))
    if told:
        card.add(label(look, told, "lead", "ink_soft"))
    if actions:
        card.space(look.gap(8))
        card.add(row_of(actions, look.gap(8)))
    return card


def skeleton(look: Look, told: str) -> QWidget:
    """A page that is being read: the words say so, grey bars show where things will stand. Nothing moves."""
    card = Card(look, above=32, gap=16)
    card.add(label(look, told, "lead", "ink_soft"))
    for share in (0.7, 0.9, 0.5):
        card.add(_Bar(look, share))
    return card


class _Bar(QWidget):
    """A grey bar; the style sheet's sunken colour through the palette."""

    def __init__(self, look: Look, share: float) -> None:
        super().__init__()
        self.setFixedHeight(look.px(14))
        self.setMaximumWidth(int(look.px(700) * share))
        palette = self.palette()
        palette.setColor(self.backgroundRole(), look.colour("sunken"))
        self.setPalette(palette)
        self.setAutoFillBackground(True)
