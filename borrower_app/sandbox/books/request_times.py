"""How long the lender takes over each kind of request: the same every time, so that a story can be told again."""

from __future__ import annotations

import datetime as dt
from typing import Final

PREPAYMENT_TIME: Final = dt.time(10, 0)
"""When a granted prepayment is debited on its day, in the lender's zone: after the installments of that day."""

_SHORTEST: Final = dt.timedelta(minutes=1)
_BEFORE_DEBIT: Final = dt.timedelta(minutes=5)

_TAKEN_UP_AND_ANSWERED: Final[dict[str, tuple[dt.timedelta, dt.timedelta]]] = {
    "document_request": (dt.timedelta(minutes=30), dt.timedelta(hours=4)),
    "penalty_waiver_request": (dt.timedelta(hours=2), dt.timedelta(days=1)),
    "review_request": (dt.timedelta(hours=1), dt.timedelta(days=2)),
    "prepayment_request": (dt.timedelta(hours=1), dt.timedelta(days=2)),
    "hardship_request": (dt.timedelta(hours=4), dt.timedelta(days=3)),
    "complaint": (dt.timedelta(days=1), dt.timedelta(days=7)),
}


def times_of(operation: str, filed_at: dt.datetime) -> tuple[dt.datetime, dt.datetime] | None:
    """When a request is taken up and when it is answered; None for what is answered by a person only."""
    spans = _TAKEN_UP_AND_ANSWERED.get(operation)
    return None if spans is None else (filed_at + spans[0], filed_at + spans[1])


def prepayment_times(on: dt.date, filed_at: dt.datetime) -> tuple[dt.datetime, dt.datetime, dt.datetime]:
    """Taken up, answered and debited: in a hurry when the day is near, always in this order.

    `filed_at` is in the lender's zone; a wish for a day whose debits are over is debited a few minutes later.
    """
    wished = dt.datetime.combine(on, PREPAYMENT_TIME, filed_at.tzinfo)
    debited = max(wished, filed_at + 2 * _SHORTEST + _BEFORE_DEBIT)
    taken_up, answered = times_of("prepayment_request", filed_at) or (filed_at, filed_at)
    answered = min(answered, debited - _BEFORE_DEBIT)
    return min(taken_up, answered - _SHORTEST), answered, debited
