"""E-2 How to ask: the words to read out on the phone, large, and whom to call."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.records.views import AskView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.finding import add_findings
from borrower_app.ui.pages.parts.page_parts import PageBody, heading, hotline_card
from borrower_app.ui.pages.parts.view_parts import buttons, findings, spans
from borrower_app.ui.pages.records.record import back_link
from borrower_app.ui.widgets.buttons import row_of
from borrower_app.ui.widgets.card import Card, rule
from borrower_app.ui.widgets.marked_text import MarkedLabel
from borrower_app.ui.widgets.safe_text import label


def ask_page(view: AskView, context: PageContext) -> QWidget:
    """The page."""
    look = context.look
    page = PageBody(look)
    page.add(back_link(context, view.back), heading(look, view.title))
    card = Card(look, gap=8)
    card.add(MarkedLabel(look, spans(context, view.lead), ink="ink_soft"))
    if view.script:
        card.add(label(look, view.script, "lead"))
        card.space(look.gap(4))
        card.add(rule(look))
    add_findings(card, look, findings(context, view.lines))
    if view.actions:
        card.space(look.gap(8))
        card.add(row_of(buttons(context, view.actions, first_is_primary=False), look.gap(8)))
    page.add(card)
    if view.hotline:
        page.add(hotline_card(context, spans(context, view.hotline)))
    return page.end()
