"""Cards and mandates from plain values: which card pays which loan, what a mandate allows, how to end it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from borrower_app.presentation.words.parts import Tone
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.finding import FindingLine, Spans
from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.amount import PairRow
from borrower_app.ui.widgets.buttons import WordButton, row_of
from borrower_app.ui.widgets.card import Card, rule
from borrower_app.ui.widgets.check_row import check_row
from borrower_app.ui.widgets.marked_text import MarkedLabel
from borrower_app.ui.widgets.pill import Pill
from borrower_app.ui.widgets.safe_text import label


def titled_line(look: Look, title: str, pill: tuple[str, Tone, str] | None, spans: Spans = ()) -> QWidget:
    """A card's title at the left and its state as a pill at the right."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(look.gap(12))
    words = MarkedLabel(look, spans, "section") if spans else label(look, title, "section")
    line.addWidget(words, 1, Qt.AlignmentFlag(0))
    if pill is not None:
        line.addWidget(Pill(look, *pill), 0, Qt.AlignmentFlag.AlignTop)
    return holder


def instrument_card(
    context: PageContext,
    title: str,
    *,
    pill: tuple[str, Tone, str],
    told: Sequence[Spans],
    findings: Sequence[FindingLine],
    buttons: Sequence[WordButton] = (),
    note: str = "",
) -> Card:
    """A card with bank and last four digits, what it pays, what to watch, and how to change it."""
    look = context.look
    card = Card(look, gap=4)
    card.add(titled_line(look, title, pill))
    for spans in told:
        card.add(MarkedLabel(look, spans, ink="ink_soft"))
    for finding in findings:
        card.add(check_row(look, finding.icon, finding.tone, finding.spans, action=finding.action))
    _add_buttons(card, look, buttons, note)
    card.room.addStretch(1)
    return card


def terms_card(
    context: PageContext,
    title: str,
    *,
    pill: tuple[str, Tone, str] | None,
    pairs: Sequence[tuple[Spans, Spans]],
    buttons: Sequence[WordButton] = (),
    note: str = "",
    title_spans: Spans = (),
) -> Card:
    """Pairs of words and values with hairlines between: a mandate, a set of details."""
    look = context.look
    card = Card(look, gap=0)
    card.add(titled_line(look, title, pill, title_spans))
    card.space(look.gap(6))
    for words, value in pairs:
        card.add(PairRow(look, words, value, words_ink="ink_soft", above=7))
        card.add(rule(look))
    _add_buttons(card, look, buttons, note)
    card.room.addStretch(1)
    return card


def _add_buttons(card: Card, look: Look, buttons: Sequence[WordButton], note: str) -> None:
    if buttons:
        card.space(look.gap(12))
        card.add(row_of(list(buttons), look.gap(12)))
    if note:
        card.space(look.gap(4))
        card.add(label(look, note, "caption", "ink_soft"))
