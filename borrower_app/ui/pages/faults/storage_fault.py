"""F-5 Storage fault: what happened, what is safe, what to do. A damaged figure is never shown."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.faults.storage_fault import StorageFaultView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.page_parts import PageBody, heading
from borrower_app.ui.pages.parts.view_parts import buttons, links
from borrower_app.ui.widgets.buttons import row_of
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.check_row import check_row
from borrower_app.ui.widgets.marked_text import Span
from borrower_app.ui.widgets.safe_text import label


def storage_fault_page(view: StorageFaultView, context: PageContext) -> QWidget:
    """The page."""
    look = context.look
    page = PageBody(look)
    page.add(heading(look, view.title))
    card = Card(look, gap=4, stripe="caution")
    card.add(check_row(look, "warn", "caution", (Span(view.happened),), role="lead"))
    card.add(check_row(look, "ok", "good", (Span(view.safe),), role="lead"))
    card.add(check_row(look, "next", "accent", (Span(view.to_do),), role="lead"))
    card.space(look.gap(8))
    card.add(row_of([*buttons(context, [view.action]), *links(context, view.leave)], look.gap(16)))
    page.add(card)
    if view.support:
        page.add(label(look, view.support, "caption", "ink_soft"))
    return page.end()
