"""When the lender debits: new installments in the morning of their due date, retries in the evening."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from borrower_app.records.debit import DebitAttempt, RetryPlan
from borrower_app.records.enums import LoanStatus, Party, RetryDecision
from borrower_app.records.loan import InstallmentRow, InstallmentTable, Loan

RETRY_TIME: Final = dt.time(22, 30)
"""When the lender takes the day's second debits, in its own zone."""

MORNING_RUN: Final = dt.time(8, 0)
"""When the lender takes the installments of the day, in its own zone."""

STARTS_AFTER: Final = dt.timedelta(seconds=6)
"""From the planned instant until a debit stands in the books."""

_NOT_BEFORE: Final = dt.timedelta(minutes=10)


def next_retry(now: dt.datetime) -> dt.datetime:
    """This evening, or tomorrow's when that is over or too near; `now` is in the lender's zone."""
    at = dt.datetime.combine(now.date(), RETRY_TIME, now.tzinfo)
    return at if at > now + _NOT_BEFORE else at + dt.timedelta(days=1)


def retry_at(at: dt.datetime, decided_at: dt.datetime) -> RetryPlan:
    """The lender's plan of another debit."""
    return RetryPlan(decision=RetryDecision.PLANNED, decided_by=Party.LENDER, decided_at=decided_at, at=at)


def planned_time(attempt: DebitAttempt) -> dt.datetime | None:
    """The instant for which another debit is planned on an attempt."""
    plan = attempt.retry
    return plan.at if plan is not None and plan.decision is RetryDecision.PLANNED else None


def is_open(row: InstallmentRow) -> bool:
    """Whether a row is not paid in full."""
    return row.paid is None or row.paid.minor < row.payment.minor


def next_installment(
    loan: Loan, table: InstallmentTable, attempts: Iterable[DebitAttempt], now: dt.datetime
) -> tuple[int, dt.datetime] | None:
    """Number and planned instant of the first row that will be debited for the first time; None when there is none."""
    if loan.status is LoanStatus.CLOSED:
        return None
    tried = {number for attempt in attempts if attempt.loan_id == loan.id for number in attempt.installments}
    for row in table.rows:
        planned_at = dt.datetime.combine(row.due, MORNING_RUN, now.tzinfo)
        if is_open(row) and row.n not in tried and planned_at > now:
            return row.n, planned_at
    return None
