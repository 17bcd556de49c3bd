"""What became of an attempt, before asking why: postings, bookings, hops and codes; text only where all is silent."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Final

from borrower_app.debits.facts import DebitFacts
from borrower_app.debits.reading_texts.causes import TECHNICAL
from borrower_app.debits.reading_texts.reading import TextReading
from borrower_app.debits.reading_texts.statement import Says
from borrower_app.debits.reason_codes import Meaning
from borrower_app.debits.verdict import AttemptState, WhoActs
from borrower_app.records.enums import HopStatus, Party, RetryDecision

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


def outcome_of(facts: DebitFacts, meaning: Meaning | None, reading: TextReading) -> AttemptOutcome:
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
    return _unbooked(facts, meaning, reading)


def was_tried(facts: DebitFacts) -> bool:
    """Whether an attempt was made, as far as anything recorded shows; a time that is still to come is no attempt."""
    reason = facts.reason
    answered = reason is not None and bool(reason.code is not None or reason.text)
    begun = facts.attempted_at is not None and (facts.now is None or facts.attempted_at <= facts.now)
    return begun or answered or any(hop.status is not HopStatus.NOT_REACHED for hop in facts.hops)


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


def _unbooked(facts: DebitFacts, meaning: Meaning | None, reading: TextReading) -> AttemptOutcome:
    statuses = [hop.status for hop in facts.hops]
    if HopStatus.NO_ANSWER in statuses:
        return AttemptOutcome.UNKNOWN
    if meaning is not None and meaning.outcome_open and not _closed_by_bank(facts, meaning):
        return AttemptOutcome.PROCESSING if HopStatus.PROCESSING in statuses else AttemptOutcome.UNKNOWN
    if HopStatus.PROCESSING in statuses:
        return AttemptOutcome.PROCESSING
    if meaning is not None or any(status in _CLOSING for status in statuses):
        return AttemptOutcome.FAILED
    if facts.hops and statuses[-1] is HopStatus.OK and facts.hops[-1].party is Party.BANK:
        return AttemptOutcome.DEBITED
    told = _told(facts, reading)
    if told is AttemptOutcome.UNKNOWN and facts.reason is not None and facts.reason.code is not None:
        # A code that the catalogue misses is a refusal of some kind, unless its words leave the outcome open.
        return AttemptOutcome.FAILED
    return told


def _closed_by_bank(facts: DebitFacts, meaning: Meaning) -> bool:
    """Where no table is told and one of the tables closes, a bank that declined closes it."""
    return meaning.tables_disagree and any(
        hop.party is Party.BANK and hop.status is HopStatus.DECLINED for hop in facts.hops
    )


_TOLD: Final = {
    Says.FAILED: AttemptOutcome.FAILED,
    Says.PARTLY_PAID: AttemptOutcome.PARTLY,
    Says.REVERSED: AttemptOutcome.REVERSED,
    Says.PROCESSING: AttemptOutcome.PROCESSING,
    Says.REMINDER: AttemptOutcome.NOT_TRIED,
}


def _told(facts: DebitFacts, reading: TextReading) -> AttemptOutcome:
    """What the words alone say: without a plain "failed" nothing is a closed failure."""
    if reading.says is Says.PAID:
        by_lender = facts.reason is not None and facts.reason.said_by is Party.LENDER
        return AttemptOutcome.POSTED if by_lender else AttemptOutcome.DEBITED
    if reading.says is Says.PROCESSING and (reading.is_technical or reading.cause in TECHNICAL):
        # A fault of somebody's system is no sign that anything is being worked on.
        return AttemptOutcome.UNKNOWN
    return _TOLD.get(reading.says, AttemptOutcome.UNKNOWN)


def is_told_by_text(facts: DebitFacts, meaning: Meaning | None, reading: TextReading) -> bool:
    """Whether the outcome rests on words alone: no booking, no known code and no step says it."""
    booked = facts.reversed_at or facts.posted_at or facts.is_duplicate or _has_left(facts) or _is_part(facts)
    decided = any(hop.status in _CLOSING | {HopStatus.NO_ANSWER, HopStatus.PROCESSING} for hop in facts.hops)
    return (
        not booked and not decided and meaning is None and bool(reading.plain) and reading.says in {*_TOLD, Says.PAID}
    )


def attempt_state(
    facts: DebitFacts, outcome: AttemptOutcome, who_acts: WhoActs, planned: dt.date | None = None
) -> AttemptState:
    """The state machine of DESIGN section 3: total over outcomes; a planned retry wins over who has to act.

    `planned`: the calendar date of the debit that a reminder tells, where no plan is on record.
    """
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
        return AttemptState.DUE_NOT_TRIED if _is_due(facts, planned) else AttemptState.NOT_DUE
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


def _is_due(facts: DebitFacts, planned: dt.date | None) -> bool:
    if facts.now is None:
        return False
    if planned is not None and facts.planned_at is None:
        return facts.now.astimezone(facts.zone).date() > planned
    if facts.planned_at is not None:
        return facts.now >= facts.planned_at
    return facts.due_on is not None and facts.now.astimezone(facts.zone).date() >= facts.due_on
