"""H-1 Home: one sentence of status, its consequence, one next step; then the next debits and the loans."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.home.views import HomeView
from borrower_app.presentation.words.parts import LoanView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.home.home_parts import loan_card, status_card, upcoming_card
from borrower_app.ui.pages.parts.finding import add_findings
from borrower_app.ui.pages.parts.page_parts import PageBody, columns, hotline_card, section
from borrower_app.ui.pages.parts.view_parts import buttons, findings, link, pill, spans
from borrower_app.ui.widgets.buttons import row_of
from borrower_app.ui.widgets.card import Card


def home_page(view: HomeView, context: PageContext) -> QWidget:
    """The page."""
    look = context.look
    status = view.status
    page = PageBody(look)
    page.add(
        status_card(
            context,
            status.pill.tone,
            (status.pill.text, status.pill.icon),
            status.headline,
            lead=spans(context, status.lead),
            steps=[spans(context, step) for step in status.steps],
            notes=[spans(context, note) for note in status.notes],
            buttons=buttons(context, status.actions, first_is_primary=status.has_step),
            time_left=status.time_left,
            button_note=status.action_note,
        )
    )
    cards: list[QWidget] = []
    if view.waiting:
        waiting = section(look, view.waiting_title, gap=4)
        add_findings(waiting, look, findings(context, view.waiting))
        page.add(waiting)
    if view.planned or view.checks:
        planned = [
            (spans(context, debit.words), debit.amount, pill(context, debit.mark) if debit.mark else None)
            for debit in view.planned
        ]
        cards.append(upcoming_card(context, view.planned_title, planned, findings(context, view.checks)))
    cards += [_loan(loan, context) for loan in view.loans]
    for start in range(0, len(cards), 2):
        pair = cards[start : start + 2]
        page.add(columns(look, *pair) if len(pair) == 2 else pair[0])
    more = link(context, view.more_loans)
    if more is not None:
        page.add(row_of([more], look.gap(8)))
    if view.hotline:
        page.add(hotline_card(context, spans(context, view.hotline), offers_copies=False))
    return page.end()


def _loan(loan: LoanView, context: PageContext) -> Card:
    return loan_card(
        context,
        loan.name,
        loan.figure,
        spans(context, loan.figure_words),
        below=loan.below,
        thousandths=loan.thousandths,
        bar_name=loan.bar_name,
        ends=(loan.left, loan.right),
        pairs=[(spans(context, pair.words), spans(context, pair.value)) for pair in loan.pairs],
        pill=(loan.pill.text, loan.pill.tone, loan.pill.icon) if loan.pill is not None else None,
        mark=pill(context, loan.mark) if loan.mark is not None else None,
        action=link(context, loan.action),
    )
