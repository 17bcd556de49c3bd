"""C-5: ask the lender for another debit of a failed one; where that is not safe, the guide says why and ends there."""

from __future__ import annotations

from borrower_app.contract.operation_values import RequestDebitRetry
from borrower_app.contract.snapshot import PendingOperation
from borrower_app.debits.verdict import CauseClass, Explanation, RetrySafe
from borrower_app.presentation.debits.attempt import attempt_of
from borrower_app.presentation.guides.guide import Asked, Guide, Step, StepWords
from borrower_app.presentation.guides.outcome import outcome_step
from borrower_app.presentation.guides.proof import proof_step
from borrower_app.presentation.intents import RemindAbout, opens
from borrower_app.presentation.words.attempt_words import card_of, moment
from borrower_app.presentation.words.parts import Action, Line, Pair, Piece
from borrower_app.records.debit import DebitAttempt

RETRY = "request_debit_retry"


def the_attempt(asked: Asked) -> DebitAttempt:
    """The attempt a guide is about, after `is_about` has said that it is there."""
    attempt = attempt_of(asked.reading, asked.subject)
    if attempt is None:
        raise LookupError(f"no attempt {asked.subject}")
    return attempt


def _told(asked: Asked) -> Explanation:
    return asked.reading.explanation(the_attempt(asked))


def why_not(asked: Asked) -> str:
    """Why another debit must not or need not be asked for; empty where it may."""
    say = asked.language.say
    attempt = the_attempt(asked)
    told = asked.reading.explanation(attempt)
    discovery = asked.reading.snapshot.discovery
    if told.outcome_open:
        return say("It is not known yet whether the money was taken. Another debit now could take it twice.")
    if attempt.posting is not None and attempt.reversal is None:
        return say("This debit went through. Nothing has to be debited again.")
    retry = attempt.retry
    if retry is not None and retry.at is not None and retry.at > asked.reading.now:
        at = moment(retry.at, asked.reading.zone, asked.language, asked.reading.today)
        return say("{lender} plans to debit it again {at} anyway. You need not ask.", lender=asked.lender, at=at)
    if discovery is None or RETRY not in discovery.capabilities:
        return say("{lender} takes no such request here. Please call its official number.", lender=asked.lender)
    if told.retry_safe not in (RetrySafe.YES, RetrySafe.AFTER_FIX, RetrySafe.AFTER_DATE):
        return say(
            "For this cause another debit is not advised before {lender} or your card's bank has said more.",
            lender=asked.lender,
        )
    return ""


def _before(asked: Asked) -> StepWords:
    say = asked.language.say
    attempt = the_attempt(asked)
    reason = why_not(asked) if RETRY not in asked.operations else ""
    if reason:
        back = Action(say("See this debit"), opens("D-2", attempt.id))
        return StepWords(say("Better not ask for another debit now"), (Piece(reason),), actions=(back,))
    amount = asked.language.money(attempt.amount_requested)
    pairs = ((say("Amount"), amount), (say("From"), card_of(attempt) or say("the card on record")))
    lead = say("{lender} then plans another debit and says when. It is not debited at once.", lender=asked.lender)
    return StepWords(
        title=say("Ask {lender} to debit once more?", lender=asked.lender),
        lead=(Piece(lead),),
        pairs=tuple(Pair((Piece(name),), (Piece(value, strong=True),)) for name, value in pairs),
        lines=_checks(asked),
        aside_title=say("What will happen"),
        aside=_happens(asked),
        primary=say("Ask for another debit"),
        note=say("Your wish is sent to {lender}; pressing does not debit at once.", lender=asked.lender),
    )


def _checks(asked: Asked) -> tuple[Line, ...]:
    """What has to be right first, by the cause."""
    say = asked.language.say
    told = _told(asked)
    attempt = the_attempt(asked)
    card = card_of(attempt) or say("the card on record")
    amount = asked.language.money(attempt.amount_requested)
    if told.cause is CauseClass.INSUFFICIENT_FUNDS:
        words = say(
            "Put at least {amount} on {card} first. Only your own card, never a person or a strange account.",
            amount=amount,
            card=card,
        )
        return (Line("warn", "caution", (Piece(words),)),)
    if told.retry_safe is RetrySafe.AFTER_FIX:
        words = say("Put right first what made it fail, else the next debit fails, too.")
        return (Line("warn", "caution", (Piece(words),), Action(say("See what"), opens("D-2", attempt.id))),)
    return (Line("ok", "good", (Piece(say("Nothing has to be put right by you first.")),)),)


def _happens(asked: Asked) -> tuple[Line, ...]:
    say = asked.language.say
    return (
        Line("clock", "accent", (Piece(say("It can be sent later, too: offline it is saved on this computer.")),)),
        Line("ask", "plain", (Piece(say("Whether it then goes through, nobody can promise.")),)),
    )


def _nexts(asked: Asked) -> tuple[Line, ...]:
    say = asked.language.say
    attempt = the_attempt(asked)
    retry = attempt.retry
    if retry is not None and retry.at is not None and retry.at > asked.reading.now:
        at = moment(retry.at, asked.reading.zone, asked.language, asked.reading.today)
        card = card_of(attempt) or say("the card on record")
        told = say(
            "{lender} plans the debit for {at}. Have {amount} on {card} by then.",
            lender=asked.lender,
            at=at,
            amount=asked.language.money(attempt.amount_requested),
            card=card,
        )
        remind = Action(say("Remind me of the result"), RemindAbout(attempt.id))
        return (Line("clock", "accent", (Piece(told),), remind),)
    told = say(
        "{lender} has not said yet when it debits. It stands under “Debits” as soon as it has.", lender=asked.lender
    )
    return (Line("ask", "plain", (Piece(told),)),)


def _is_same(asked: Asked, pending: PendingOperation) -> bool:
    return isinstance(pending.values, RequestDebitRetry) and pending.values.attempt_id == asked.subject


ASK_RETRY = Guide(
    code="C-5",
    place="D-1",
    title=lambda asked: asked.language.say("Debits › Ask for another debit"),
    stages=lambda asked: (asked.language.say("Look"), asked.language.say("Send"), asked.language.say("Receipt")),
    steps=(
        Step(
            "before",
            0,
            _before,
            does=lambda _asked: "submit",
            operation=RETRY,
            values=lambda asked: RequestDebitRetry(attempt_id=asked.subject),
        ),
        outcome_step("sent", 1, RETRY, _happens),
        proof_step(
            2,
            (RETRY,),
            lambda asked: asked.language.say("{lender} has your request", lender=asked.lender),
            _nexts,
            is_request=True,
        ),
    ),
    is_about=lambda asked: attempt_of(asked.reading, asked.subject) is not None,
    operations=(RETRY,),
    is_same=_is_same,
)
