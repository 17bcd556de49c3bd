"""Hardship what-if: what a pause of principal, a longer term or another due day does to payment, end and interest.

Each function turns the rest of a loan into other terms; `compare_terms` shows the difference. Whether a lender grants
it is the lender's word, not ours.
"""

from __future__ import annotations

import datetime

import msgspec
from msgspec import Struct

from borrower_app.lending.calendar import step
from borrower_app.lending.money import Money
from borrower_app.lending.schedule import Schedule, compute_schedule
from borrower_app.lending.terms import Grace, RateStep, Terms, TermsError


class HardshipChange(Struct, frozen=True):
    """The rest of a loan as it stands against the rest as asked for; more interest is positive."""

    first_payment_before: Money
    first_payment_after: Money
    ends_on_before: datetime.date
    ends_on_after: datetime.date
    more_interest: Money
    after: Schedule


def rest_of_loan(terms: Terms, paid_rows: int) -> Terms:
    """The terms of what is left after a number of paid rows, running from the last paid due date.

    The payment in force goes on; due days follow the next row's day (of 31, clamped to 28, 28 stays). Raises
    TermsError where nothing is left or the method is flat, whose interest is on the first principal.
    """
    schedule = compute_schedule(terms)
    if not 0 < paid_rows < len(schedule.rows):
        raise TermsError("paid rows must be at least one and leave at least one; correct the number.")
    if terms.method == "flat":
        raise TermsError("a flat loan has no rest that runs by its own balance; ask the lender for the figures.")
    last, following = schedule.rows[paid_rows - 1], schedule.rows[paid_rows]
    rate = terms.annual_rate
    for change in sorted(terms.rate_changes, key=lambda one: one.on):
        rate = change.annual_rate if change.on <= last.due else rate
    in_grace = max(0, terms.grace.principal_periods - paid_rows)
    equal = terms.method == "equal_installment" and terms.fixed_principal is None and not in_grace
    quiet = not any(one.on > last.due for one in terms.prepayments)
    changes_first = any(last.due < one.on < following.due for one in terms.rate_changes)
    keeps = equal and quiet and not changes_first and paid_rows + 1 < len(schedule.rows)
    return msgspec.structs.replace(
        terms,
        principal=schedule.money(last.balance),
        annual_rate=rate,
        number_of_installments=len(schedule.rows) - paid_rows,
        disbursed_on=last.due,
        first_due_on=following.due,
        first_period=None,
        payment_rule=terms.payment_rule or (terms.how_paid if terms.first_period else None),
        renewed_installments=tuple(one for one in terms.renewed_installments if one.on > following.due),
        rate_changes=tuple(RateStep(c.on, c.annual_rate) for c in terms.rate_changes if c.on > last.due),
        prepayments=tuple(one for one in terms.prepayments if one.on > last.due),
        grace=Grace(in_grace, 0),
        stated_installment=schedule.money(following.payment) if keeps else None,
    )


def pause_principal(rest: Terms, periods: int, *, extends: bool) -> Terms:
    """Only interest for some rows; the term grows by them, or the later payments do."""
    number = rest.number_of_installments + (periods if extends else 0)
    grace = Grace(rest.grace.principal_periods + periods, rest.grace.interest_periods)
    return msgspec.structs.replace(rest, number_of_installments=number, grace=grace, stated_installment=None)


def extend_term(rest: Terms, more_installments: int) -> Terms:
    """The same balance over more rows, the payment computed anew."""
    number = rest.number_of_installments + more_installments
    return msgspec.structs.replace(rest, number_of_installments=number, stated_installment=None)


def move_due_day(rest: Terms, day: int) -> Terms:
    """Another day of the month: the next due date moves to the first such day on or after it.

    Raises TermsError for a period that is not of months, or a day outside 1 to 28.
    """
    if rest.period.unit != "month" or not 1 <= day <= 28:
        raise TermsError("a due day can be moved to 1 to 28, for monthly payments only; choose such a day.")
    due = rest.first_due
    moved = due.replace(day=day)
    if moved < due:
        moved = step(moved, "month", 1)
    return msgspec.structs.replace(rest, first_due_on=moved, due_day=None)


def compare_terms(rest: Terms, asked: Terms) -> HardshipChange:
    """The difference between two ways to repay the same rest."""
    before, after = compute_schedule(rest), compute_schedule(asked)
    return HardshipChange(
        before.money(before.rows[0].payment),
        after.money(after.rows[0].payment),
        before.rows[-1].due,
        after.rows[-1].due,
        after.money(after.total_interest - before.total_interest),
        after,
    )
