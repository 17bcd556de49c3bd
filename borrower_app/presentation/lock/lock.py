"""F-3: the window is locked, the PIN is asked for on the way to something, a new PIN, the passphrase at a start."""

from __future__ import annotations

from msgspec import Struct

from borrower_app.failures import Failure
from borrower_app.language import Language
from borrower_app.presentation.intents import ChooseSignIn, GoBack, Quit
from borrower_app.presentation.lock.new_pin import new_pin_view
from borrower_app.presentation.lock.views import ClosedView, LockView, UnlockView
from borrower_app.presentation.words.failure_text import failure_sentence
from borrower_app.presentation.words.parts import Action


class LockFacts(Struct, frozen=True):
    """How it stands. `purpose` is what F-3 is opened for: `passphrase`, `set-pin`, `export`, `reveal`, or "" to unlock.

    `tries_left` is None where none was wrong so far; `closed_minutes` is how long no try is taken, None where one is.
    `failure` is about the passphrase.
    """

    purpose: str = ""
    is_locked: bool = False
    has_pin: bool = False
    was_wrong: bool = False
    tries_left: int | None = None
    closed_minutes: int | None = None
    knows_lender: bool = False
    failure: Failure | None = None


def lock_view(facts: LockFacts, language: Language) -> LockView:
    """The page in each of its uses."""
    say = language.say
    if facts.purpose == "passphrase":
        return _passphrase(facts, language)
    if facts.purpose == "set-pin":
        title = say("Change the PIN") if facts.has_pin else say("Set a PIN")
        return LockView(title, new_pin_view(language, has_pin=facts.has_pin, was_wrong=facts.was_wrong))
    reason = "" if facts.is_locked else _reason(facts.purpose, language)
    is_closed = facts.closed_minutes is not None
    offers_sign_in = facts.knows_lender and (is_closed or facts.is_locked)
    return LockView(
        title=say("Enter your PIN first") if reason else say("Locked"),
        card=_pin(facts, language) if facts.closed_minutes is None else _closed(facts.closed_minutes, language),
        reason=reason,
        sign_in=Action(say("Sign in instead"), ChooseSignIn()) if offers_sign_in else None,
        leave=Action(say("Back"), GoBack()) if reason else _close_the_app(language),
    )


def _reason(purpose: str, language: Language) -> str:
    say = language.say
    return {
        "export": say("An export leaves this app, so it asks for your PIN."),
        "reveal": say("Hidden values are shown only after your PIN."),
    }.get(purpose, "")


def _close_the_app(language: Language) -> Action:
    return Action(language.say("Close the app"), Quit())


def _pin(facts: LockFacts, language: Language) -> UnlockView:
    say = language.say
    left = facts.tries_left
    return UnlockView(
        "pin",
        "PIN",
        say("Unlock"),
        say("Please type it first."),
        problem=say("This is not the PIN.") if facts.was_wrong else "",
        tries_left=language.say_count("{count} try is left.", "{count} tries are left.", left)
        if left is not None
        else "",
    )


def _closed(minutes: int, language: Language) -> ClosedView:
    until = language.say_count(
        "You can try again in {count} minute, or sign in now.",
        "You can try again in {count} minutes, or sign in now.",
        minutes,
    )
    return ClosedView(language.say("Too many wrong tries. Nothing is lost."), until)


def _passphrase(facts: LockFacts, language: Language) -> LockView:
    say = language.say
    problem = failure_sentence(facts.failure, language) if facts.failure is not None else ""
    card = UnlockView("passphrase", say("Passphrase"), say("Open"), say("Please type it first."), problem)
    return LockView(say("Your data are behind a passphrase"), card, leave=_close_the_app(language))
