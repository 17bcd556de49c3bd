"""The cards about PIN and recovery code, on F-3 and at first start."""

from __future__ import annotations

from collections.abc import Callable

from borrower_app.presentation.intents import (
    ConfirmRecoveryCode,
    OpenWithPassphrase,
    Recover,
    RemovePin,
    SecretIntent,
    Unlock,
)
from borrower_app.presentation.lock.views import Asked, ClosedView, CodeView, NewPinView, PinCard, UnlockView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.lock.pin_form import pin_form
from borrower_app.ui.pages.parts.view_parts import buttons, links
from borrower_app.ui.widgets.buttons import primary_button, row_of
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.form_field import FormField
from borrower_app.ui.widgets.safe_text import label, set_name

_SENDS: dict[Asked, Callable[[str], SecretIntent]] = {
    "pin": Unlock,
    "passphrase": OpenWithPassphrase,
    "remove-pin": RemovePin,
    "code": Recover,
    "code-back": ConfirmRecoveryCode,
}


def pin_card(view: PinCard, context: PageContext) -> Card:
    """A card for whichever question or word it is."""
    match view:
        case NewPinView():
            return pin_form(view, context)
        case CodeView():
            return _code(view, context)
        case UnlockView():
            return _entry(view, context)
        case ClosedView():
            return _closed(view, context)


def _code(view: CodeView, context: PageContext) -> Card:
    look = context.look
    card = Card(look, gap=12)
    code = label(look, view.code, "figure").not_copyable()
    set_name(code, f"{view.spoken} {view.code}")
    card.add(label(look, view.why), code, label(look, view.care, ink="ink_soft"))
    return card.add(row_of([*buttons(context, [view.go_on]), *links(context, view.leave)], look.gap(16)))


def _closed(view: ClosedView, context: PageContext) -> Card:
    look = context.look
    card = Card(look, gap=12)
    card.add(label(look, view.told, "lead"), label(look, view.until, ink="ink_soft"))
    return card.add(row_of([*buttons(context, view.actions), *links(context, *view.leave)], look.gap(16)))


def _entry(view: UnlockView, context: PageContext) -> Card:
    look = context.look
    card = Card(look, gap=12)
    if view.told:
        card.add(label(look, view.told, ink="ink_soft"))
    field = FormField(look, view.question, secret=not view.is_open)
    card.add(field)
    if view.problem:
        field.show_error(view.problem)
    if view.tries_left:
        card.add(label(look, view.tries_left, ink="ink_soft"))
    submit = _sender(view, field, context)
    field.entered.connect(submit)
    button = primary_button(look, view.open, view.open)
    button.setEnabled(not view.is_busy)
    button.clicked.connect(submit)
    return card.add(row_of([button, *links(context, *view.leave)], look.gap(16)))


def _sender(view: UnlockView, field: FormField, context: PageContext) -> Callable[[], None]:
    def submit() -> None:
        typed = field.text
        if view.is_busy:
            return
        if not typed:
            field.show_error(view.if_empty)
            return
        if not view.is_open:
            field.wipe()
        context.emit(_SENDS[view.asks](typed))

    return submit
