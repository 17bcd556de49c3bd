"""A new PIN: its form and rule (six to twelve digits, not all the same, typed twice), then its recovery code."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

from borrower_app.failures import Failure
from borrower_app.language import Language
from borrower_app.presentation.intents import DropNewPin, PutOffPin, SawRecoveryCode, ShowRecoveryCode
from borrower_app.presentation.lock.views import CodeView, NewPinView, UnlockView
from borrower_app.presentation.words.failure_text import failure_sentence
from borrower_app.presentation.words.parts import Action

SHORTEST: Final = 6
LONGEST: Final = 12

NewPinReason = Literal["wish", "old", "recovered"]
"""The person wants one; the PIN of before only hid; the old one was got round with the recovery code."""


class NewPinFacts(Struct, frozen=True):
    """The PIN that is being set: its code, shown or asked back. `failure`: it could not be written."""

    code: str
    why: NewPinReason = "wish"
    is_asked_back: bool = False
    was_wrong: bool = False
    is_busy: bool = False
    failure: Failure | None = None

    def __repr__(self) -> str:
        return "NewPinFacts(…)"


def new_pin_view(
    language: Language, *, has_pin: bool = False, was_wrong: bool = False, later: Action | None = None
) -> NewPinView:
    """The form; `was_wrong`: what was typed as the PIN so far was another one. `later` leads on without a PIN."""
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
        later=later,
    )


def put_off(language: Language) -> Action:
    """First start goes on without a PIN."""
    return Action(language.say("Later"), PutOffPin(), language.say("Set a PIN later"))


def not_now(language: Language) -> Action:
    """The app opens all the same, and the PIN stays what it was."""
    return Action(language.say("Not now"), DropNewPin())


def code_title(facts: NewPinFacts, language: Language) -> str:
    """Over the code, shown or asked back."""
    say = language.say
    return say("Type the code from your paper") if facts.is_asked_back else say("Write down this recovery code")


def code_view(facts: NewPinFacts, language: Language) -> CodeView | UnlockView:
    """The code, shown once and asked back once; until then everything is as it was."""
    say = language.say
    leave = Action(say("Cancel"), DropNewPin()) if facts.why == "wish" else not_now(language)
    if not facts.is_asked_back:
        why = {
            "wish": say("If you forget the PIN, or this computer loses its key, only this code opens your data."),
            "old": say(
                "From now on your PIN locks the data themselves, not only the screen."
                " If you forget it, only this code opens them."
            ),
            "recovered": say("The new PIN has a new code; the one you have just used ends with it."),
        }[facts.why]
        return CodeView(
            why=why,
            code=facts.code,
            spoken=say("Recovery code"),
            care=say(
                "It is shown this once and kept nowhere. Keep it on paper, away from this computer:"
                " whoever has it can open your data."
            ),
            go_on=Action(say("I have written it down"), SawRecoveryCode()),
            leave=leave,
        )
    problem = say("This is not the code. Compare it with your paper.") if facts.was_wrong else ""
    if facts.failure is not None:
        problem = failure_sentence(facts.failure, language)
    return UnlockView(
        "code-back",
        say("Recovery code"),
        say("The code is safe, set the PIN"),
        say("Please type it first."),
        problem=problem,
        told=say("Capitals and dashes do not matter. After this the PIN holds."),
        is_open=True,
        is_busy=facts.is_busy,
        leave=(Action(say("Show the code once more"), ShowRecoveryCode()), leave),
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
