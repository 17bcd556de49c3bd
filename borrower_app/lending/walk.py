"""The walk through a loan, row by row: rates that change, prepayments, grace, and the row that ends it.

Rows count from 0 here. Between two rows in which something happens the loops of `columns` run alone.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from fractions import Fraction
from itertools import repeat

from borrower_app.lending.columns import Columns, InterestRule, RoundingTo, add_equal_payments, add_equal_principals
from borrower_app.lending.installment import annuity, reduced
from borrower_app.lending.money import Money
from borrower_app.lending.terms import Prepayment, Terms, scaled_rate
from borrower_app.lending.year_fractions import RATE_SCALE, year_fractions


class Walk:
    """One computation. After `run` the columns hold the table and `installment` the first equal payment, if any."""

    def __init__(self, terms: Terms, grains_a_minor: int, installment: RoundingTo, interest: RoundingTo) -> None:
        self.columns = Columns()
        self.installment: int | None = None
        self._terms = terms
        self._grains_a_minor = grains_a_minor
        self._installment_rounding = installment
        self._interest_rounding = interest
        self._fractions = year_fractions(terms)
        self._balance = self._original = self._grains(terms.principal)
        self._end = terms.number_of_installments
        self._grace = terms.grace.principal_periods
        self._by_payment = terms.method == "equal_installment" and terms.fixed_principal is None
        self._part = 0  # the payment of a row, or its principal part
        self._stale = True
        self._shortened = False
        self._carried = 0
        self._accrued = Fraction(0)
        self._rate = scaled_rate(terms.annual_rate)
        self._changes: dict[int, list[tuple[datetime.date, int]]] = {}
        self._prepayments: dict[int, list[Prepayment]] = {}
        if terms.rate_changes or terms.prepayments:
            self._sort_events()

    def run(self, limit: int | None = None) -> None:
        """Compute the table, or only its first `limit` rows."""
        limit = self._terms.number_of_installments if limit is None else limit
        eventful = sorted({*self._changes, *self._prepayments, *self._rows_of_grace()}, reverse=True)
        row, alive = 0, True
        while alive and row < limit:
            while eventful and eventful[-1] < row:
                eventful.pop()
            quiet_until = min(limit, self._end - 1, eventful[-1] if eventful else limit)
            if not self._stale and quiet_until > row and self._terms.method != "bullet":
                self._balance = self._run_quiet(self.columns, row, quiet_until)
                row = len(self.columns.balances)
                if row == limit:
                    return
            alive = self._run_row(row)
            row += 1

    def _grains(self, amount: Money) -> int:
        return amount.minor * self._grains_a_minor

    def _rows_of_grace(self) -> range:
        grace = self._terms.grace
        longest = max(grace.principal_periods, grace.interest_periods)
        return range(longest + 1 if longest else 0)

    def _sort_events(self) -> None:
        dues = self._fractions.dues
        for change in sorted(self._terms.rate_changes, key=lambda one: one.on):
            rate = scaled_rate(change.annual_rate)
            if change.on <= self._terms.disbursed_on:
                self._rate = rate
            else:
                self._changes.setdefault(bisect_right(dues, change.on), []).append((change.on, rate))
        for prepayment in sorted(self._terms.prepayments, key=lambda one: one.on):
            self._prepayments.setdefault(bisect_left(dues, prepayment.on), []).append(prepayment)

    def _run_quiet(self, columns: Columns, row: int, until: int) -> int:
        rate, denominator = reduced(self._rate, self._fractions)
        numerators = self._fractions.numerators
        factors: Iterable[int]
        if row and self._fractions.even_after_first:
            factors = repeat(rate * numerators[row], until - row)
        else:
            factors = [rate * numerator for numerator in numerators[row:until]]
        interest_of = InterestRule(factors, denominator, self._interest_rounding)
        if self._by_payment:
            return add_equal_payments(columns, self._balance, self._part, interest_of)
        base = self._original if self._terms.method == "flat" else None
        return add_equal_principals(columns, self._balance, self._part, base, interest_of)

    def _run_row(self, row: int) -> bool:
        """One row in which something may happen; False when it was the last one."""
        terms, due = self._terms, self._fractions.dues[row]
        prepayments = self._prepayments.get(row, [])
        inside = [one for one in prepayments if one.on < due]
        self._plan_before_events(row, inside)
        exact, kept_exact, kept_balance, prepaid = self._accrue(row, inside)
        if self._stale:
            self._plan(row, kept_balance, kept_exact)
        balance = self._balance - prepaid
        own = self._interest_of(exact)
        principal = 0 if row < self._grace else self._part - own if self._by_payment else self._part
        if row == self._end - 1 or principal >= balance or balance == 0:
            principal = balance
        balance -= principal
        for one in prepayments[len(inside) :]:
            amount = min(self._grains(one.amount), balance)
            balance -= amount
            prepaid += amount
            self._note_effect(one)
        ends = balance == 0
        interest = self._interest_due(row, own, ends)
        self.columns.add(principal, interest, prepaid, balance)
        self._balance = balance
        return not ends and row < terms.number_of_installments - 1

    def _note_effect(self, prepayment: Prepayment) -> None:
        if prepayment.effect == "lower_installment":
            self._stale = True
        else:
            self._shortened = True

    def _plan_before_events(self, row: int, inside: list[Prepayment]) -> None:
        """A term shortened earlier is counted now, at the rate and payment that shortened it."""
        lowers = any(one.effect == "lower_installment" for one in inside)
        renews = self._stale or lowers or (row in self._changes and self._by_payment)
        if renews and self._shortened:
            self._end = self._end_as_it_stands(row)
            self._shortened = False
        self._stale = renews

    def _end_as_it_stands(self, row: int) -> int:
        start = max(row, self._grace)
        if not self._by_payment:
            rows = -(-self._balance // self._part) if self._part > 0 else self._end
            return max(row + 1, min(self._end, start + rows))
        trial = Columns()
        self._run_quiet(trial, start, self._end - 1)
        return max(row + 1, min(self._end, start + len(trial.balances) + 1))

    def _accrue(self, row: int, inside: list[Prepayment]) -> tuple[Fraction, Fraction, int, int]:
        """The row's exact interest; the same and the balance as if term-shortening amounts had not come; prepaid.

        The second pair is what the payment is computed from: an amount that shortens the term must not lower it.
        """
        rate_changes = self._changes.get(row, [])
        if not rate_changes and not inside:
            rate, denominator = reduced(self._rate, self._fractions)
            base = self._original if self._terms.method == "flat" else self._balance
            interest = Fraction(base * rate * self._fractions.numerators[row], denominator)
            return interest, interest, self._balance, 0
        exact = kept_exact = Fraction(0)
        balance = kept = self._balance
        start, due = self._fractions.opening(row), self._fractions.dues[row]
        days = sorted({day for day, _ in rate_changes} | {one.on for one in inside} | {due})
        for day in days:
            if day > start:
                factor = self._fractions.part(row, start, day) * Fraction(self._rate, RATE_SCALE)
                exact += balance * factor
                kept_exact += kept * factor
                start = day
            for changed_on, rate in rate_changes:
                if changed_on == day:
                    self._rate = rate
            for one in inside:
                if one.on == day:
                    amount = min(self._grains(one.amount), balance)
                    balance -= amount
                    if one.effect == "lower_installment":
                        kept -= amount
                    else:
                        self._shortened = True
        return exact, kept_exact, kept, self._balance - balance

    def _plan(self, row: int, balance: int, interest: Fraction) -> None:
        """The payment, or the principal part, of the rows from here on, from what is known by now."""
        self._stale = False
        terms, first = self._terms, row == 0
        start = max(row, self._grace)
        if terms.fixed_principal is not None:
            self._part = self._grains(terms.fixed_principal)
        elif terms.method in ("interest_only", "bullet"):
            self._part = 0
        elif not self._by_payment:
            if terms.stated_installment is not None:
                self._part = self._grains(terms.stated_installment) - self._interest_of(interest)
            else:
                self._part = self._installment_rounding.round(balance, self._end - start)
        elif first and terms.stated_installment is not None:
            self._part = self._grains(terms.stated_installment)
        else:
            share, total = annuity(self._fractions, self._rate, start, self._end)
            if start > row:
                rate, denominator = reduced(self._rate, self._fractions)
                interest = Fraction(balance * rate * self._fractions.numerators[start], denominator)
            due = balance + interest
            self._part = self._installment_rounding.round(due.numerator * share, due.denominator * total)
        if first:
            flat = terms.method == "flat" and terms.fixed_principal is None
            self.installment = self._part if self._by_payment else None
            if flat:
                self.installment = self._part + self._interest_of(interest)

    def _interest_of(self, exact: Fraction) -> int:
        if self._terms.method == "bullet":
            self._accrued += exact
            return 0
        return self._interest_rounding.round(exact.numerator, exact.denominator)

    def _interest_due(self, row: int, own: int, ends: bool) -> int:
        """What falls due with the row: interest of interest-free rows waits for the first row after them."""
        if self._terms.method == "bullet":
            return self._interest_rounding.round(self._accrued.numerator, self._accrued.denominator) if ends else 0
        if row < self._terms.grace.interest_periods and not ends:
            self._carried += own
            return 0
        due, self._carried = own + self._carried, 0
        return due
