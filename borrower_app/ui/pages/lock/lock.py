"""F-3 Lock: the views are hidden until the PIN; the passphrase at a start, a new PIN, the recovery code."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.lock.views import LockView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.lock.pin_cards import pin_card
from borrower_app.ui.pages.parts.page_parts import PageBody, heading
from borrower_app.ui.widgets.safe_text import label


def lock_page(view: LockView, context: PageContext) -> QWidget:
    """The page."""
    look = context.look
    page = PageBody(look)
    page.add(heading(look, view.title))
    if view.reason:
        page.add(label(look, view.reason, ink="ink_soft"))
    return page.add(pin_card(view.card, context)).end()
