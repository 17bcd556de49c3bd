"""Audit: does the lender's table follow from its terms (DESIGN section 8, `audit`)?

The computed rows never chain from stated ones. Several conventions may reproduce an honest table; words on a screen
name a convention only when `also_fits` is 0.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct

from borrower_app.lending.arithmetic_check import Contradiction, arithmetic_errors, come_from_display
from borrower_app.lending.calendar import month_length, step, step_to_day
from borrower_app.lending.conventions import Fit, Found, Open, Unknown, differing_rows, search
from borrower_app.lending.money import Money, exponent
from borrower_app.lending.period_rules import BrokenPeriod, FirstPeriod, PaymentRule, RenewedInstallment
from borrower_app.lending.schedule import Schedule, ScheduleRow, rounding_units
from borrower_app.lending.terms import DayCount, Rounding, Terms

Reason = Literal["terms_unknown", "no_rows", "starts_late"]
Field = Literal["n", "due", "interest", "principal", "payment", "prepaid", "balance"]
Figure = int | datetime.date | None

FIELDS: Final[tuple[Field, ...]] = ("n", "due", "interest", "principal", "payment", "prepaid", "balance")


_ALL_UNKNOWN: Final = Unknown()


class Convention(Struct, frozen=True):
    """How the lender counts; beside the terms it gives the table. None or empty: nothing but what the terms say.

    `disbursed_on` is given where a short or long first period counts as a whole one: the same for readers that do not
    know `first_period`. `stated_installment` and `renewed_installments` were taken from the table, where no formula
    gives them; `due_day` was, where its due dates come back to a day that the first month did not have.
    """

    day_count: DayCount
    rounding: Rounding
    disbursed_on: datetime.date | None = None
    first_period: FirstPeriod | None = None
    broken_period: BrokenPeriod | None = None
    payment_rule: PaymentRule | None = None
    stated_installment: Money | None = None
    renewed_installments: tuple[RenewedInstallment, ...] = ()
    due_day: int | None = None


class Difference(Struct, frozen=True):
    """The first odd figure; None for a figure of a row that one of the tables does not have."""

    n: int
    field: Field
    stated: Figure
    computed: Figure


class AuditResult(Struct, frozen=True):
    """What the audit found. `agrees` is None where nothing could be checked; `reason` then says why.

    `costs_more` is what the stated payments from the first odd row on exceed the computed ones by (None: no odd row).
    It says that too much is paid only where `is_determined`: all rows but a few prove the convention compared with.
    `counts_days_so`: every convention that fits counts days and periods as this one, so that it may be named.
    `counted_by`: the terms with the convention that the table was compared with; `to_ask`: what contradicts it.
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
    is_determined: bool = False
    counts_days_so: bool = False
    counted_by: Terms | None = None
    to_ask: tuple[Open, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether figures do not follow in any way of counting, so that none can be called wrong, only asked about."""
        first = self.first_difference
        return first is not None and not self.is_determined and bool(self.to_ask) and first.field not in ("n", "due")


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
    dated = _with_due_day_of_table(terms, rows)
    found = search(dated, unknown, rows)
    best = found.best
    scale = 10 ** (best.schedule.decimals - exponent(terms.currency))
    errors = arithmetic_errors(rows, terms.principal.minor * scale)
    if best.first_difference is not None:
        return _disagreement(found, best.first_difference, rows, errors)
    if errors and any(_shows_rounded(fit, rows, errors) for fit in found.fits):
        errors = ()
    return AuditResult(
        not errors,
        None,
        _convention(best.terms, terms),
        found.number - 1,
        arithmetic_errors=errors,
        computed=best.schedule,
        is_determined=True,
        counts_days_so=found.is_certain,
        counted_by=best.terms,
    )


def _with_due_day_of_table(terms: Terms, rows: Sequence[ScheduleRow]) -> Terms:
    """Where the first due date is the last day of a short month, the table says to which day the others come back."""
    first = terms.first_due
    if terms.due_day is not None or terms.period.unit not in ("month", "year") or first.day != month_length(first):
        return terms
    stated = tuple(row.due for row in rows[: terms.number_of_installments])
    for day in range(max(29, first.day + 1), 32):
        dated = msgspec.structs.replace(terms, first_due_on=first, due_day=day)
        if stated != terms.dues[: len(stated)] and stated == dated.dues[: len(stated)]:
            return dated
    return terms


def _shows_rounded(fit: Fit, rows: Sequence[ScheduleRow], errors: Sequence[Contradiction]) -> bool:
    """Whether the convention keeps full precision and the faults are no more than its shown unit can cause."""
    rounding = fit.terms.rounding
    if "none" not in (rounding.installment, rounding.interest):
        return False
    unit = rounding_units(fit.terms)[1]
    return come_from_display(errors, len(rows), int(unit.scaleb(fit.schedule.decimals)))


def _convention(found: Terms, given: Terms) -> Convention:
    """What was found, without what the terms said themselves."""

    def new(name: str) -> Any:
        value = getattr(found, name)
        return value if value != getattr(given, name) else None

    return Convention(
        found.day_count,
        found.rounding,
        _whole_start(found, given),
        new("first_period"),
        new("broken_period"),
        new("payment_rule"),
        new("stated_installment"),
        new("renewed_installments") or (),
        new("due_day"),
    )


def _whole_start(found: Terms, given: Terms) -> datetime.date | None:
    """The payout day one period before the first due date, where an odd first period was found to count as a whole."""
    if found.first_period is None or given.first_period is not None:
        return None
    if not (found.first_period == "whole" or (found.first_period == "twelfth" and found.day_count == "30/360")):
        return None
    first, period = found.first_due, found.period
    whole = step_to_day(first, period.unit, -period.every, found.due_day)
    events = [*(one.on for one in given.prepayments), *(one.on for one in given.rate_changes)]
    odd = step(given.disbursed_on, period.unit, period.every) != first and whole != given.disbursed_on
    return whole if odd and all(on >= max(whole, given.disbursed_on) for on in events) else None


def _disagreement(
    found: Found, index: int, rows: Sequence[ScheduleRow], errors: tuple[Contradiction, ...]
) -> AuditResult:
    best = found.best
    computed = best.schedule.rows
    return AuditResult(
        False,
        first_difference=_first_field(index, rows, computed),
        differences=len(differing_rows(rows, computed)),
        arithmetic_errors=errors,
        costs_more=sum(row.payment for row in rows[index:]) - sum(row.payment for row in computed[index:]),
        computed=best.schedule,
        is_determined=found.is_determined,
        counted_by=best.terms,
        to_ask=found.left_open,
    )


def _first_field(index: int, stated: Sequence[ScheduleRow], computed: Sequence[ScheduleRow]) -> Difference:
    if index >= len(stated):
        return Difference(computed[index].n, "n", None, computed[index].n)
    if index >= len(computed):
        return Difference(stated[index].n, "n", stated[index].n, None)
    field = next(name for name in FIELDS if getattr(stated[index], name) != getattr(computed[index], name))
    return Difference(computed[index].n, field, getattr(stated[index], field), getattr(computed[index], field))
