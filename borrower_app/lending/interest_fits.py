"""Interest fits: which ways of counting and rounding give the interest that the table states, row by row.

Whole periods, the first one and broken ones are held against their rules separately, so that a few thousand
combinations cost no more than the sum of their parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

import msgspec

from borrower_app.lending.calendar import step_to_day
from borrower_app.lending.period_rules import BROKEN_PERIODS, FIRST_PERIODS, BrokenPeriod, FirstPeriod
from borrower_app.lending.rounding import MODES, Mode, divide
from borrower_app.lending.stated_periods import StatedPeriod, StatedPeriods, exact_interest
from borrower_app.lending.terms import DAY_COUNTS, DayCount, Terms
from borrower_app.lending.unknown import Unknown
from borrower_app.lending.year_fractions import RATE_SCALE, YearFractions, year_fractions

_SAME: Final[dict[DayCount, tuple[str, ...]]] = {
    "30/360": ("actual/month", "whole", "whole_new"),
    "actual/360": ("actual/360",),
    "actual/365": ("actual/365",),
}
"""Rules that are another word for what the day count gives anyway, or for another rule under it."""


class Counting(NamedTuple):
    """One way to count days and round interest."""

    broken: BrokenPeriod | None
    first: FirstPeriod | None
    day_count: DayCount
    interest: Mode


class InterestFits:
    """The fits of one table; `misses` are row numbers from 0. Amounts are counted as the rows count them."""

    def __init__(self, terms: Terms, unknown: Unknown, periods: StatedPeriods, unit: int) -> None:
        self.terms = terms
        self._unit = unit
        self.periods = periods
        free = periods.is_free
        self.modes: tuple[Mode, ...] = MODES if unknown.interest else (terms.rounding.interest,)
        searched = unknown.day_count and not free
        self.day_counts: tuple[DayCount, ...] = DAY_COUNTS if searched else (terms.day_count,)
        self.firsts: tuple[FirstPeriod | None, ...] = (terms.first_period,)
        if unknown.first_period and terms.first_period is None and not free:
            self.firsts = (None, *FIRST_PERIODS)
        self.brokens: tuple[BrokenPeriod | None, ...] = (terms.broken_period,)
        if unknown.broken_period and terms.broken_period is None and periods.broken_rows and not free:
            self.brokens = (None, *BROKEN_PERIODS)
        whole = [one for one in periods.checkable if one.row and not one.is_broken]
        first = [one for one in periods.checkable if not one.row and not one.is_broken]
        broken = [one for one in periods.checkable if one.row and one.is_broken]
        both = [one for one in periods.checkable if not one.row and one.is_broken]
        self._whole = {day: self._misses_of_whole(self.fractions(day, None), whole) for day in self.day_counts}
        self._first = {
            (day, rule): self._misses(first, self.fractions(day, rule), None)
            for day in self.day_counts
            for rule in self._first_rules(day)
        }
        self._broken = {
            (day, rule): self._misses(broken, self.fractions(day, None), rule)
            for day in self.day_counts
            for rule in self.brokens
            if rule is None or len(self.brokens) == 1 or rule not in _SAME.get(day, ())
        }
        self._both = {
            (day, one, other): self._misses(both, self.fractions(day, one), other)
            for day, one in self._first
            for other in self.brokens
            if both and (day, other) in self._broken
        }

    def fractions(self, day_count: DayCount, first: FirstPeriod | None) -> YearFractions:
        """The year fractions of the loan counted so."""
        return year_fractions(msgspec.structs.replace(self.terms, day_count=day_count, first_period=first))

    def countings(self) -> Iterator[Counting]:
        """All of them, the default first; the interest's rounding varies fastest."""
        for broken in self.brokens:
            for first in self.firsts:
                for day in self.day_counts:
                    if (day, first) in self._first and (day, broken) in self._broken:
                        for mode in self.modes:
                            yield Counting(broken, first, day, mode)

    def misses(self, counting: Counting, *, loosely: bool) -> frozenset[int]:
        """The rows whose stated interest is another; `loosely`: by more than showing rounded figures can cause."""
        day, mode, which = counting.day_count, counting.interest, int(loosely)
        found = (
            self._whole[day][mode][which]
            | self._first[day, counting.first][mode][which]
            | self._broken[day, counting.broken][mode][which]
        )
        both = self._both.get((day, counting.first, counting.broken))
        return found if both is None else found | both[mode][which]

    def first_is_odd(self, counting: Counting) -> bool:
        """Whether the first period is counted or long otherwise than a whole one."""
        return self.fractions(counting.day_count, counting.first).first_is_odd

    @property
    def first_is_regular(self) -> bool:
        """Whether the first due date is one period after the payout."""
        terms = self.terms
        period = terms.period
        return terms.first_due == step_to_day(terms.disbursed_on, period.unit, period.every, terms.due_day)

    def _first_rules(self, day: DayCount) -> Iterator[FirstPeriod | None]:
        """Of a first period of the usual length only rules that make a difference; of another all that have a name."""
        seen: set[Fraction] = set()
        for rule in self.firsts:
            if rule is not None and len(self.firsts) > 1 and rule in _SAME.get(day, ()):
                continue
            fraction = self.fractions(day, rule).of_row(0)
            if fraction in seen and self.first_is_regular:
                continue
            seen.add(fraction)
            yield rule

    def _misses_of_whole(
        self, fractions: YearFractions, periods: Sequence[StatedPeriod]
    ) -> dict[Mode, tuple[frozenset[int], frozenset[int]]]:
        """As `_misses` for rows without events, in whole numbers: there may be hundreds."""
        divisor = RATE_SCALE * fractions.denominator * self._unit
        unit, numerators = self._unit, fractions.numerators
        found = {}
        exact = [
            (one.row, one.pieces[0].balance * one.pieces[0].rate * numerators[one.row], one.stated_interest)
            for one in periods
        ]
        for mode in self.modes:
            shown: Mode = "half_up" if mode == "none" else mode
            off = {
                row: abs(divide(numerator, divisor, shown) * unit - stated)
                for row, numerator, stated in exact
            }
            found[mode] = _strict_and_loose(off, unit)
        return found

    def _misses(
        self, periods: Sequence[StatedPeriod], fractions: YearFractions, rule: BrokenPeriod | None
    ) -> dict[Mode, tuple[frozenset[int], frozenset[int]]]:
        found = {}
        exact = [(one.row, exact_interest(one, fractions, rule), one.stated_interest) for one in periods]
        for mode in self.modes:
            shown: Mode = "half_up" if mode == "none" else mode
            off = {
                row: abs(divide(value.numerator, value.denominator * self._unit, shown) * self._unit - stated)
                for row, value, stated in exact
            }
            found[mode] = _strict_and_loose(off, self._unit)
        return found


def _strict_and_loose(off: dict[int, int], unit: int) -> tuple[frozenset[int], frozenset[int]]:
    """Rows that differ at all, and rows that differ by more than two units of what is shown."""
    return (
        frozenset(row for row, by in off.items() if by),
        frozenset(row for row, by in off.items() if by > 2 * unit),
    )
