"""F-4: somebody changed the same thing in between; both values side by side, and the user's decision."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from borrower_app.contract.snapshot import PendingOperation
from borrower_app.language import Language
from borrower_app.presentation.intents import DecideOperation
from borrower_app.presentation.words.operation_text import Pairs, conflict_pairs, operation_words
from borrower_app.presentation.words.parts import Action, Pair, Piece


class ConflictSide(Struct, frozen=True):
    """One of the two: what it says, values masked, and the button that takes it."""

    title: str
    pairs: tuple[Pair, ...]
    action: Action


class ConflictView(Struct, frozen=True):
    """What the user asked for and what stands at the lender now."""

    title: str
    told: str
    mine: ConflictSide
    theirs: ConflictSide


def conflict_view(
    operations: Iterable[PendingOperation], operation_id: str, lender: str, language: Language
) -> ConflictView | None:
    """The page about one of the operations; None when it no longer waits for a decision."""
    pending = next((one for one in operations if one.operation_id == operation_id and one.conflict is not None), None)
    if pending is None:
        return None
    say = language.say
    mine, theirs = conflict_pairs(pending, language)
    return ConflictView(
        title=say("Which one is right?"),
        told=say(
            "{what}: it was changed at {lender} after you wrote yours. Nothing is overwritten until you decide.",
            what=operation_words(pending, language),
            lender=lender,
        ),
        mine=ConflictSide(
            say("What you wrote"),
            _pairs(mine),
            Action(say("Send mine again"), DecideOperation(operation_id, "send_again")),
        ),
        theirs=ConflictSide(
            say("What stands at {lender} now", lender=lender),
            _pairs(theirs),
            Action(say("Keep the lender's"), DecideOperation(operation_id, "cancel")),
        ),
    )


def _pairs(pairs: Pairs) -> tuple[Pair, ...]:
    return tuple(Pair((Piece(name),), (Piece(value, strong=True),)) for name, value in pairs)
