"""Year fractions: which part of a year each installment's period counts as, by the loan's day count; exact.

The period's interest factor is this fraction times the annual rate. Sources: DESIGN section 8, `day_count`; whole
months and odd days by 360: 银发〔2005〕129 号 (PBOC), section 3.
"""

from __future__ import annotations

import datetime
from fractions import Fraction
from functools import lru_cache
from math import gcd
from typing import Final, NamedTuple

from borrower_app.lending.calendar import (
    PERIODS_A_YEAR,
    Unit,
    days_between,
    days_by_year_length,
    days_of_thirty,
    due_dates,
    step,
    step_to_day,
)
from borrower_app.lending.period_rules import BrokenPeriod, FirstPeriod
from borrower_app.lending.terms import DayCount, Terms

_DAYS: Final[dict[str, int]] = {"actual/360": 360, "actual/364": 364, "actual/365": 365}

RATE_SCALE: Final = 10**10  # see `terms.scaled_rate`


class Grid(NamedTuple):
    """What the year fractions of a loan follow from: its dates, its day count and the rule for its first period."""

    disbursed: datetime.date
    first_due: datetime.date
    unit: Unit
    every: int
    number: int
    day_count: DayCount
    first_period: FirstPeriod | None = None
    due_day: int | None = None


class YearFractions:
    """The fraction of every row (`numerators[row] / denominator`) and of any part of a row. Compared by identity."""

    def __init__(self, grid: Grid) -> None:
        self.dues = due_dates(grid.first_due, grid.unit, grid.every, grid.number, grid.due_day)
        self.disbursed = grid.disbursed
        self.day_count = day_count = grid.day_count
        self.period = Fraction(grid.every, PERIODS_A_YEAR[grid.unit])
        self._grid = grid
        first = self._first(grid.first_period)
        if day_count == "30/360":
            rest = [self.period] * (grid.number - 1)
        else:
            rest = [self._counted(row, self.dues[row - 1], self.dues[row]) for row in range(1, grid.number)]
        denominator = 1
        for fraction in {first, *rest}:
            denominator = denominator * fraction.denominator // gcd(denominator, fraction.denominator)
        self.denominator = denominator
        self.numerators = [f.numerator * (denominator // f.denominator) for f in (first, *rest)]
        self.even_after_first = day_count == "30/360"

    def opening(self, row: int) -> datetime.date:
        """The day from which the row's interest runs."""
        return self.dues[row - 1] if row else self.disbursed

    def of_row(self, row: int) -> Fraction:
        """The fraction of the row as it is."""
        return Fraction(self.numerators[row], self.denominator)

    def whole(self, row: int) -> Fraction:
        """The fraction of the whole period that ends with the row; only for the first row it may differ from it."""
        if row:
            return self.of_row(row)
        if self.day_count == "30/360":
            return self.period
        start = self.disbursed if self._first_is_whole() else self._back(1)
        return self._counted(0, start, self.dues[0])

    def part(self, row: int, start: datetime.date, end: datetime.date, rule: BrokenPeriod | None = None) -> Fraction:
        """The part of a year from start to end, both inside the row's period, where the rule splits a period."""
        if rule == "30/360":
            return Fraction(days_of_thirty(start, end), 360)
        if rule in _DAYS:
            return Fraction(days_between(start, end), _DAYS[rule])
        if rule == "actual/month":
            return self.period * self._parts_of_periods(row, start, end)
        if row == 0 and self._grid.first_period is not None:
            days = days_between(self.disbursed, self.dues[0])
            return self.of_row(0) * Fraction(days_between(start, end), days)
        return self._counted(row, start, end)

    def unsplit(self, row: int, rule: BrokenPeriod) -> Fraction:
        """The fraction of a row in which something changes, where the rule does not split it."""
        return self.period if row and rule.startswith("twelfth") else self.of_row(row)

    def _first(self, rule: FirstPeriod | None) -> Fraction:
        start, due = self.disbursed, self.dues[0]
        if rule is None:
            return self._counted(0, start, due)
        if rule == "twelfth":
            return self.period
        if rule == "whole":
            return self.whole(0)
        if rule == "actual/month":
            return self.period * self._parts_of_periods(0, start, due)
        if rule == "30/360":
            return Fraction(days_of_thirty(start, due), 360)
        if rule == "months_and_days/360":
            if self._first_is_whole():
                return self.period
            count = 0
            while self._back(count + 1) >= start:
                count += 1
            return self.period * count + Fraction(days_between(start, self._back(count)), 360)
        return Fraction(days_between(start, due), _DAYS[rule])

    def _counted(self, row: int, start: datetime.date, end: datetime.date) -> Fraction:
        """By the day count."""
        if self.day_count == "30/360":
            return self.period * self._parts_of_periods(row, start, end)
        if self.day_count == "actual/actual":
            common, leap = days_by_year_length(start, end)
            return Fraction(common, 365) + Fraction(leap, 366)
        return Fraction(days_between(start, end), _DAYS[self.day_count])

    def _back(self, count: int) -> datetime.date:
        """So many whole periods before the first due date."""
        grid = self._grid
        return step_to_day(grid.first_due, grid.unit, -grid.every * count, grid.due_day)

    def _parts_of_periods(self, row: int, start: datetime.date, end: datetime.date) -> Fraction:
        """30/360: whole periods count 1, a part of a period its actual days over the days of that whole period."""
        if row or self._first_is_whole():
            return Fraction(days_between(start, end), days_between(self.opening(row), self.dues[row]))
        days_by_length: dict[int, int] = {}
        upper, count = self.dues[0], 1
        while upper > start:
            lower = self._back(count)
            overlap = days_between(max(start, lower), min(end, upper))
            if overlap > 0:
                length = days_between(lower, upper)
                days_by_length[length] = days_by_length.get(length, 0) + overlap
            upper, count = lower, count + 1
        return sum((Fraction(days, length) for length, days in days_by_length.items()), Fraction(0))

    def _first_is_whole(self) -> bool:
        """A first due date that is one period after the payout, though a month end was clamped: 31 January to 28."""
        grid = self._grid
        return self.dues[0] in (
            step(self.disbursed, grid.unit, grid.every),
            step_to_day(self.disbursed, grid.unit, grid.every, grid.due_day),
        )

    @property
    def first_is_odd(self) -> bool:
        """Whether the first period is shorter or longer than a whole one, or counted in a way of its own."""
        return not self._first_is_whole() or self.of_row(0) != self.whole(0)


@lru_cache(maxsize=256)
def _cached(grid: Grid) -> YearFractions:
    return YearFractions(grid)


def year_fractions(terms: Terms) -> YearFractions:
    """The fractions of the rows of these terms."""
    period = terms.period
    grid = Grid(
        terms.disbursed_on,
        terms.first_due,
        period.unit,
        period.every,
        terms.number_of_installments,
        terms.day_count,
        terms.first_period,
        terms.due_day,
    )
    return _cached(grid)
