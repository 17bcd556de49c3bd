"""The attempts that still matter, the most pressing first: what Home is about, and what waits beside it."""

from __future__ import annotations

import datetime as dt
from typing import Final

from borrower_app.debits.verdict import AttemptState
from borrower_app.presentation.reading.debit_facts import is_paid
from borrower_app.presentation.reading.records import Reading
from borrower_app.records.debit import DebitAttempt

_RANK: Final = {
    AttemptState.FAILED_RETRY_PLANNED: 0,
    AttemptState.FAILED_NEEDS_YOU: 1,
    AttemptState.PARTLY_DEBITED: 2,
    AttemptState.OUTCOME_UNKNOWN: 3,
    AttemptState.DUPLICATE: 4,
    AttemptState.REVERSED: 4,
    AttemptState.DEBITED_NOT_POSTED: 5,
    AttemptState.FAILED_OTHERS_ACT: 6,
    AttemptState.PROCESSING: 7,
}
_RECENT: Final = dt.timedelta(days=45)


def urgent_attempts(reading: Reading) -> list[DebitAttempt]:
    """The last attempt of each installment that is not settled; one that took several stands for all of them."""
    paid = _paid_installments(reading)
    seen: set[tuple[str, int]] = set()
    found: list[tuple[int, dt.datetime, DebitAttempt]] = []
    newest_first = sorted(
        (held.record for held in reading.snapshot.attempts if _may_matter(held.record)),
        key=lambda attempt: (attempt.attempted_at or attempt.planned_at, attempt.attempt_number),
        reverse=True,
    )
    settled_later = _settled_by_a_debit(reading)
    for attempt in newest_first:
        keys = {(attempt.loan_id, number) for number in attempt.installments}
        is_duplicate = attempt.duplicate_of is not None
        if keys <= seen or (not is_duplicate and keys <= paid | settled_later):
            continue
        at = attempt.attempted_at or attempt.planned_at
        if is_duplicate and reading.now - at > _RECENT:
            continue
        told = reading.explanation(attempt)
        if told.state not in _RANK or _is_refunded(attempt):
            continue
        seen |= keys
        found.append((_RANK[told.state], at, attempt))
    found.sort(key=lambda item: (item[0], -item[1].timestamp()))
    return [attempt for _rank, _at, attempt in found]


def _is_refunded(attempt: DebitAttempt) -> bool:
    """A duplicate that was paid back is over."""
    return attempt.duplicate_of is not None and attempt.reversal is not None


def _settled_by_a_debit(reading: Reading) -> set[tuple[str, int]]:
    return {
        (held.record.loan_id, number)
        for held in reading.snapshot.attempts
        if held.record.posting is not None
        and held.record.reversal is None
        and held.record.duplicate_of is None
        and not _is_part(held.record)
        for number in held.record.installments
    }


def _may_matter(attempt: DebitAttempt) -> bool:
    """Thousands of posted debits cost no judgement."""
    plainly_posted = attempt.posting is not None and attempt.reversal is None and attempt.duplicate_of is None
    return attempt.attempted_at is not None and (not plainly_posted or _is_part(attempt))


def _is_part(attempt: DebitAttempt) -> bool:
    debited = attempt.amount_debited
    return debited is not None and debited.minor < attempt.amount_requested.minor


def _paid_installments(reading: Reading) -> set[tuple[str, int]]:
    return {
        (loan_id, row.n)
        for loan_id, table in reading.snapshot.tables.items()
        for row in table.record.rows
        if is_paid(row)
    }
