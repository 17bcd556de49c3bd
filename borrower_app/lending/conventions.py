"""Conventions: the ways lenders round and count days, and the search for those that reproduce a stated table.

Rows are first held against each rule by themselves (`interest_fits`, `payment_fits`). What fits is then computed from
the terms alone, row after row, and only a table that is the same in every figure counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

import msgspec
from msgspec import Struct

from borrower_app.lending.interest_fits import Counting, InterestFits
from borrower_app.lending.money import exponent
from borrower_app.lending.payment_fits import Paying, PaymentFits
from borrower_app.lending.period_rules import USUAL, WITH_DIFFERENCE
from borrower_app.lending.schedule import Schedule, ScheduleRow, compute_schedule, rounding_units, shown_decimals
from borrower_app.lending.stated_periods import StatedPeriods
from borrower_app.lending.terms import Rounding, Terms
from borrower_app.lending.unknown import Unknown

__all__ = ["Fit", "Found", "Open", "Unknown", "differing_rows", "search"]

_STAGES: Final = (3, 24)
_MOST_WALKED: Final = 160  # whole tables computed for a count of what also fits
_MOST_COMPARED: Final = 32
_NEAREST_COUNTINGS: Final = 6
_A_FEW: Final = 10  # of so many rows one may contradict the convention that the others prove


class Fit(Struct, frozen=True):
    """A candidate with its computed table and the index of its first row that differs (None: all rows agree)."""

    terms: Terms
    schedule: Schedule
    first_difference: int | None


class Open(NamedTuple):
    """A stated figure that does not follow from the row before it: the row's index and the column."""

    index: int
    field: Literal["interest", "payment"]


class Found(Struct, frozen=True):
    """The best fit, the computed ones among all fits, and how many fit in all (0: none; then `best` is the nearest).

    `is_certain`: all that fit count days and periods in one way (they differ in rounding at most).
    `is_determined`: a convention that all rows but a few prove; without one no figure can be called too high.
    `left_open`: the figures that contradict the nearest one.
    """

    best: Fit
    fits: tuple[Fit, ...]
    number: int
    is_certain: bool
    is_determined: bool
    left_open: tuple[Open, ...] = ()


def differing_rows(stated: Sequence[ScheduleRow], computed: Sequence[ScheduleRow]) -> list[int]:
    """The indexes of rows that are not the same in both tables, rows missing in one of them included."""
    shared = min(len(stated), len(computed))
    differing = [index for index in range(shared) if stated[index] != computed[index]]
    return differing + list(range(shared, max(len(stated), len(computed))))


def search(terms: Terms, unknown: Unknown, stated: Sequence[ScheduleRow]) -> Found:
    """All conventions that reproduce the table, the default one first; without one the nearest, see `_nearest`."""
    return _Search(terms, unknown, stated).run()


