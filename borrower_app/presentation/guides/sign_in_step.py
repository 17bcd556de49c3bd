"""The step before a sensitive change: a sign-in not older than five minutes, and an honest word where offline."""

from __future__ import annotations

from collections.abc import Callable

from borrower_app.presentation.guides.guide import Asked, Does, Step, StepWords
from borrower_app.presentation.words.parts import Line, Piece


def sign_in_step(name: str, stage: int, applies: Callable[[Asked], bool] = lambda _asked: True) -> Step:
    """It is passed over while the sign-in is fresh."""
    return Step(name=name, stage=stage, words=_words, does=_does, applies=applies, passes=lambda asked: asked.is_fresh)


def _does(asked: Asked) -> Does:
    return "sync" if asked.connection == "offline" else "sign_in"


def _words(asked: Asked) -> StepWords:
    say = asked.language.say
    if asked.connection == "offline":
        told = say(
            "{lender} can't be reached now. What you have answered is kept as a draft; nothing is submitted.",
            lender=asked.lender,
        )
        return StepWords(
            say("This step needs a connection"),
            (Piece(told),),
            primary=say("Try again"),
            note=say("Your answers are kept."),
        )
    lead = say(
        "A change of this kind needs a sign-in not older than five minutes, so that nobody else can make it for you."
    )
    return StepWords(
        title=say("First show that it is you"),
        lead=(Piece(lead),),
        lines=(Line("lock", "plain", (Piece(say("Afterwards you come back to this very step.")),)),),
        primary=say("Sign in once more"),
        note=say("Signing in moves no money and changes nothing at {lender}.", lender=asked.lender),
    )


def offline_line(asked: Asked) -> tuple[Line, ...]:
    """Said before anything is asked: without a connection this stays a draft."""
    if asked.connection != "offline":
        return ()
    told = asked.language.say(
        "{lender} can't be reached now. You can answer the first questions; they stay a draft until you are online.",
        lender=asked.lender,
    )
    return (Line("offline", "caution", (Piece(told),)),)
