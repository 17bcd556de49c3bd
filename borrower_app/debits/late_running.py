"""The penalty interest that has grown so far: the lender's own figure first, and our check of it by the clause.

Which day the penalty starts to run on is in no record. So the total is given only where it is the same either way, or
where the lender's own figures show which one the lender uses; otherwise both ends are given.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final, Literal

from msgspec import Struct

from borrower_app.lending.late_cost import PenaltyClause, penalty_per_day, running_penalty
from borrower_app.lending.money import Money
from borrower_app.lending.rounding import divide
from borrower_app.records.loan import LateTerms

Start = Literal["due_date", "end_of_grace"]
_STARTS: Final[tuple[Start, ...]] = ("due_date", "end_of_grace")


class OverdueRow(Struct, frozen=True, kw_only=True):
    """An installment past its due date: what of it is still owed (without penalty), and the penalty stated for it."""

    due: dt.date
    owed: Money
    stated_penalty: Money | None = None


class RunningPenalty(Struct, frozen=True, kw_only=True):
    """Penalty interest of overdue installments on one calendar date.

    `a_day` is one day's penalty, rounded once over all rows; None where rate or day basis was not told. `least` and
    `most` are the total by the clause up to `today`, equal where the start is certain. `stated` is the lender's own
    total as of `stated_on`, None where a row has none. `agrees`: whether the clause gives the stated figure, None where
    there is nothing to compare.
    """

    a_day: Money | None = None
    least: Money | None = None
    most: Money | None = None
    stated: Money | None = None
    stated_on: dt.date | None = None
    agrees: bool | None = None


def clause_of(terms: LateTerms, start: Start = "due_date") -> PenaltyClause | None:
    """The penalty clause as it can be computed; None where rate, day basis or grace was not told."""
    if terms.penalty_annual_rate is None or terms.penalty_day_basis is None or terms.grace_days is None:
        return None
    try:
        rate = Decimal(terms.penalty_annual_rate)
        return PenaltyClause(rate, terms.penalty_day_basis, terms.grace_days, start)
    except (InvalidOperation, ValueError):
        return None


def one_day(terms: LateTerms | None, owed: Money | None) -> Money | None:
    """One day's penalty half-up to the minor unit; None where the contract leaves rate or day basis out."""
    if terms is None or owed is None or terms.penalty_annual_rate is None or terms.penalty_day_basis is None:
        return None
    try:
        clause = PenaltyClause(Decimal(terms.penalty_annual_rate), terms.penalty_day_basis)
    except (InvalidOperation, ValueError):
        return None
    exact: Fraction = penalty_per_day(owed, clause)
    return Money(divide(exact.numerator, exact.denominator, "half_up"), owed.currency)


def running(
    terms: LateTerms, rows: tuple[OverdueRow, ...], today: dt.date, stated_on: dt.date | None
) -> RunningPenalty | None:
    """The penalty of `rows` on `today` (calendar dates in the lender's zone); None where nothing is overdue.

    `stated_on` is the date for which the table states its penalties.
    """
    late = tuple(row for row in rows if row.due < today and row.owed.minor > 0)
    if not late:
        return None
    stated = None
    if all(row.stated_penalty is not None for row in late):
        stated = _sum(late, [row.stated_penalty for row in late if row.stated_penalty is not None])
    fitting = _fitting_starts(terms, late, stated_on if stated is not None else None)
    totals = sorted(
        (total for start in fitting or _STARTS if (total := _total(terms, late, today, start)) is not None),
        key=lambda total: total.minor,
    )
    compared = stated is not None and stated_on is not None and bool(totals)
    return RunningPenalty(
        a_day=one_day(terms, _sum(late, [row.owed for row in late])),
        least=totals[0] if totals else None,
        most=totals[-1] if totals else None,
        stated=stated,
        stated_on=stated_on if stated is not None else None,
        agrees=bool(fitting) if compared else None,
    )


def _fitting_starts(terms: LateTerms, late: tuple[OverdueRow, ...], stated_on: dt.date | None) -> list[Start]:
    """The starts with which the clause gives every figure that the lender states."""
    if stated_on is None:
        return []
    found: list[Start] = []
    for start in _STARTS:
        clause = clause_of(terms, start)
        if clause is not None and all(
            row.stated_penalty == running_penalty(row.owed, row.due, max(stated_on, row.due), clause) for row in late
        ):
            found.append(start)
    return found


def _total(terms: LateTerms, late: tuple[OverdueRow, ...], today: dt.date, start: Start) -> Money | None:
    clause = clause_of(terms, start)
    if clause is None:
        return None
    return _sum(late, [running_penalty(row.owed, row.due, today, clause) for row in late])


def _sum(late: tuple[OverdueRow, ...], amounts: list[Money]) -> Money:
    total = Money.zero(late[0].owed.currency)
    for amount in amounts:
        total = total + amount
    return total
