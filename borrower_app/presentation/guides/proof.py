"""The end of a guide: what the lender has confirmed, since when it holds, and the number to read out."""

from __future__ import annotations

from collections.abc import Callable

from borrower_app.contract.operations import spoken_reference_of
from borrower_app.contract.snapshot import OutboxState, PendingOperation
from borrower_app.presentation.attempt_words import spoken
from borrower_app.presentation.guides.guide import Asked, Does, Step, StepWords
from borrower_app.presentation.operation_text import operation_words, state_pill
from borrower_app.presentation.views import Line, Pair, Piece


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
        pairs = [pair for pending in confirmed for pair in receipt_pairs(asked, pending)]
        lead = (
            say("{lender} has confirmed that it has it. This is a receipt, not yet an answer.", lender=asked.lender)
            if is_request
            else say("{lender} has confirmed it. This is your receipt.", lender=asked.lender)
        )
        return StepWords(
            title=title(asked),
            lead=(Piece(lead),),
            pairs=tuple(pairs),
            pill=state_pill(OutboxState.APPLIED, asked.language),
            aside_title=say("What happens next"),
            aside=nexts(asked),
            primary=say("Done"),
        )

    def does(_asked: Asked) -> Does:
        return "finish"

    return Step(name="proof", stage=stage, words=words, does=does)


def receipt_pairs(asked: Asked, pending: PendingOperation) -> tuple[Pair, ...]:
    """What, when confirmed, from when on, and under which number: on the screen and in the receipt's file."""
    language = asked.language
    say = language.say
    zone = asked.reading.zone
    pairs = [(say("Your change"), operation_words(pending, language))]
    if pending.confirmed_at is not None:
        day = language.date(pending.confirmed_at.astimezone(zone).date())
        time = language.time(pending.confirmed_at, zone)
        pairs.append((say("Confirmed"), say("{day} {time}, by {lender}", day=day, time=time, lender=asked.lender)))
    if pending.effective_from is not None:
        pairs.append((say("Holds from"), language.date(pending.effective_from)))
    pairs.append((say("Number to read out"), spoken(spoken_reference_of(pending.operation_id))))
    return tuple(Pair((Piece(words),), (Piece(value, strong=True),)) for words, value in pairs)
