"""A banner: something that is true of the whole page (offline, old data, sign-in needed), with one thing to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from borrower_app.presentation.words.parts import Tone
from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.buttons import WordButton
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.flow import OwnWidthLast
from borrower_app.ui.widgets.icon import Icon
from borrower_app.ui.widgets.safe_text import label


def banner(look: Look, text: str, tone: Tone, icon: str, action: WordButton | None = None) -> Card:
    """One sentence over the page; `caution` and `bad` have their own colour, the rest is quiet."""
    card = Card(look, "caution" if tone == "caution" else "bad" if tone == "bad" else "sunken", across=16, above=10)
    line = QHBoxLayout()
    line.setSpacing(look.gap(10))
    line.addWidget(Icon(icon, look.px(20), look.tone_ink(tone)), 0, Qt.AlignmentFlag.AlignTop)
    words = label(look, text, ink=tone if tone in ("caution", "bad") else "ink")
    if action is None:
        line.addWidget(words, 1)
    else:
        holder = QWidget()
        beside = OwnWidthLast(look.gap(12), look.px(220), holder)
        beside.addWidget(words)
        beside.addWidget(action)
        line.addWidget(holder, 1)
    card.room.addLayout(line)
    return card
