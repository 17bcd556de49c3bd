"""The form for a new PIN: six or more digits, twice; the same at first start and in settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from borrower_app.presentation.intents import PutOffPin, SetPin
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.widgets.buttons import link_button, primary_button, row_of
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.form_field import FormField
from borrower_app.ui.widgets.safe_text import label

SHORTEST: Final = 6
LONGEST: Final = 12


def pin_form(context: PageContext, may_put_off: bool, needs_current: bool, problem: str = "") -> Card:
    """A card with the fields; `problem` is a ready sentence about the last try."""
    look = context.look
    say = look.language.say
    card = Card(look, gap=12)
    if problem:
        card.add(label(look, problem, ink="bad"))
    current = FormField(look, say("The PIN so far"), secret=True, longest=LONGEST)
    current.setVisible(needs_current)
    first = FormField(look, say("New PIN"), say("6 to 12 digits, not your bank's PIN"), secret=True, longest=LONGEST)
    again = FormField(look, say("The new PIN once more"), secret=True, longest=LONGEST)
    if needs_current:
        card.add(current)
    else:
        current.setParent(card)
    card.add(first, again)
    submit = _sender(context, current, first, again)
    again.entered.connect(submit)
    save = primary_button(look, say("Set this PIN"), say("Set this PIN"))
    save.clicked.connect(submit)
    buttons = [save]
    if may_put_off:
        later = link_button(look, say("Later"), say("Set a PIN later"))
        later.clicked.connect(context.sends(PutOffPin()))
        buttons.append(later)
    card.add(row_of(buttons, look.gap(16)))
    return card


def _sender(context: PageContext, current: FormField, first: FormField, again: FormField) -> Callable[[], None]:
    say = context.look.language.say

    def submit() -> None:
        for field in (current, first, again):
            field.show_error("")
        pin = first.text
        if not (pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST):
            first.show_error(say("6 to 12 digits, please."))
        elif len(set(pin)) == 1:
            first.show_error(say("Not one digit over and over, please."))
        elif pin != again.text:
            again.show_error(say("The two are not the same."))
        else:
            context.emit(SetPin(pin, current.text))

    return submit
