"""F-3 Lock: the views are hidden until the PIN; also the passphrase at a start, and the form for a new PIN."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.intents import OpenWithPassphrase, Unlock
from borrower_app.presentation.lock.views import ClosedView, LockView, NewPinView, UnlockView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.lock.pin_form import pin_form
from borrower_app.ui.pages.parts.page_parts import PageBody, heading
from borrower_app.ui.pages.parts.view_parts import buttons, links
from borrower_app.ui.widgets.buttons import WordButton, primary_button, row_of
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.form_field import FormField
from borrower_app.ui.widgets.safe_text import label


def lock_page(view: LockView, context: PageContext) -> QWidget:
    """The page."""
    look = context.look
    page = PageBody(look)
    page.add(heading(look, view.title))
    if view.reason:
        page.add(label(look, view.reason, ink="ink_soft"))
    if isinstance(view.card, NewPinView):
        return page.add(pin_form(view.card, context)).end()
    ways_out = _ways_out(view, context)
    if isinstance(view.card, ClosedView):
        return page.add(_closed(view.card, ways_out, context)).end()
    return page.add(_entry(view.card, ways_out, context)).end()


def _ways_out(view: LockView, context: PageContext) -> list[WordButton]:
    sign_in = [view.sign_in] if view.sign_in is not None else []
    return [*buttons(context, sign_in, first_is_primary=False), *links(context, view.leave)]


def _closed(view: ClosedView, ways_out: list[WordButton], context: PageContext) -> Card:
    look = context.look
    card = Card(look, gap=12)
    card.add(label(look, view.told, "lead"), label(look, view.until, ink="ink_soft"))
    return card.add(row_of(ways_out, look.gap(16)))


def _entry(view: UnlockView, ways_out: list[WordButton], context: PageContext) -> Card:
    look = context.look
    card = Card(look, gap=12)
    field = FormField(look, view.question, secret=True)
    card.add(field)
    if view.problem:
        field.show_error(view.problem)
    if view.tries_left:
        card.add(label(look, view.tries_left, ink="ink_soft"))
    submit = _sender(view, field, context)
    field.entered.connect(submit)
    button = primary_button(look, view.open, view.open)
    button.clicked.connect(submit)
    return card.add(row_of([button, *ways_out], look.gap(16)))


def _sender(view: UnlockView, field: FormField, context: PageContext) -> Callable[[], None]:
    def submit() -> None:
        typed = field.text
        if not typed:
            field.show_error(view.if_empty)
            return
        field.wipe()
        context.emit(Unlock(typed) if view.asks == "pin" else OpenWithPassphrase(typed))

    return submit
