"""The parts of S-1 for a combined loan: what the month costs together, each part's card, the table of months."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.reading.schedule_views import HouseholdView
from borrower_app.presentation.words.parts import LoanView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.home.home_parts import loan_card
from borrower_app.ui.pages.parts.finding import add_findings
from borrower_app.ui.pages.parts.page_parts import PageBody, columns
from borrower_app.ui.pages.parts.view_parts import findings, link, spans
from borrower_app.ui.pages.schedule.schedule_parts import table_card
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.marked_text import MarkedLabel
from borrower_app.ui.widgets.safe_text import label


def add_household(page: PageBody, view: HouseholdView, context: PageContext) -> QWidget:
    """Everything below the choice of the loan."""
    look = context.look
    total = Card(look, gap=6)
    total.add(label(look, view.headline, "headline"))
    total.add(MarkedLabel(look, spans(context, view.lead), ink="ink_soft"))
    if view.notes:
        add_findings(total, look, findings(context, view.notes))
    page.add(total)
    cards = [_part(part, context) for part in view.parts]
    for start in range(0, len(cards), 2):
        pair = cards[start : start + 2]
        page.add(columns(look, *pair) if len(pair) == 2 else pair[0])
    page.room.addWidget(table_card(context, view.table_title, view, left=1), 1)
    return page


def _part(part: LoanView, context: PageContext) -> Card:
    return loan_card(
        context,
        part.name,
        part.figure,
        spans(context, part.figure_words),
        below="",
        thousandths=None,
        bar_name="",
        ends=("", ""),
        pairs=[(spans(context, pair.words), spans(context, pair.value)) for pair in part.pairs],
        pill=(part.pill.text, part.pill.tone, part.pill.icon) if part.pill is not None else None,
        action=link(context, part.action),
    )
