"""Year fractions: which part of a year each installment's period counts as, by the loan's day count; exact.

The period's interest factor is this fraction times the annual rate. Sources: DESIGN section 8, `day_count`.
"""

from __future__ import annotations

import datetime
from fractions import Fraction
from functools import lru_cache
from math import gcd
from typing import Final, NamedTuple

from borrower_app.lending.calendar import PERIODS_A_YEAR, Unit, days_between, days_by_year_length, due_dates, step
from borrower_app.lending.terms import DayCount, Terms

_DAYS: Final[dict[str, int]] = {"actual/360": 360, "actual/364": 364, "actual/365": 365}

RATE_SCALE: Final = 10**10  # see `terms.scaled_rate`


class Grid(NamedTuple):
    """What the year fractions of a loan follow from: its dates and its day count."""

    disbursed: datetime.date
    first_due: datetime.date
    unit: Unit
    every: int
    number: int
    day_count: DayCount


class YearFractions:
    """The fraction of every row (`numerators[row] / denominator`) and of any part of a row. Compared by identity."""

    def __init__(self, grid: Grid) -> None:
        self.dues = due_dates(grid.first_due, grid.unit, grid.every, grid.number)
        self.disbursed = grid.disbursed
        self.day_count = day_count = grid.day_count
        self._period = Fraction(grid.every, PERIODS_A_YEAR[grid.unit])
        self._unit: Unit = grid.unit
        self._every = grid.every
        first = self.part(0, grid.disbursed, grid.first_due)
        if day_count == "30/360":
            rest = [self._period] * (grid.number - 1)
        else:
            rest = [self.part(row, self.dues[row - 1], self.dues[row]) for row in range(1, grid.number)]
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
        days_by_length: dict[int, int] = {}
        upper, count = self.dues[0], 1
        while upper > start:
            lower = step(self.dues[0], self._unit, -self._every * count)
            overlap = days_between(max(start, lower), min(end, upper))
            if overlap > 0:
                length = days_between(lower, upper)
                days_by_length[length] = days_by_length.get(length, 0) + overlap
            upper, count = lower, count + 1
        return sum((Fraction(days, length) for length, days in days_by_length.items()), Fraction(0))

    def _first_is_whole(self) -> bool:
        """A first due date that is one period after the payout, though a month end was clamped: 31 January to 28."""
        return step(self.disbursed, self._unit, self._every) == self.dues[0]


@lru_cache(maxsize=64)
def _cached(grid: Grid) -> YearFractions:
    return YearFractions(grid)


def year_fractions(terms: Terms) -> YearFractions:
    """The fractions of the rows of these terms."""
    period, number = terms.period, terms.number_of_installments
    return _cached(Grid(terms.disbursed_on, terms.first_due, period.unit, period.every, number, terms.day_count))
