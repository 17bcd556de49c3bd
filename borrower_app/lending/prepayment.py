"""Prepayment what-if: what an amount paid before it is due saves, with a shorter term and with a lower installment."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from borrower_app.lending.calendar import step
from borrower_app.lending.money import Money
from borrower_app.lending.schedule import Schedule, compute_schedule
from borrower_app.lending.terms import Effect, Prepayment, Terms, TermsError


class PlannedAmount(Struct, frozen=True):
    """An amount the borrower thinks of paying on a day."""

    on: datetime.date
    amount: Money


class PrepaymentOutcome(Struct, frozen=True):
    """One way to prepay against not prepaying. `next_payment` is the row due after the first amount (None: repaid).

    `prepaid` is what was paid early in all: an amount above the balance is cut to it.
    """

    effect: Effect
    saved_interest: Money
    ends_on: datetime.date
    next_payment: Money | None
    prepaid: Money


class WhatIf(Struct, frozen=True):
    """Both ways side by side, and the table as it stands without the amounts."""

    as_it_stands: Schedule
    next_payment_as_it_stands: Money | None
    shorter_term: PrepaymentOutcome
    lower_installment: PrepaymentOutcome


def every_year(first_on: datetime.date, amount: Money, times: int) -> tuple[PlannedAmount, ...]:
    """The same amount on the same day of `times` years; 29 February becomes 28 where the year has none."""
    return tuple(PlannedAmount(step(first_on, "year", year), amount) for year in range(times))


def compare_prepayments(terms: Terms, planned: Sequence[PlannedAmount]) -> WhatIf:
    """Compute the loan without the planned amounts and with them, once for each effect.

    The terms' own prepayments stay. Raises TermsError for a day before the payout, another currency, or no amount.
    """
    if not planned:
        raise TermsError("prepayments must hold at least one amount; add one.")
    before = compute_schedule(terms)
    first_on = min(one.on for one in planned)
    prepaid_before = sum(row.prepaid for row in before.rows)

    def outcome(effect: Effect) -> PrepaymentOutcome:
        added = tuple(Prepayment(one.on, one.amount, effect) for one in planned)
        after = compute_schedule(msgspec.structs.replace(terms, prepayments=terms.prepayments + added))
        return PrepaymentOutcome(
            effect,
            before.money(before.total_interest - after.total_interest),
            after.rows[-1].due,
            payment_after(after, first_on),
            after.money(sum(row.prepaid for row in after.rows) - prepaid_before),
        )

    return WhatIf(before, payment_after(before, first_on), outcome("shorter_term"), outcome("lower_installment"))


def payment_after(schedule: Schedule, day: datetime.date) -> Money | None:
    """The payment of the first row due after a day; None where the loan is repaid by then."""
    return next((schedule.money(row.payment) for row in schedule.rows if row.due > day), None)
