"""F-8 Close the app? What would be lost, and the ways to keep it; staying is the first button."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.desktop.views import ClosingView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.page_parts import PageBody, heading
from borrower_app.ui.pages.parts.view_parts import buttons
from borrower_app.ui.widgets.buttons import row_of
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.safe_text import label


def closing_page(view: ClosingView, context: PageContext) -> QWidget:
    """The page."""
    look = context.look
    page = PageBody(look)
    card = Card(look, "caution", gap=12)
    card.add(*(label(look, told) for told in view.told))
    card.add(row_of(buttons(context, view.actions), look.gap(12)))
    return page.add(heading(look, view.title), card).end()
