"""Where one installment stands: from what was paid, its attempts, and the contract's own word on being overdue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from borrower_app.debits.verdict import AttemptState, InstallmentState
from borrower_app.lending.money import Money

_IN_PROGRESS = frozenset(
    {
        AttemptState.PROCESSING,
        AttemptState.OUTCOME_UNKNOWN,
        AttemptState.DEBITED_NOT_POSTED,
        AttemptState.FAILED_RETRY_PLANNED,
    }
)
_NOT_TRIED = frozenset({AttemptState.NOT_DUE, AttemptState.DUE_NOT_TRIED})


def installment_state(
    payment: Money,
    paid: Money | None,
    due: dt.date,
    *,
    today: dt.date,
    grace_days: int | None,
    attempts: Iterable[AttemptState],
) -> InstallmentState:
    """The state on `today` (calendar dates in the lender's zone); `paid` is what was posted so far.

    Overdue begins after the due date and the contract's days of grace. Grace that was not told is not assumed to be
    none: such an installment stays due and unpaid until the lender says more.
    """
    states = tuple(attempts)
    if paid is not None and paid.minor >= payment.minor:
        return InstallmentState.PAID
    if any(state in _IN_PROGRESS for state in states):
        return InstallmentState.IN_PROGRESS
    if paid is not None and paid.minor > 0:
        return InstallmentState.PARTLY_PAID
    if grace_days is not None and (today - due).days > grace_days:
        return InstallmentState.OVERDUE
    if any(state not in _NOT_TRIED for state in states):
        return InstallmentState.DUE_UNPAID
    return InstallmentState.DUE_NOT_TRIED if today >= due else InstallmentState.NOT_DUE
