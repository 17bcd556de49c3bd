"""Practice (引导): five short steps over the app's own pages, shown on a made-up loan."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from borrower_app.language import Language
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.urgent_debits import urgent_attempts
from borrower_app.presentation.words.glossary import explained
from borrower_app.presentation.words.parts import Piece, Words


class PracticeStep(Struct, frozen=True):
    """One step: the page it is about (screen code and subject) and what to look at there."""

    code: str
    subject: str
    title: str
    told: Words


class CoachView(Struct, frozen=True):
    """The bar over a step's page: which step it is, what to look at, and the words of its ways on, back and out.

    `back` is empty in the first step.
    """

    place: str
    title: str
    told: Words
    on: str
    back: str
    out: str


def coach_view(steps: Sequence[PracticeStep], number: int, language: Language) -> CoachView:
    """The bar over a step; `number` counts from 0."""
    say = language.say
    step = steps[number]
    return CoachView(
        place=say("Practice, step {number} of {count}; all of it is made up", number=number + 1, count=len(steps)),
        title=step.title,
        told=step.told,
        on=say("That is all: end practice") if number == len(steps) - 1 else say("Next"),
        back=say("Back") if number else "",
        out=say("Leave practice"),
    )


def practice_steps(reading: Reading) -> tuple[PracticeStep, ...]:
    """The steps in their order; the one about a failed debit needs one on record."""
    say = reading.language.say
    home = say("At the top of this page: what happened, what it means for you, and the one next step.")
    who = say("Who confirmed the reason stands at the right. If nobody gave one, it says so; nothing is guessed.")
    counts = say(
        "A change is saved here first, then sent. “Confirmed” stands there only once {lender} has said so.",
        lender=reading.lender_name,
    )
    covered = say("Numbers are covered. On the phone you read out the screen code below, never a card number.")
    steps = [PracticeStep("H-1", "", say("One sentence says how it stands"), (Piece(home),))]
    urgent = urgent_attempts(reading)
    if urgent:
        steps.append(PracticeStep("D-2", urgent[0].id, say("Why it failed, and who says so"), (Piece(who),)))
    return (
        *steps,
        PracticeStep("S-1", "", say("Every installment in one table"), _words_of_the_trade(reading.language)),
        PracticeStep("C-1", "", say("When a change counts"), (Piece(counts),)),
        PracticeStep("P-1", "", say("What others can't see"), (Piece(covered),)),
    )


def _words_of_the_trade(language: Language) -> Words:
    say = language.say
    return (
        Piece(say("Words with a dotted line explain themselves when you press them: ")),
        explained(language, "principal"),
        Piece(say(", ")),
        explained(language, "repricing"),
        Piece(say(". The row of today is in view.")),
    )
