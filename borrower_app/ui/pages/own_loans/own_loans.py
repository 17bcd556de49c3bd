"""S-5 Loans you entered: the list with what comes next, and the form of one loan."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.own_loans.form import OwnFormView
from borrower_app.presentation.own_loans.own_loans import OwnCardView, OwnLoansView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.own_loans.form import own_form_page
from borrower_app.ui.pages.parts.finding import add_findings
from borrower_app.ui.pages.parts.page_parts import PageBody, heading
from borrower_app.ui.pages.parts.view_parts import buttons, empty_card, findings, pill, spans
from borrower_app.ui.widgets.amount import PairRow
from borrower_app.ui.widgets.buttons import row_of
from borrower_app.ui.widgets.card import Card, rule
from borrower_app.ui.widgets.flow import WrappingRow
from borrower_app.ui.widgets.safe_text import label


def own_loans_page(view: OwnLoansView | OwnFormView, context: PageContext) -> QWidget:
    """The list, or the form."""
    if isinstance(view, OwnFormView):
        return own_form_page(view, context)
    look = context.look
    page = PageBody(look)
    page.add(heading(look, view.title, at_right=buttons(context, view.actions)))
    if view.lead:
        page.add(label(look, view.lead, "lead", "ink_soft"))
    lines = [line for line in (view.draft, view.offer) if line is not None]
    if lines:
        notes = Card(look, above=8, gap=0)
        add_findings(notes, look, findings(context, lines))
        page.add(notes)
    if view.empty is not None:
        return page.add(empty_card(context, view.empty)).end()
    for card in view.cards:
        page.add(_card(card, context))
    return page.end()


def _card(view: OwnCardView, context: PageContext) -> Card:
    look = context.look
    card = Card(look, "bad" if view.asks else "plain", gap=6)
    top = QWidget()
    line = WrappingRow(look.gap(8), top)
    line.addWidget(label(look, view.name, "section"))
    line.addWidget(pill(context, view.mark))
    card.add(top)
    if view.asks:
        question, *lost = view.asks
        card.add(label(look, question, "title"))
        for sentence in lost:
            card.add(label(look, sentence))
        card.space(look.gap(6))
        card.add(row_of(buttons(context, view.actions, first_is_primary=False), look.gap(12)))
        return card
    card.add(label(look, view.next_words, "lead"))
    for pair in view.pairs:
        card.add(PairRow(look, spans(context, pair.words), spans(context, pair.value), words_ink="ink_soft", above=3))
    if view.notes:
        add_findings(card, look, findings(context, view.notes))
    card.space(look.gap(4))
    card.add(rule(look))
    card.space(look.gap(4))
    card.add(row_of(buttons(context, view.actions, first_is_primary=False), look.gap(8)))
    return card
