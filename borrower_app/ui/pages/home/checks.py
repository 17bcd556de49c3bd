"""H-2 Checks before the next debit: every check, the pressing ones first, each with the record it rests on."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.home.views import ChecksView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.finding import add_findings
from borrower_app.ui.pages.parts.page_parts import PageBody, heading, section
from borrower_app.ui.pages.parts.view_parts import findings
from borrower_app.ui.pages.records.record import back_link
from borrower_app.ui.widgets.safe_text import label


def checks_page(view: ChecksView, context: PageContext) -> QWidget:
    """The page."""
    look = context.look
    page = PageBody(look)
    page.add(back_link(context, view.back), heading(look, view.title))
    page.add(label(look, view.lead))
    for group in view.groups:
        card = section(look, group.title, gap=4)
        add_findings(card, look, findings(context, group.lines))
        page.add(card)
    if view.note:
        page.add(label(look, view.note, "caption", "ink_soft"))
    return page.end()
