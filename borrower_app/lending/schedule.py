"""The repayment schedule of a loan, computed exactly from its terms (DESIGN sections 3 and 8).

It is a check of the lender's table, never its replacement.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct

from borrower_app.lending.columns import RoundingTo
from borrower_app.lending.money import LARGEST, Money, exponent
from borrower_app.lending.rounding import Mode, divide, to_multiple
from borrower_app.lending.terms import Terms, TermsError, minor_unit
from borrower_app.lending.walk import Walk

FULL_PRECISION: Final = 30  # decimals kept where a rounding mode is `none`

_GUARD: Final = 8  # the last decimals of these: grains that add up must not turn an exact half into less than a half
_GROWS: Final = (
    "the installment does not cover the interest and the loan grows without end; "
    "correct annual_rate, rounding or stated_installment."
)


class ScheduleRow(Struct, frozen=True, gc=False):
    """One installment. Amounts count 10^-decimals of the schedule; the balance is after payment and prepayment."""

    n: int
    due: datetime.date
    principal: int
    interest: int
    payment: int
    prepaid: int
    balance: int


class Schedule(Struct, frozen=True):
    """A computed table. Amounts are whole numbers of 10^-`decimals` of the currency's major unit.

    `decimals` is the currency's exponent (so amounts are minor units) unless the terms round to something finer.
    """

    currency: str
    decimals: int
    installment: int
    total_interest: int
    total_paid: int
    rows: tuple[ScheduleRow, ...]

    def money(self, amount: int) -> Money:
        """An amount of this table as Money; half-up to the minor unit where the table is finer."""
        return Money(divide(amount, 10 ** (self.decimals - exponent(self.currency)), "half_up"), self.currency)


def _decimals(value: Decimal) -> int:
    power = value.normalize().as_tuple().exponent
    return max(0, -power) if isinstance(power, int) else 0


def rounding_units(terms: Terms) -> tuple[Decimal, Decimal]:
    """The units, in major units of the currency, to which the installment and the interest are rounded."""
    smallest = minor_unit(terms.currency)
    rounding = terms.rounding
    return (
        smallest if rounding.installment_unit is None else rounding.installment_unit,
        smallest if rounding.unit is None else rounding.unit,
    )


def shown_decimals(terms: Terms) -> int:
    """The decimals of every amount of these terms' schedule."""
    return max(exponent(terms.currency), *map(_decimals, rounding_units(terms)))


def growing_row(rows: Sequence[ScheduleRow]) -> ScheduleRow | None:
    """The first row whose payment is less than its interest, so that the debt grows; None where there is none."""
    return next((row for row in rows if row.principal < 0), None)


def compute_schedule(terms: Terms, limit: int | None = None) -> Schedule:
    """The table of these terms, or only its first `limit` rows (the totals then cover these rows).

    Raises TermsError when the balance grows without end because the payment does not cover the interest.
    """
    smallest = exponent(terms.currency)
    rounding = terms.rounding
    installment_unit, unit = rounding_units(terms)
    decimals = max(smallest, _decimals(unit), _decimals(installment_unit))
    whole = "none" not in (rounding.installment, rounding.interest)
    grain = decimals if whole else FULL_PRECISION

    def rounding_to(mode: Mode, of: Decimal) -> RoundingTo:
        if mode == "none":
            return RoundingTo(mode, 1)
        return RoundingTo(mode, int(of.scaleb(grain)), 1 if whole else 10**_GUARD)

    walk = Walk(
        terms,
        10 ** (grain - smallest),
        rounding_to(rounding.installment, installment_unit),
        rounding_to(rounding.interest, unit),
    )
    walk.run(limit)
    columns = walk.columns
    if max(columns.balances) > LARGEST * 10 ** (3 + grain - smallest):
        raise TermsError(_GROWS)
    interest = sum(columns.interests)
    paid = interest + sum(columns.principals) + sum(columns.prepaid)
    installment = columns.payments[0] if walk.installment is None else walk.installment
    lists = [columns.principals, columns.interests, columns.payments, columns.prepaid, columns.balances]
    if not whole:
        shown, coarser = int(unit.scaleb(decimals)), 10 ** (grain - decimals - _GUARD)

        def show(amount: int) -> int:
            return to_multiple(divide(amount, 10**_GUARD, "half_even"), coarser, shown, "half_up")

        lists = [[show(amount) for amount in column] for column in lists]
        installment, interest, paid = show(installment), show(interest), show(paid)
    rows = tuple(map(ScheduleRow, range(1, len(columns.balances) + 1), terms.dues, *lists))
    return Schedule(terms.currency, decimals, installment, interest, paid, rows)
