"""Year fractions: which part of a year each installment's period counts as, by the loan's day count; exact.

The period's interest factor is this fraction times the annual rate. Sources: DESIGN section 8, `day_count`.
"""

from __future__ import annotations

import datetime
from fractions import Fraction
from functools import lru_cache
from math import gcd
from typing import Final

from borrower_app.lending.calendar import PERIODS_A_YEAR, Unit, days_between, days_by_year_length, due_dates, step
from borrower_app.lending.terms import DayCount, Terms

_DAYS: Final[dict[str, int]] = {"actual/360": 360, "actual/364": 364, "actual/365": 365}

RATE_SCALE: Final = 10**10  # see `terms.scaled_rate`


class YearFractions:
    """The fraction of every row (`numerators[row] / denominator`) and of any part of a row. Compared by identity."""

    def __init__(
        self,
        disbursed: datetime.date,
        first_due: datetime.date,
        unit: Unit,
        every: int,
        number: int,
        day_count: DayCount,
    ) -> None:
        self.dues = due_dates(first_due, unit, every, number)
        self.disbursed = disbursed
        self.day_count = day_count
        self._period = Fraction(every, PERIODS_A_YEAR[unit])
        self._unit: Unit = unit
        self._every = every
        first = self.part(0, disbursed, first_due)
        if day_count == "30/360":
            rest = [self._period] * (number - 1)
        else:
            rest = [self.part(row, self.dues[row - 1], self.dues[row]) for row in range(1, number)]
        denominator = 1
        for fraction in {first, *rest}:
            denominator = denominator * fraction.denominator // gcd(denominator, fraction.denominator)
        self.denominator = denominator
        self.numerators = [f.numerator * (denominator // f.denominator) for f in (first, *rest)]
        self.even_after_first = day_count == "30/360"

    def opening(self, row: int) -> datetime.date:
        """The day from which the row's interest runs."""
        return self.dues[row - 1] if row else self.disbursed

    def part(self, row: int, start: datetime.date, end: datetime.date) -> Fraction:
        """The part of a year from start to end, both inside the row's period."""
        if self.day_count == "30/360":
            return self._period * self._parts_of_periods(row, start, end)
        if self.day_count == "actual/actual":
            common, leap = days_by_year_length(start, end)
            return Fraction(common, 365) + Fraction(leap, 366)
        return Fraction(days_between(start, end), _DAYS[self.day_count])

    def _parts_of_periods(self, row: int, start: datetime.date, end: datetime.date) -> Fraction:
        """30/360: whole periods count 1, a part of a period its actual days over the days of that whole period."""
        if row or self._first_is_whole():
            return Fraction(days_between(start, end), days_between(self.opening(row), self.dues[row]))
        total = Fraction(0)
        upper, count = self.dues[0], 1
        while upper > start:
            lower = step(self.dues[0], self._unit, -self._every * count)
            overlap = days_between(max(start, lower), min(end, upper))
            if overlap > 0:
                total += Fraction(overlap, days_between(lower, upper))
            upper, count = lower, count + 1
        return total

    def _first_is_whole(self) -> bool:
        """A first due date that is one period after the payout, though a month end was clamped: 31 January to 28."""
        return step(self.disbursed, self._unit, self._every) == self.dues[0]


@lru_cache(maxsize=64)
def _cached(
    disbursed: datetime.date, first_due: datetime.date, unit: Unit, every: int, number: int, day_count: DayCount
) -> YearFractions:
    return YearFractions(disbursed, first_due, unit, every, number, day_count)


def year_fractions(terms: Terms) -> YearFractions:
    """The fractions of the rows of these terms."""
    period = terms.period
    return _cached(
        terms.disbursed_on, terms.first_due, period.unit, period.every, terms.number_of_installments, terms.day_count
    )
