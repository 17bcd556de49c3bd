"""Late cost: penalty interest by the contract's clause.

Nothing here is assumed: rate, base, days of the year and grace come from the contract. Without a clause the
application says "ask the lender".
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from borrower_app.lending.calendar import days_between
from borrower_app.lending.money import Money
from borrower_app.lending.rounding import Mode, divide
from borrower_app.lending.terms import TermsError


class PenaltyClause(Struct, frozen=True):
    """Penalty interest as agreed: per cent a year on the overdue amount, over 360 or 365 days.

    `grace_days`: paid by then costs nothing. After that the penalty runs from the due date, or only from the end of
    the grace where `runs_from` says so. `rounding` is applied once, to the running total.
    """

    annual_rate: Decimal
    days_of_year: Literal[360, 365]
    grace_days: int = 0
    runs_from: Literal["due_date", "end_of_grace"] = "due_date"
    rounding: Mode = "half_up"

    def __post_init__(self) -> None:
        if self.days_of_year not in (360, 365):
            raise TermsError("days_of_year must be 360 or 365; look it up in the contract.")
        if not isinstance(self.annual_rate, Decimal) or self.annual_rate < 0 or self.grace_days < 0:
            raise TermsError("annual_rate and grace_days must not be negative; correct them.")


def _exact(overdue: Money, clause: PenaltyClause, days: int) -> Fraction:
    return overdue.minor * days * Fraction(clause.annual_rate) / (100 * clause.days_of_year)


def penalty_per_day(overdue: Money, clause: PenaltyClause) -> Fraction:
    """One day's penalty in minor units, exact; the running total rounds, single days do not."""
    return _exact(overdue, clause, 1)


def penalty_days(due: datetime.date, until: datetime.date, clause: PenaltyClause) -> int:
    """The days that count when the amount is paid on `until`: none within the grace."""
    late = days_between(due, until)
    if late <= clause.grace_days:
        return 0
    return late - clause.grace_days if clause.runs_from == "end_of_grace" else late


def running_penalty(overdue: Money, due: datetime.date, until: datetime.date, clause: PenaltyClause) -> Money:
    """The penalty grown by a day: overdue amount × annual rate ÷ 360 or 365 × days, rounded once."""
    exact = _exact(overdue, clause, penalty_days(due, until, clause))
    return Money(divide(exact.numerator, exact.denominator, clause.rounding), overdue.currency)
