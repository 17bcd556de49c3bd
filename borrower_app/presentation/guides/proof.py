"""The end of a guide: what the lender has confirmed, since when it holds, and the number to read out."""

from __future__ import annotations

from collections.abc import Callable

from borrower_app.contract.snapshot import OutboxState, PendingOperation
from borrower_app.presentation.guides.guide import Asked, Does, Step, StepWords
from borrower_app.presentation.guides.receipt import receipt_pairs
from borrower_app.presentation.intents import SaveReceipt
from borrower_app.presentation.words.operation_text import operation_name, state_pill
from borrower_app.presentation.words.parts import Action, Line, Pair, Piece


def proof_step(
    stage: int,
    operations: tuple[str, ...],
    title: Callable[[Asked], str],
    nexts: Callable[[Asked], tuple[Line, ...]],
    *,
    is_request: bool = False,
) -> Step:
    """The last step; its facts are the lender's, `nexts` says what follows from them.

    `is_request`: the lender has confirmed that it has the wish; its answer comes later.
    """

    def words(asked: Asked) -> StepWords:
        say = asked.language.say
        confirmed = [asked.operations[name] for name in operations if name in asked.operations]
        pairs = [pair for pending in confirmed for pair in receipt_pairs(asked.reading, pending)]
        lead = (
            say("{lender} has confirmed that it has it. This is a receipt, not yet an answer.", lender=asked.lender)
            if is_request
            else say("{lender} has confirmed it. This is your receipt.", lender=asked.lender)
        )
        return StepWords(
            title=title(asked),
            lead=(Piece(lead),),
            pairs=tuple(_pair(name, value, say("Number to read out")) for name, value in pairs),
            pill=state_pill(OutboxState.APPLIED, asked.language),
            aside_title=say("What happens next"),
            aside=nexts(asked),
            primary=say("Done"),
            actions=_save_actions(asked, confirmed),
        )

    def does(_asked: Asked) -> Does:
        return "finish"

    return Step(name="proof", stage=stage, words=words, does=does)


def _save_actions(asked: Asked, confirmed: list[PendingOperation]) -> tuple[Action, ...]:
    """One button for each receipt."""
    say = asked.language.say
    if len(confirmed) == 1:
        return (Action(say("Save the receipt"), SaveReceipt(confirmed[0].operation_id)),)
    return tuple(
        Action(
            say("Save the receipt: {what}", what=operation_name(pending.operation, asked.language)),
            SaveReceipt(pending.operation_id),
        )
        for pending in confirmed
    )


def _pair(name: str, value: str, number_name: str) -> Pair:
    """One line of a receipt; the number to read out can be copied."""
    return Pair((Piece(name),), (Piece(value, strong=True, copies=value if name == number_name else ""),))
