"""C-1 Cards and mandates: which card pays which loan; what each mandate allows and how it is ended."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.cards.views import CardsView, InstrumentView, MandateView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.cards.card_parts import instrument_card, terms_card
from borrower_app.ui.pages.parts.finding import add_findings
from borrower_app.ui.pages.parts.page_parts import PageBody, columns, heading
from borrower_app.ui.pages.parts.view_parts import buttons, empty_card, findings, spans
from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.late_parts import LateParts


def cards_page(view: CardsView, context: PageContext) -> QWidget:
    """The page: cards at the left, mandates at the right, as they are paired by their order."""
    look = context.look
    page = PageBody(look)
    page.add(heading(look, view.title))
    if view.empty is not None:
        return page.add(empty_card(context, view.empty)).end()
    if view.notes:
        notes = Card(look, above=8, gap=0)
        add_findings(notes, look, findings(context, view.notes))
        page.add(notes)
    leading = next((card for card in view.instruments if card.actions), None)
    cards = [partial(_instrument, card, context, is_leading=card is leading) for card in view.instruments]
    mandates = [partial(_mandate, mandate, context) for mandate in view.mandates]
    rows = [
        partial(_row, look, [part[row] for part in (cards, mandates) if row < len(part)])
        for row in range(max(len(cards), len(mandates)))
    ]
    return page.add(LateParts(rows, look.gap(16))).end()


def _row(look: Look, pair: list[Callable[[], Card]]) -> QWidget:
    made = [make() for make in pair]
    return columns(look, *made) if len(made) == 2 else made[0]


def _instrument(view: InstrumentView, context: PageContext, *, is_leading: bool) -> Card:
    return instrument_card(
        context,
        view.title,
        pill=(view.pill.text, view.pill.tone, view.pill.icon),
        told=[spans(context, words) for words in view.told],
        findings=findings(context, view.findings),
        buttons=buttons(context, view.actions, first_is_primary=is_leading),
        note=view.note,
    )


def _mandate(view: MandateView, context: PageContext) -> Card:
    return terms_card(
        context,
        "",
        title_spans=spans(context, view.title),
        pill=(view.pill.text, view.pill.tone, view.pill.icon),
        pairs=[(spans(context, pair.words), spans(context, pair.value)) for pair in view.pairs],
        buttons=buttons(context, view.actions, first_is_primary=False),
        note=view.note,
    )
