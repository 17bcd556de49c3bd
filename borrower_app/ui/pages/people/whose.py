"""F-7 Whose loans: one button a person."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.people.views import WhoseView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.page_parts import PageBody, heading
from borrower_app.ui.pages.parts.view_parts import buttons, links
from borrower_app.ui.widgets.buttons import row_of
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.safe_text import label


def whose_page(view: WhoseView, context: PageContext) -> QWidget:
    """The page."""
    look = context.look
    page = PageBody(look)
    page.add(heading(look, view.title))
    card = Card(look, gap=10)
    card.add(label(look, view.told))
    for button in buttons(context, view.people, first_is_primary=False):
        card.add(row_of([button], look.gap(8)))
    card.space(look.gap(4))
    card.add(row_of(links(context, view.leave), look.gap(8)))
    return page.add(card).end()
