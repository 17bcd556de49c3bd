"""Conventions: the ways lenders round and count days, and the search for those that reproduce a stated table.

A candidate is a whole `Terms`. All of them are computed for a few rows first; only those that still agree are computed
further, so that the search over some hundred candidates costs little more than a few tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import msgspec
from msgspec import Struct

from borrower_app.lending.calendar import step
from borrower_app.lending.rounding import MODES
from borrower_app.lending.schedule import Schedule, ScheduleRow, compute_schedule
from borrower_app.lending.terms import DAY_COUNTS, DayCount, Rounding, Terms, minor_unit

_STAGES: Final = (3, 24)
_MOST_COMPARED: Final = 24


class Unknown(Struct, frozen=True):
    """What the terms do not say and the audit may search: True = search, False = the terms are taken as they are."""

    day_count: bool = True
    installment: bool = True
    installment_unit: bool = True
    interest: bool = True
    first_period: bool = True


class Fit(Struct, frozen=True):
    """A candidate with its computed table and the index of its first row that differs (None: all rows agree)."""

    terms: Terms
    schedule: Schedule
    first_difference: int | None


def candidates(terms: Terms, unknown: Unknown) -> Iterator[Terms]:
    """All candidates, the default convention first; the installment's rounding varies fastest."""
    day_counts: tuple[DayCount, ...] = DAY_COUNTS if unknown.day_count else (terms.day_count,)
    roundings = tuple(_roundings(terms, unknown))
    for start in _starts(terms, unknown):
        for day_count in day_counts:
            for rounding in roundings:
                yield msgspec.structs.replace(start, day_count=day_count, rounding=rounding)


def _starts(terms: Terms, unknown: Unknown) -> Iterator[Terms]:
    """The first period by its days; and, where it is shorter or longer than the others, counted as a whole one."""
    yield terms
    first = terms.first_due
    whole = step(first, terms.period.unit, -terms.period.every)
    regular = step(terms.disbursed_on, terms.period.unit, terms.period.every) == first
    early = [one.on for one in terms.prepayments if one.on < whole]
    if unknown.first_period and not regular and whole != terms.disbursed_on and not early:
        yield msgspec.structs.replace(terms, disbursed_on=whole, first_due_on=first)


def _roundings(terms: Terms, unknown: Unknown) -> Iterator[Rounding]:
    given, smallest = terms.rounding, minor_unit(terms.currency)
    matters = terms.method not in ("interest_only", "bullet") and terms.fixed_principal is None
    interests = MODES if unknown.interest else (given.interest,)
    installments = MODES if unknown.installment and matters else (given.installment,)
    unit = smallest if given.unit is None else given.unit
    units: tuple[Decimal, ...] = (smallest if given.installment_unit is None else given.installment_unit,)
    if unknown.installment_unit and matters:
        units = (smallest, *(one for one in (Decimal("0.01"), Decimal("0.1"), Decimal(1)) if one > smallest))
    for interest in interests:
        for installment in installments:
            for installment_unit in units[:1] if installment == "none" else units:
                yield Rounding(installment, installment_unit, interest, unit)


def differing_rows(stated: Sequence[ScheduleRow], computed: Sequence[ScheduleRow]) -> list[int]:
    """The indexes of rows that are not the same in both tables, rows missing in one of them included."""
    shared = min(len(stated), len(computed))
    differing = [index for index in range(shared) if stated[index] != computed[index]]
    return differing + list(range(shared, max(len(stated), len(computed))))


def search(terms: Terms, unknown: Unknown, stated: Sequence[ScheduleRow]) -> list[Fit]:
    """All conventions that reproduce the table, default first.

    Where none does: the one whose first difference is latest; among several of these the one with the fewest differing
    rows, then the default order.
    """
    alive = list(candidates(terms, unknown))
    for limit in _STAGES:
        tried = [_try(candidate, stated, limit) for candidate in alive]
        agreeing = [fit.terms for fit in tried if fit.first_difference is None]
        if not agreeing:
            return [_nearest(tried, stated)]
        alive = agreeing
    tried = [_try(candidate, stated, None) for candidate in alive]
    return [fit for fit in tried if fit.first_difference is None] or [_nearest(tried, stated)]


def _try(candidate: Terms, stated: Sequence[ScheduleRow], limit: int | None) -> Fit:
    schedule = compute_schedule(candidate, limit)
    seen = stated if limit is None else stated[:limit]
    differing = differing_rows(seen, schedule.rows)
    return Fit(candidate, schedule, differing[0] if differing else None)


def _nearest(tried: Sequence[Fit], stated: Sequence[ScheduleRow]) -> Fit:
    latest = max(fit.first_difference or 0 for fit in tried)
    tied = [fit.terms for fit in tried if fit.first_difference == latest]
    if len(tied) > _MOST_COMPARED:
        opening = stated[: _STAGES[-1]]

        def differences_at_first(candidate: Terms) -> int:
            return len(differing_rows(opening, compute_schedule(candidate, len(opening)).rows))

        tied = sorted(tied, key=differences_at_first)[:_MOST_COMPARED]
    best: Fit | None = None
    fewest = 0
    for candidate in tied:
        schedule = compute_schedule(candidate)
        differing = differing_rows(stated, schedule.rows)
        if best is None or len(differing) < fewest:
            best, fewest = Fit(candidate, schedule, differing[0]), len(differing)
    assert best is not None
    return best
