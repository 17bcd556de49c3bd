"""What became of an attempt, before asking why: postings, bookings, hops and codes; text only where all is silent."""

from __future__ import annotations

from enum import StrEnum

from borrower_app.debits.facts import DebitFacts
from borrower_app.debits.reason_codes import Meaning
from borrower_app.debits.verdict import AttemptState, WhoActs
from borrower_app.debits.wordings import Wording
from borrower_app.records.enums import HopStatus, RetryDecision

_CLOSING = frozenset({HopStatus.DECLINED, HopStatus.ERROR})


class AttemptOutcome(StrEnum):
    """Exhaustive; `unknown` and `processing` are open, `debited` is open until it is posted."""

    NOT_TRIED = "not_tried"
    PROCESSING = "processing"
    UNKNOWN = "unknown"
    FAILED = "failed"
    PARTLY = "partly"
    DEBITED = "debited"
    POSTED = "posted"
    REVERSED = "reversed"
    DUPLICATE = "duplicate"


OPEN = frozenset({AttemptOutcome.PROCESSING, AttemptOutcome.UNKNOWN, AttemptOutcome.DEBITED})
"""Nobody may be told to pay: money may have left, or has."""


def outcome_of(facts: DebitFacts, meaning: Meaning | None, wording: Wording) -> AttemptOutcome:
    """What the records say; a later booking always outweighs an earlier answer."""
    if facts.reversed_at is not None:
        return AttemptOutcome.REVERSED
    if facts.is_duplicate:
        return AttemptOutcome.DUPLICATE
    if _is_part(facts) and (facts.posted_at is not None or not _is_open(facts, meaning)):
        return AttemptOutcome.PARTLY
    if facts.posted_at is not None:
        return AttemptOutcome.POSTED
    if _has_left(facts) or (meaning is not None and meaning.money_left):
        return AttemptOutcome.DEBITED
    if not was_tried(facts):
        return AttemptOutcome.NOT_TRIED
    return _unbooked(facts, meaning, wording)


def was_tried(facts: DebitFacts) -> bool:
    """Whether an attempt was made, as far as anything recorded shows."""
    reason = facts.reason
    answered = reason is not None and bool(reason.code is not None or reason.text)
    return (
        facts.attempted_at is not None or answered or any(hop.status is not HopStatus.NOT_REACHED for hop in facts.hops)
    )


def _is_part(facts: DebitFacts) -> bool:
    debited, asked = facts.amount_debited, facts.amount
    if debited is None or asked is None or debited.currency != asked.currency:
        return False
    return 0 < debited.minor < asked.minor


def _is_open(facts: DebitFacts, meaning: Meaning | None) -> bool:
    """Whether a code or a step says that the rest of the amount may still leave."""
    waiting = (HopStatus.NO_ANSWER, HopStatus.PROCESSING)
    return (meaning is not None and meaning.outcome_open) or any(hop.status in waiting for hop in facts.hops)


def is_above(facts: DebitFacts) -> bool:
    """Whether more was debited than was asked for."""
    debited, asked = facts.amount_debited, facts.amount
    return debited is not None and asked is not None and debited.currency == asked.currency and debited > asked


def _has_left(facts: DebitFacts) -> bool:
    debited = facts.amount_debited
    return facts.bank_debited_at is not None or (debited is not None and debited.minor > 0)


def _unbooked(facts: DebitFacts, meaning: Meaning | None, wording: Wording) -> AttemptOutcome:
    statuses = [hop.status for hop in facts.hops]
    if meaning is not None and meaning.outcome_open:
        return AttemptOutcome.PROCESSING if HopStatus.PROCESSING in statuses else AttemptOutcome.UNKNOWN
    if HopStatus.NO_ANSWER in statuses:
        return AttemptOutcome.UNKNOWN
    if HopStatus.PROCESSING in statuses:
        return AttemptOutcome.PROCESSING
    if meaning is not None or any(status in _CLOSING for status in statuses):
        return AttemptOutcome.FAILED
    if facts.hops and statuses[-1] is HopStatus.OK and facts.hops[-1].party.value == "bank":
        return AttemptOutcome.DEBITED
    if wording.is_open:
        return AttemptOutcome.UNKNOWN
    reason = facts.reason
    if reason is not None and (reason.code is not None or reason.text):
        return AttemptOutcome.FAILED
    return AttemptOutcome.UNKNOWN


def attempt_state(facts: DebitFacts, outcome: AttemptOutcome, who_acts: WhoActs) -> AttemptState:
    """The state machine of DESIGN section 3: total over outcomes; a planned retry wins over who has to act."""
    simple = {
        AttemptOutcome.PROCESSING: AttemptState.PROCESSING,
        AttemptOutcome.UNKNOWN: AttemptState.OUTCOME_UNKNOWN,
        AttemptOutcome.PARTLY: AttemptState.PARTLY_DEBITED,
        AttemptOutcome.DEBITED: AttemptState.DEBITED_NOT_POSTED,
        AttemptOutcome.POSTED: AttemptState.POSTED,
        AttemptOutcome.REVERSED: AttemptState.REVERSED,
        AttemptOutcome.DUPLICATE: AttemptState.DUPLICATE,
    }
    if outcome in simple:
        return simple[outcome]
    if outcome is AttemptOutcome.NOT_TRIED:
        return AttemptState.DUE_NOT_TRIED if _is_due(facts) else AttemptState.NOT_DUE
    if is_retry_planned(facts):
        return AttemptState.FAILED_RETRY_PLANNED
    if who_acts in (WhoActs.BORROWER, WhoActs.UNKNOWN):
        return AttemptState.FAILED_NEEDS_YOU
    return AttemptState.FAILED_OTHERS_ACT


def is_retry_planned(facts: DebitFacts) -> bool:
    """Whether the lender has planned another attempt, also one whose time has passed without news."""
    retry = facts.retry
    return retry is not None and retry.decision is RetryDecision.PLANNED


def retry_time_has_passed(facts: DebitFacts) -> bool:
    """Whether a planned retry lies behind the reader's now; False where either is not known."""
    retry = facts.retry
    return retry is not None and retry.at is not None and facts.now is not None and retry.at <= facts.now


def _is_due(facts: DebitFacts) -> bool:
    if facts.now is None:
        return False
    if facts.planned_at is not None:
        return facts.now >= facts.planned_at
    return facts.due_on is not None and facts.now.astimezone(facts.zone).date() >= facts.due_on
