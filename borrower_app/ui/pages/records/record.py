"""E-1 A stored record in plain words: what a sentence rests on. Read only, with the way back."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.intents import GoBack
from borrower_app.presentation.records.views import RecordPart, RecordView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.page_parts import PageBody, columns, heading, section
from borrower_app.ui.pages.parts.view_parts import spans
from borrower_app.ui.widgets.amount import PairRow
from borrower_app.ui.widgets.buttons import link_button, row_of
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.hop_diagram import HopDiagram, Station
from borrower_app.ui.widgets.safe_text import label


def record_page(view: RecordView, context: PageContext) -> QWidget:
    """The page."""
    look = context.look
    page = PageBody(look)
    page.add(back_link(context, view.back), heading(look, view.title))
    page.add(label(look, view.lead, ink="ink_soft"))
    cards: list[QWidget] = []
    for part in view.parts:
        if part.hops:
            page.add(_part(part, context))
        else:
            cards.append(_part(part, context))
    for start in range(0, len(cards), 2):
        page.add(columns(look, *cards[start : start + 2]))
    if view.note:
        page.add(label(look, view.note, "caption", "ink_soft"))
    return page.end()


def back_link(context: PageContext, words: str) -> QWidget:
    """The way back to the page that led here."""
    button = link_button(context.look, f"‹ {words}", words)
    button.clicked.connect(context.sends(GoBack()))
    return row_of([button], context.look.gap(8))


def _part(part: RecordPart, context: PageContext) -> Card:
    look = context.look
    card = section(look, part.title, gap=0)
    card.space(look.gap(6))
    if part.hops:
        card.add(HopDiagram(look, [Station(hop.name, hop.told, hop.tone) for hop in part.hops]))
        card.space(look.gap(8))
    for pair in part.pairs:
        card.add(PairRow(look, spans(context, pair.words), spans(context, pair.value), words_ink="ink_soft", above=4))
    if part.quote:
        card.space(look.gap(6))
        card.add(label(look, part.quote))
    if part.told:
        card.space(look.gap(6))
        card.add(label(look, part.told, "caption", "ink_soft"))
    card.room.addStretch(1)
    return card
