"""What a contract allows a borrower who prepays: smallest amount, times a year, waiting time, notice, fee.

Every value comes from the contract or the lender; None means that it was not told, never that there is no limit.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from borrower_app.lending.calendar import step
from borrower_app.lending.money import Money
from borrower_app.lending.rounding import divide

Obstacle = Literal["below_minimum", "too_often_this_year", "before_waiting_time", "notice_too_short"]


class PrepaymentClause(Struct, frozen=True):
    """The clause; the fee is a rate in per cent of the amount."""

    minimum: Money | None = None
    most_times_a_year: int | None = None
    waiting_months: int | None = None
    notice_days: int | None = None
    fee_rate: Decimal | None = None

    def fee(self, amount: Money) -> Money | None:
        """The fee for prepaying an amount, half-up to the minor unit; None where the contract's fee is not known."""
        if self.fee_rate is None:
            return None
        exact = amount.minor * Fraction(self.fee_rate) / 100
        return Money(divide(exact.numerator, exact.denominator, "half_up"), amount.currency)

    def earliest(
        self, *, today: datetime.date, disbursed_on: datetime.date, earlier: Sequence[datetime.date] = ()
    ) -> datetime.date | None:
        """The first day after today that the told limits allow; None where they allow none at all."""
        day = step(today, "day", max(1, self.notice_days or 0))
        if self.waiting_months is not None:
            day = max(day, step(disbursed_on, "month", self.waiting_months))
        if self.most_times_a_year is not None:
            if self.most_times_a_year == 0:
                return None
            while sum(1 for one in earlier if one.year == day.year) >= self.most_times_a_year:
                day = datetime.date(day.year + 1, 1, 1)
        return day

    def obstacles(
        self,
        amount: Money,
        on: datetime.date,
        *,
        today: datetime.date,
        disbursed_on: datetime.date,
        earlier: Sequence[datetime.date] = (),
    ) -> tuple[Obstacle, ...]:
        """What the told limits object to; `earlier` holds the days of prepayments already made or planned."""
        found: list[Obstacle] = []
        if self.minimum is not None and amount < self.minimum:
            found.append("below_minimum")
        if self.most_times_a_year is not None:
            in_year = sum(1 for day in earlier if day.year == on.year)
            if in_year >= self.most_times_a_year:
                found.append("too_often_this_year")
        if self.waiting_months is not None and on < step(disbursed_on, "month", self.waiting_months):
            found.append("before_waiting_time")
        if self.notice_days is not None and on < step(today, "day", self.notice_days):
            found.append("notice_too_short")
        return tuple(found)
