"""F-3: the app is locked, the PIN is asked for on the way to something, set, removed, or got round with the code."""

from __future__ import annotations

from msgspec import Struct

from borrower_app.failures import Failure
from borrower_app.language import Language
from borrower_app.presentation.intents import BeginAnew, GoBack, GoOnAnew, Quit, opens
from borrower_app.presentation.lock.new_pin import (
    NewPinFacts,
    NewPinReason,
    code_title,
    code_view,
    new_pin_view,
    not_now,
)
from borrower_app.presentation.lock.views import ClosedView, LockView, UnlockView
from borrower_app.presentation.words.failure_text import failure_sentence
from borrower_app.presentation.words.parts import Action

__all__ = ["LockFacts", "NewPinReason", "lock_view"]


class LockFacts(Struct, frozen=True):
    """How it stands. `purpose` is what F-3 is opened for: `passphrase`, `set-pin`, `remove-pin`, `export`, `reveal`,
    `recover`, `begin-anew`, or "" to unlock.

    `wraps_key`: nothing opens without the PIN, and it has a recovery code. `is_kept`: anything is kept at all.
    `tries_left` is None where none was wrong so far; `was_tried`: in this run of the app. `new` is the PIN being set.
    `failure` is about what was typed last.
    """

    purpose: str = ""
    is_locked: bool = False
    has_pin: bool = False
    wraps_key: bool = True
    is_kept: bool = True
    was_wrong: bool = False
    was_wrong_code: bool = False
    tries_left: int | None = None
    was_tried: bool = False
    is_busy: bool = False
    is_recovered: bool = False
    sealed_in: str = ""
    new: NewPinFacts | None = None
    failure: Failure | None = None


def lock_view(facts: LockFacts, language: Language) -> LockView:
    """The page in each of its uses."""
    say = language.say
    if facts.purpose == "passphrase":
        return _passphrase(facts, language)
    if facts.new is not None:
        return LockView(code_title(facts.new, language), code_view(facts.new, language))
    if facts.sealed_in:
        return _sealed(facts.sealed_in, language)
    if facts.is_recovered:
        return LockView(
            say("Set a new PIN"),
            new_pin_view(language, later=not_now(language)),
            say("The code is right. Choose a new PIN; the old one and its code end with it."),
        )
    if facts.purpose == "set-pin" and not facts.is_locked:
        title = say("Change the PIN") if facts.has_pin else say("Set a PIN")
        return LockView(title, new_pin_view(language, has_pin=facts.has_pin, was_wrong=facts.was_wrong))
    if facts.is_locked and facts.wraps_key and facts.purpose in ("recover", "begin-anew"):
        return _recovery(facts, language) if facts.purpose == "recover" else _begin_anew(language)
    return _pin_asked(facts, language)


def _pin_asked(facts: LockFacts, language: Language) -> LockView:
    say = language.say
    reason = "" if facts.is_locked else _reason(facts.purpose, language)
    if facts.purpose == "remove-pin" and not facts.is_locked:
        title = say("Remove the PIN")
    else:
        title = say("Enter your PIN first") if reason else say("Locked")
    is_over = facts.tries_left == 0 and (facts.wraps_key or not facts.is_kept or facts.was_tried)
    return LockView(title, _tries_over(facts, language) if is_over else _pin(facts, language), reason)


def _reason(purpose: str, language: Language) -> str:
    say = language.say
    return {
        "export": say("An export leaves this app, so it asks for your PIN."),
        "reveal": say("Hidden values are shown only after your PIN."),
        "remove-pin": say(
            "Without a PIN the app opens for whoever uses this computer account, and hidden values stay hidden."
            " The recovery code ends, too."
        ),
    }.get(purpose, "")


def _close_the_app(language: Language) -> Action:
    return Action(language.say("Close the app"), Quit())


