"""The form for a new PIN and its rule: six to twelve digits that are not all the same, typed twice."""

from __future__ import annotations

from typing import Final

from borrower_app.language import Language
from borrower_app.presentation.intents import PutOffPin
from borrower_app.presentation.lock.views import NewPinView
from borrower_app.presentation.words.parts import Action

SHORTEST: Final = 6
LONGEST: Final = 12


def new_pin_view(
    language: Language, *, has_pin: bool = False, was_wrong: bool = False, may_put_off: bool = False
) -> NewPinView:
    """The form; `was_wrong`: what was typed as the PIN so far was another one."""
    say = language.say
    return NewPinView(
        current=say("The PIN so far") if has_pin else "",
        first=say("New PIN"),
        hint=say("6 to 12 digits, not your bank's PIN"),
        again=say("The new PIN once more"),
        save=say("Set this PIN"),
        wrong_length=say("6 to 12 digits, please."),
        one_digit=say("Not one digit over and over, please."),
        not_the_same=say("The two are not the same."),
        problem=say("The PIN so far is not this one.") if was_wrong else "",
        later=Action(say("Later"), PutOffPin(), say("Set a PIN later")) if may_put_off else None,
    )


def new_pin_problems(form: NewPinView, pin: str, again: str) -> tuple[str, str]:
    """What is wrong with the new PIN and with its repetition; two empty sentences where it can be taken."""
    if not (pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST):
        return form.wrong_length, ""
    if len(set(pin)) == 1:
        return form.one_digit, ""
    if pin != again:
        return "", form.not_the_same
    return "", ""
