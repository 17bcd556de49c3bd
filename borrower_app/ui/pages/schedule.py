"""S-1 Schedule: the lender's table with the current row in view, repricing lines, and the chart of its parts."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.views import ScheduleView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.attempt_parts import add_findings
from borrower_app.ui.pages.page_parts import PageBody, choices, heading
from borrower_app.ui.pages.schedule_parts import chart_card, table_card
from borrower_app.ui.pages.view_parts import buttons, empty_card, findings, pill
from borrower_app.ui.widgets.card import Card


def schedule_page(view: ScheduleView, context: PageContext) -> QWidget:
    """The page."""
    look = context.look
    page = PageBody(look)
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
    card, _table = table_card(context, view.title, view.heads, view.rows, view.first_shown)
    page.room.addWidget(card, 1)
    if view.chart is not None:
        chart = view.chart
        page.add(
            chart_card(
                context,
                chart.points,
                chart.marks,
                name=chart.name,
                description=chart.description,
                legend=chart.legend,
                summary=chart.summary,
            )
        )
    return page