class _Search:
    def __init__(self, terms: Terms, unknown: Unknown, stated: Sequence[ScheduleRow]) -> None:
        self._terms = terms
        self._stated = stated
        decimals = shown_decimals(terms)
        scale = 10 ** (decimals - exponent(terms.currency))
        self._periods = StatedPeriods(terms, scale, stated)
        unit = int(rounding_units(terms)[1].scaleb(decimals))
        self._interest = InterestFits(terms, unknown, self._periods, unit)
        self._payment = PaymentFits(terms, unknown, stated, self._interest, decimals)
        self._misses = {one: self._interest.misses(one, loosely=False) for one in self._interest.countings()}

    def run(self) -> Found:
        return self._reproducing() or self._by_own_installments() or self._nearest()

    def _candidate(self, counting: Counting, paying: Paying, *, own: bool = False) -> Terms:
        given = self._terms
        rule, implied = paying.rule, USUAL if counting.first is None and counting.broken is None else WITH_DIFFERENCE
        changes: dict[str, object] = {
            "day_count": counting.day_count,
            "rounding": Rounding(paying.installment, paying.unit, counting.interest, rounding_units(given)[1]),
            "first_period": counting.first,
            "broken_period": counting.broken,
            "payment_rule": given.payment_rule if rule == given.payment_rule else None if rule == implied else rule,
        }
        if given.method != "equal_installment":
            changes["payment_rule"] = given.payment_rule
        installments = self._payment.own_installments(rule) if own else None
        if installments is not None:
            changes["stated_installment"], changes["renewed_installments"] = installments
        return msgspec.structs.replace(given, **changes)

    def _fit(self, candidate: Terms) -> Fit | None:
        """The candidate where it reproduces the table; a few rows are computed first."""
        for limit in _STAGES:
            if differing_rows(self._stated[:limit], compute_schedule(candidate, limit).rows):
                return None
            if len(self._stated) <= limit:
                break
        schedule = compute_schedule(candidate)
        return None if differing_rows(self._stated, schedule.rows) else Fit(candidate, schedule, None)

    def _effect(self, counting: Counting, paying: Paying) -> object:
        """Candidates of one effect give one table: where each row's interest is the stated one, it is the same."""
        if not self._periods.is_complete:
            return counting, paying
        if "none" in (counting.interest, paying.installment) or paying.rule.installment_by == "actual_periods":
            return counting if "none" in (counting.interest, paying.installment) else counting[:3], paying
        return counting[2:] if paying.rule.odd_period == "difference" else None, paying

    def _suspects(self) -> Iterator[tuple[Counting, Paying]]:
        for counting, misses in self._misses.items():
            loose = bool(misses) and bool(self._interest.misses(counting, loosely=True))
            if loose:
                continue
            for paying in self._payment.matching(counting):
                if not misses or "none" in (counting.interest, paying.installment):
                    yield counting, paying

    def _reproducing(self) -> Found | None:
        known: dict[object, Fit | None] = {}
        fits: list[Fit] = []
        ways: set[tuple[object, ...]] = set()
        number = 0
        for counting, paying in self._suspects():
            effect = self._effect(counting, paying)
            if effect not in known:
                if len(fits) >= _MOST_WALKED:
                    break
                known[effect] = fit = self._fit(self._candidate(counting, paying))
                if fit is not None:
                    fits.append(fit)
            if known[effect] is not None:
                number += 1
                ways.add((counting[:3], paying.rule))
        if not fits:
            return None
        return Found(fits[0], tuple(fits), number, len(ways) == 1, is_determined=True)

    def _by_own_installments(self) -> Found | None:
        """The installment as the table states it, where no formula gives it: the rest must follow to the last figure."""
        fits: list[Fit] = []
        ways: set[tuple[object, ...]] = set()
        for counting, misses in self._misses.items():
            if misses or len(fits) >= _MOST_WALKED:
                continue
            for paying in self._payment.usual(counting):
                if self._payment.own_installments(paying.rule) is None:
                    continue
                fit = self._fit(self._candidate(counting, paying, own=True))
                if fit is not None:
                    fits.append(fit)
                    ways.add((counting[:3], paying.rule))
        if not fits:
            return None
        return Found(fits[0], tuple(fits), len(fits), len(ways) == 1, is_determined=True)

    def _nearest(self) -> Found:
        """No convention reproduces the table.

        The one that the fewest rows contradict; among several the one whose first difference is latest, then the one
        with the fewest differing rows, then the default order.
        """
        fewest = min(len(misses) for misses in self._misses.values())
        near = [one for one, misses in self._misses.items() if len(misses) == fewest][:_NEAREST_COUNTINGS]
        best: Fit | None = None
        best_rank: tuple[int, int, int] | None = None
        odd: frozenset[int] = frozenset()
        best_misses: frozenset[int] = frozenset()
        for counting, candidate in self._near_candidates(near):
            schedule = compute_schedule(candidate)
            differing = differing_rows(self._stated, schedule.rows)
            if not differing:
                fit = Fit(candidate, schedule, None)
                return Found(fit, (fit,), 1, is_certain=False, is_determined=True)
            contradicting = self._contradicting(counting, schedule)
            rank = (len(contradicting), -differing[0], len(differing))
            if best_rank is None or rank < best_rank:
                best, best_rank, odd = Fit(candidate, schedule, differing[0]), rank, contradicting
                best_misses = self._misses[counting]
        assert best is not None
        left_open = tuple(
            Open(index, "interest" if index in best_misses else "payment")
            for index in sorted(odd)
            if index < len(self._stated)
        )
        proved = self._is_proved(best.terms, odd)
        return Found(best, (), 0, is_certain=False, is_determined=proved, left_open=left_open)

    def _near_candidates(self, near: Sequence[Counting]) -> Iterator[tuple[Counting, Terms]]:
        count = 0
        for counting in near:
            matching = self._payment.of_one_effect(self._payment.matching(counting))
            for paying in matching or self._payment.usual(counting):
                yield counting, self._candidate(counting, paying)
                count += 1
            if not matching:
                for paying in self._payment.usual(counting):
                    if self._payment.own_installments(paying.rule) is not None:
                        yield counting, self._candidate(counting, paying, own=True)
                        count += 1
            if count >= _MOST_COMPARED:
                return

    def _contradicting(self, counting: Counting, schedule: Schedule) -> frozenset[int]:
        """The rows that do not follow from the one before: another interest, or (but for the last) another payment."""
        if not self._periods.checkable:
            return frozenset(differing_rows(self._stated, schedule.rows))
        rows = zip(self._stated[:-1], schedule.rows, strict=False)
        other = {index for index, (one, ours) in enumerate(rows) if one.payment != ours.payment}
        broken_sums = {index for index, row in enumerate(self._stated) if row.payment != row.principal + row.interest}
        return self._misses[counting] | other | broken_sums

    def _is_proved(self, terms: Terms, odd: frozenset[int]) -> bool:
        """Whether all rows but a few follow from the convention, among them one of each kind that is odd."""
        rows = len(self._stated)
        if len(odd) > max(1, rows // _A_FEW) or rows - len(odd) < 2:
            return False
        broken = self._periods.broken_rows
        if odd & broken and broken <= odd:
            return False
        regular = self._interest.first_is_regular and terms.first_period is None
        return 0 not in odd or (regular and 0 not in broken)