def _pin(facts: LockFacts, language: Language) -> UnlockView:
    say = language.say
    left = facts.tries_left
    problem = say("This is not the PIN.") if facts.was_wrong else ""
    if facts.failure is not None:
        problem = failure_sentence(facts.failure, language)
    forgotten = Action(say("I have no PIN that works"), opens("F-3", "recover"))
    can_recover = facts.is_locked and facts.wraps_key and facts.is_kept
    is_removal = facts.purpose == "remove-pin" and not facts.is_locked
    return UnlockView(
        "remove-pin" if is_removal else "pin",
        "PIN",
        say("Remove the PIN") if is_removal else say("Unlock"),
        say("Please type it first."),
        problem=problem,
        tries_left=language.say_count("{count} try is left.", "{count} tries are left.", left) if left else "",
        told=say("One moment, please: the last change is brought to its end, then your data are opened.")
        if facts.is_busy and facts.is_locked
        else "",
        is_busy=facts.is_busy,
        leave=(
            *((forgotten,) if can_recover else ()),
            _close_the_app(language) if facts.is_locked else Action(say("Back"), GoBack()),
        ),
    )


def _tries_over(facts: LockFacts, language: Language) -> ClosedView:
    say = language.say
    told = say("The PIN was wrong five times. Nothing is lost.")
    close = _close_the_app(language)
    if not facts.is_kept:
        until = say("Nothing is kept on this computer: close the app, open it again and sign in.")
        return ClosedView(told, until, leave=(close,))
    if not facts.wraps_key:
        return ClosedView(told, say("Close the app and open it again for one more try."), leave=(close,))
    return ClosedView(
        told,
        say("The recovery code opens the app: you wrote it down when you set the PIN."),
        (Action(say("Type the recovery code"), opens("F-3", "recover")),),
        (close,),
    )


def _recovery(facts: LockFacts, language: Language) -> LockView:
    say = language.say
    problem = say("This is not the recovery code. Compare it group by group.") if facts.was_wrong_code else ""
    if facts.failure is not None:
        problem = failure_sentence(facts.failure, language)
    card = UnlockView(
        "code",
        say("Recovery code"),
        say("Open"),
        say("Please type it first."),
        problem=problem,
        is_open=True,
        is_busy=facts.is_busy,
        leave=(
            Action(say("Back to the PIN"), opens("F-3")),
            Action(say("I do not have the code"), opens("F-3", "begin-anew")),
        ),
    )
    return LockView(
        say("Open with the recovery code"),
        card,
        say("It is the code on paper from the day you set the PIN: six groups of four letters and digits."),
    )


def _begin_anew(language: Language) -> LockView:
    say = language.say
    card = ClosedView(
        say("Nothing is deleted. The old data stay on this computer, sealed, in a folder of their own."),
        say(
            "What the lender has on record comes back with a sign-in. Loans you entered yourself, drafts and proof stay"
            " sealed until the code turns up. Changes that were not sent are not sent from there."
        ),
        (Action(say("Back to the code"), opens("F-3", "recover")),),
        (Action(say("Begin anew, keep the old data sealed"), BeginAnew(), danger=True),),
    )
    return LockView(
        say("Without PIN and code"), card, say("Nobody can open the old data then, neither the lender nor this app.")
    )


def _sealed(name: str, language: Language) -> LockView:
    say = language.say
    card = ClosedView(
        say("They lie in the data folder, in “{name}”.", name=name),
        say("Keep that folder. With --data-dir and the recovery code the app opens it again."),
        (Action(say("Go on"), GoOnAnew()),),
    )
    return LockView(say("The old data are set aside, sealed"), card)


def _passphrase(facts: LockFacts, language: Language) -> LockView:
    say = language.say
    problem = failure_sentence(facts.failure, language) if facts.failure is not None else ""
    card = UnlockView(
        "passphrase",
        say("Passphrase"),
        say("Open"),
        say("Please type it first."),
        problem,
        leave=(_close_the_app(language),),
    )
    return LockView(say("Your data are behind a passphrase"), card)
