"""S-1 Schedule: the lender's table with the current row in view, the chart of its parts, the next repricing, the cost.

A combined loan has the same page: its parts beside each other, then the table of months.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.reading.schedule_views import HouseholdView, RepricingView, ScheduleView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.finding import add_findings
from borrower_app.ui.pages.parts.page_parts import PageBody, choices, columns, heading
from borrower_app.ui.pages.parts.view_parts import buttons, empty_card, findings, link, pill, spans
from borrower_app.ui.pages.schedule.household import add_household
from borrower_app.ui.pages.schedule.schedule_parts import chart_card, facts_card, table_card
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.marked_text import Span


def schedule_page(view: ScheduleView | HouseholdView, context: PageContext) -> QWidget:
    """The page."""
    look = context.look
    page = PageBody(look)
    if isinstance(view, HouseholdView):
        page.add(heading(look, view.title, at_right=buttons(context, view.actions, first_is_primary=False)))
        page.add(choices(look, view.loans_name, view.loans, view.subject, context.opener("S-1")))
        return add_household(page, view, context)
    beside = [pill(context, shown) for shown in (view.mark, view.pill) if shown is not None]
    page.add(heading(look, view.title, *beside, at_right=buttons(context, view.actions, first_is_primary=False)))
    if len(view.loans) > 1:
        page.add(choices(look, view.loans_name, view.loans, view.loan_id, context.opener("S-1")))
    if view.notes:
        notes = Card(look, above=8, gap=0)
        add_findings(notes, look, findings(context, view.notes))
        page.add(notes)
    if view.empty is not None:
        return page.add(empty_card(context, view.empty)).end()
    page.room.addWidget(table_card(context, view.title, view, spans(context, view.words)), 1)
    if view.chart is not None:
        page.add(chart_card(context, view.chart))
    facts = _facts(view, context)
    if facts:
        page.add(columns(look, *facts) if len(facts) > 1 else facts[0])
    return page


def _facts(view: ScheduleView, context: PageContext) -> list[QWidget]:
    cards: list[QWidget] = []
    if view.repricing is not None:
        cards.append(_repricing(view.repricing, context))
    if view.cost is not None:
        pairs = [(spans(context, pair.words), spans(context, pair.value)) for pair in view.cost.pairs]
        notes = [(Span(view.cost.note),)] if view.cost.note else []
        cards.append(facts_card(context, view.cost.title, pairs, notes, link(context, view.cost.action)))
    return cards


def _repricing(view: RepricingView, context: PageContext) -> QWidget:
    pairs = [(spans(context, pair.words), spans(context, pair.value)) for pair in view.pairs]
    return facts_card(context, view.title, pairs, [spans(context, note) for note in view.notes])
