"""Audit: does the lender's table follow from its terms (DESIGN section 8, `audit`)?

The computed rows never chain from stated ones. Several conventions may reproduce an honest table; words on a screen
name a convention only when `also_fits` is 0.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Final, Literal

from msgspec import Struct

from borrower_app.lending.arithmetic_check import Contradiction, arithmetic_errors, come_from_display
from borrower_app.lending.conventions import Fit, Unknown, differing_rows, search
from borrower_app.lending.money import exponent
from borrower_app.lending.schedule import Schedule, ScheduleRow, rounding_units
from borrower_app.lending.terms import DayCount, Rounding, Terms

Reason = Literal["terms_unknown", "no_rows", "starts_late"]
Field = Literal["n", "due", "interest", "principal", "payment", "prepaid", "balance"]
Figure = int | datetime.date | None

FIELDS: Final[tuple[Field, ...]] = ("n", "due", "interest", "principal", "payment", "prepaid", "balance")


_ALL_UNKNOWN: Final = Unknown()


class Convention(Struct, frozen=True):
    """How the lender counts. `disbursed_on` is given where a short or long first period counts as a whole one."""

    day_count: DayCount
    rounding: Rounding
    disbursed_on: datetime.date | None = None


class Difference(Struct, frozen=True):
    """The first odd figure; None for a figure of a row that one of the tables does not have."""

    n: int
    field: Field
    stated: Figure
    computed: Figure


class AuditResult(Struct, frozen=True):
    """What the audit found. `agrees` is None where nothing could be checked; `reason` then says why.

    `costs_more` is what the stated payments from the first odd row on exceed the computed ones by (None: no odd row).
    Amounts are counted as the rows count them, normally in minor units.
    """

    agrees: bool | None
    reason: Reason | None = None
    convention: Convention | None = None
    also_fits: int = 0
    first_difference: Difference | None = None
    differences: int = 0
    arithmetic_errors: tuple[Contradiction, ...] = ()
    costs_more: int | None = None
    computed: Schedule | None = None


def audit(
    terms: Terms | None,
    rows: Sequence[ScheduleRow],
    unknown: Unknown = _ALL_UNKNOWN,
    *,
    principal: int | None = None,
) -> AuditResult:
    """Check a stated table; its amounts are in minor units (or in the finer unit that the terms' rounding names).

    `unknown` says which conventions the terms leave open. `terms` is None where they are not known; the arithmetic is
    checked all the same, with the loan's `principal` if at least that is known.
    """
    if not rows:
        return AuditResult(None, "no_rows")
    complete = rows[0].n == 1
    if terms is None or not complete:
        reason: Reason = "terms_unknown" if terms is None else "starts_late"
        return AuditResult(None, reason, arithmetic_errors=arithmetic_errors(rows, principal if complete else None))
    fits = search(terms, unknown, rows)
    best = fits[0]
    scale = 10 ** (best.schedule.decimals - exponent(terms.currency))
    errors = arithmetic_errors(rows, terms.principal.minor * scale)
    if best.first_difference is None:
        if errors and any(_shows_rounded(fit, rows, errors) for fit in fits):
            errors = ()
        convention = _convention(best.terms, terms)
        return AuditResult(
            not errors, None, convention, len(fits) - 1, arithmetic_errors=errors, computed=best.schedule
        )
    return _disagreement(best, best.first_difference, rows, errors)


def _shows_rounded(fit: Fit, rows: Sequence[ScheduleRow], errors: Sequence[Contradiction]) -> bool:
    """Whether the convention keeps full precision and the faults are no more than its shown unit can cause."""
    rounding = fit.terms.rounding
    if "none" not in (rounding.installment, rounding.interest):
        return False
    unit = rounding_units(fit.terms)[1]
    return come_from_display(errors, len(rows), int(unit.scaleb(fit.schedule.decimals)))


def _convention(found: Terms, given: Terms) -> Convention:
    moved = found.disbursed_on != given.disbursed_on
    return Convention(found.day_count, found.rounding, found.disbursed_on if moved else None)


def _disagreement(best: Fit, index: int, rows: Sequence[ScheduleRow], errors: tuple[Contradiction, ...]) -> AuditResult:
    computed = best.schedule.rows
    return AuditResult(
        False,
        first_difference=_first_field(index, rows, computed),
        differences=len(differing_rows(rows, computed)),
        arithmetic_errors=errors,
        costs_more=sum(row.payment for row in rows[index:]) - sum(row.payment for row in computed[index:]),
        computed=best.schedule,
    )


def _first_field(index: int, stated: Sequence[ScheduleRow], computed: Sequence[ScheduleRow]) -> Difference:
    if index >= len(stated):
        return Difference(computed[index].n, "n", None, computed[index].n)
    if index >= len(computed):
        return Difference(stated[index].n, "n", stated[index].n, None)
    field = next(name for name in FIELDS if getattr(stated[index], name) != getattr(computed[index], name))
    return Difference(computed[index].n, field, getattr(stated[index], field), getattr(computed[index], field))
