"""The sandbox lender's amortisation by equal installments: rate changes and amounts paid early, row after row.

Rules (DESIGN section 8): a month's interest is split by days at whatever happens inside it; an amount paid early on a
due date comes after that row. The payment is computed anew for the first row after a rate change or an amount that
lowers it; an amount that shortens the term leaves the payment and, by it, ends the loan sooner.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from borrower_app.records.loan import PaidEarly
from borrower_app.sandbox.stories.parts.story_day import add_months

Parts = tuple[int, int, int]
"""Principal, interest and balance of one row, in minor units."""


class EqualInstallments:
    """One walk through a table, or through the rest of one.

    `since` is the day from which interest runs and `balance` the principal owed on it (minor units). `number` is the
    first row's number in the table that began on `first_due_on`; `payment` the equal payment so far (None: to be
    computed for that row). Rates are per cent a year.
    """

    def __init__(
        self,
        *,
        balance: int,
        annual_rate: str,
        count: int,
        since: dt.date,
        first_due_on: dt.date,
        rate_changes: Sequence[tuple[dt.date, str]] = (),
        prepayments: Sequence[PaidEarly] = (),
        number: int = 1,
        payment: int | None = None,
    ) -> None:
        self._balance = balance
        self._rate = Fraction(annual_rate)
        self._end = self._count = count
        self._since = since
        self._first_due = first_due_on
        self._changes = sorted(rate_changes)
        self._early = sorted(prepayments, key=lambda one: one.on)
        self._number = number
        self._payment = payment or 0
        self._is_stale = payment is None
        self._is_shortened = False

    def parts(self) -> Iterator[Parts]:
        """The rows from the first one to the one that repays the loan."""
        for number in range(self._number, self._count + 1):
            yield self._row(number, add_months(self._first_due, number - 1))
            if self._balance == 0:
                return

    def _row(self, number: int, due: dt.date) -> Parts:
        early = [one for one in self._early if one.on <= due and (one.on > self._since or number == self._number)]
        inside = [one for one in early if one.on < due]
        changes = [(on, Fraction(rate)) for on, rate in self._changes if self._since <= on < due]
        renews = self._is_stale or bool(changes) or any(one.effect == "lower_installment" for one in inside)
        if renews and self._is_shortened:
            self._end = self._end_as_it_stands(number)
            self._is_shortened = False
        exact, kept_exact, kept = self._accrue(due, changes, inside)
        if renews:
            self._payment = _installment(kept + kept_exact, self._rate / 1200, self._end - number)
            self._is_stale = False
        interest = half_up(exact)
        principal = self._payment - interest
        if number == self._end or principal >= self._balance or self._balance == 0:
            principal = self._balance
        self._balance -= principal
        for one in early[len(inside) :]:
            self._balance -= min(one.amount.minor, self._balance)
            self._is_stale = self._is_stale or one.effect == "lower_installment"
            self._is_shortened = self._is_shortened or one.effect == "shorter_term"
        self._since = due
        return principal, interest, self._balance

    def _accrue(
        self, due: dt.date, changes: list[tuple[dt.date, Fraction]], inside: list[PaidEarly]
    ) -> tuple[Fraction, Fraction, int]:
        """The row's exact interest; interest and balance as if no amount had come that shortens the term.

        The payment is computed from the second pair: what shortens the term must not lower it.
        """
        whole = (due - self._since).days
        exact = kept_exact = Fraction(0)
        kept, reached = self._balance, self._since
        for on in sorted({on for on, _ in changes} | {one.on for one in inside} | {due}):
            share = Fraction(max(0, (on - reached).days), whole) * self._rate / 1200
            exact += self._balance * share
            kept_exact += kept * share
            reached = max(reached, on)
            self._rate = next((rate for day, rate in changes if day == on), self._rate)
            for one in inside:
                if one.on == on:
                    amount = min(one.amount.minor, self._balance)
                    self._balance -= amount
                    if one.effect == "lower_installment":
                        kept -= amount
                    else:
                        self._is_shortened = True
        return exact, kept_exact, kept

    def _end_as_it_stands(self, number: int) -> int:
        """The row that repays the loan when everything goes on as it is now."""
        balance = self._balance
        for row in range(number, self._end):
            principal = self._payment - half_up(balance * self._rate / 1200)
            if principal >= balance:
                return row
            balance -= principal
        return self._end


def _installment(owed: Fraction, month: Fraction, further: int) -> int:
    """The equal payment of a row, before which `owed` is owed with its interest, and of `further` rows after it."""
    with localcontext() as context:
        context.prec = 60
        growth = 1 + Decimal(month.numerator) / Decimal(month.denominator)
        value = discount = Decimal(1)
        for _ in range(further):
            discount /= growth
            value += discount
        return half_up(Decimal(owed.numerator) / Decimal(owed.denominator) / value)


def half_up(amount: Decimal | Fraction) -> int:
    """An amount of minor units (never negative), rounded half-up."""
    if isinstance(amount, Decimal):
        return int(amount.to_integral_value(ROUND_HALF_UP))
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)
