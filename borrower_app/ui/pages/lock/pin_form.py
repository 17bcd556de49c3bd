"""The form for a new PIN, typed twice; the same at first start and in settings."""

from __future__ import annotations

from collections.abc import Callable

from borrower_app.presentation.intents import SetPin
from borrower_app.presentation.lock.new_pin import LONGEST, new_pin_problems
from borrower_app.presentation.lock.views import NewPinView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.view_parts import links
from borrower_app.ui.widgets.buttons import primary_button, row_of
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.form_field import FormField
from borrower_app.ui.widgets.safe_text import label


def pin_form(view: NewPinView, context: PageContext) -> Card:
    """A card with the fields."""
    look = context.look
    card = Card(look, gap=12)
    if view.problem:
        card.add(label(look, view.problem, ink="bad"))
    current = FormField(look, view.current, secret=True, longest=LONGEST) if view.current else None
    first = FormField(look, view.first, view.hint, secret=True, longest=LONGEST)
    again = FormField(look, view.again, secret=True, longest=LONGEST)
    if current is not None:
        card.add(current)
    card.add(first, again)
    submit = _sender(view, context, current, first, again)
    again.entered.connect(submit)
    save = primary_button(look, view.save, view.save)
    save.clicked.connect(submit)
    card.add(row_of([save, *links(context, view.later)], look.gap(16)))
    return card


def _sender(
    view: NewPinView, context: PageContext, current: FormField | None, first: FormField, again: FormField
) -> Callable[[], None]:
    def submit() -> None:
        if current is not None:
            current.show_error("")
        about_first, about_again = new_pin_problems(view, first.text, again.text)
        again.show_error(about_again)
        first.show_error(about_first)
        if not about_first and not about_again:
            context.emit(SetPin(first.text, current.text if current is not None else ""))

    return submit
