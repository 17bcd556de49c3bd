"""S-3 Check: does the lender's table add up, the odd figures, and what the loan really costs a year."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.schedule.views import CheckView
from borrower_app.presentation.words.parts import Pair
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.finding import add_findings
from borrower_app.ui.pages.parts.page_parts import PageBody, choices, heading, section
from borrower_app.ui.pages.parts.view_parts import buttons, empty_card, findings, pill, spans
from borrower_app.ui.widgets.amount import PairRow
from borrower_app.ui.widgets.card import Card, rule
from borrower_app.ui.widgets.safe_text import label


def check_page(view: CheckView, context: PageContext) -> QWidget:
    """The page: the verdict first, what it rests on below it."""
    look = context.look
    page = PageBody(look)
    beside = [pill(context, view.mark)] if view.mark is not None else []
    page.add(heading(look, view.title, *beside, at_right=buttons(context, view.actions, first_is_primary=False)))
    if len(view.loans) > 1:
        page.add(choices(look, view.loans_name, view.loans, view.loan_id, context.opener("S-3")))
    if view.empty is not None:
        return page.add(empty_card(context, view.empty)).end()
    verdict = Card(look, stripe=view.pill.tone if view.pill is not None else None)
    if view.pill is not None:
        verdict.add(pill(context, view.pill))
    verdict.add(label(look, view.headline, "headline"))
    verdict.add(label(look, view.lead, ink="ink_soft"))
    add_findings(verdict, look, findings(context, view.findings))
    page.add(verdict)
    if view.odd:
        page.add(_pairs(context, view.odd_title, view.odd, view.odd_note))
    if view.cost or view.cost_note:
        page.add(_pairs(context, view.cost_title, view.cost, view.cost_note))
    return page.end()


def _pairs(context: PageContext, title: str, pairs: tuple[Pair, ...], note: str) -> Card:
    look = context.look
    card = section(look, title, gap=0)
    for pair in pairs:
        card.add(PairRow(look, spans(context, pair.words), spans(context, pair.value), above=7), rule(look))
    if note:
        card.space(look.gap(8))
        card.add(label(look, note, "caption", "ink_soft"))
    return card
