"""The walk through a loan, row by row: rates that change, prepayments, grace, and the row that ends it.

Rows count from 0 here. Between two rows in which something happens the loops of `columns` run alone.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from fractions import Fraction
from itertools import repeat
from typing import NamedTuple

from borrower_app.lending.columns import Columns, InterestRule, RoundingTo, add_equal_payments, add_equal_principals
from borrower_app.lending.flat import add_flat_rows
from borrower_app.lending.installment import annuity, equal_periods_annuity, reduced
from borrower_app.lending.money import Money
from borrower_app.lending.period_rules import SPLITTING
from borrower_app.lending.terms import Prepayment, Terms, scaled_rate
from borrower_app.lending.year_fractions import RATE_SCALE, year_fractions


class _Accrued(NamedTuple):
    """The row's exact interest; the same and the balance as if term-shortening amounts had not come; prepaid inside.

    The second pair is what the payment is computed from: an amount that shortens the term must not lower it.
    """

    interest: Fraction
    kept_interest: Fraction
    kept_balance: int
    prepaid: int


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
        self._paid = terms.how_paid
        self._balance = self._grains(terms.principal)
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
        self._renewed = {self._fractions.dues.index(one.on): one.amount for one in terms.renewed_installments}
        if terms.rate_changes or terms.prepayments:
            self._sort_events()

    def run(self, limit: int | None = None) -> None:
        """Compute the table, or only its first `limit` rows."""
        limit = self._terms.number_of_installments if limit is None else limit
        if self._terms.method == "flat":
            roundings = self._installment_rounding, self._interest_rounding
            self.installment = add_flat_rows(
                self.columns, self._terms, self._fractions, self._grains_a_minor, roundings, limit
            )
            return
        events = {*self._changes, *self._prepayments, *self._renewed, *self._rows_of_grace()}
        eventful = sorted(events, reverse=True)
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
        return add_equal_principals(columns, self._balance, self._part, interest_of)

    def _run_row(self, row: int) -> bool:
        """One row in which something may happen; False when it was the last one."""
        terms, due = self._terms, self._fractions.dues[row]
        prepayments = self._prepayments.get(row, [])
        inside = [one for one in prepayments if one.on < due]
        broken = self._is_broken(row, inside)
        waits = broken and self._paid.new_installment == "next_row"
        self._plan_before_events(row, inside, waits=waits)
        if waits and self._stale:
            self._plan(row, self._balance, self._factor(self._fractions.of_row(row)) * self._balance)
        whole_before = self._whole_interest(row, self._balance)
        accrued = self._accrue(row, inside)
        if self._stale:
            self._plan(row, accrued.kept_balance, accrued.kept_interest)
        self._stale = waits
        balance = self._balance - accrued.prepaid
        own = self._interest_of(accrued.interest)
        principal = self._part
        if row < self._grace:
            principal = 0
        elif self._by_payment and (broken or (row == 0 and self._fractions.first_is_odd)) and self._pays_difference:
            principal -= whole_before if waits else self._whole_interest(row, balance)
        elif self._by_payment:
            principal -= own
        if row == self._end - 1 or principal >= balance or balance == 0:
            principal = balance
        balance -= principal
        prepaid = accrued.prepaid
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

    @property
    def _pays_difference(self) -> bool:
        return self._paid.odd_period == "difference"

    def _is_broken(self, row: int, inside: list[Prepayment]) -> bool:
        """Whether something changes between the row's first day and its due date."""
        if row not in self._changes and not inside:
            return False
        opening = self._fractions.opening(row)
        return any(day > opening for day, _ in self._changes.get(row, ())) or any(one.on > opening for one in inside)

    def _factor(self, fraction: Fraction) -> Fraction:
        return fraction * Fraction(self._rate, RATE_SCALE)

    def _whole_interest(self, row: int, balance: int) -> int:
        """What a whole period would cost at the rate that holds now: the part of an installment that is no principal."""
        if not self._pays_difference or not self._by_payment:
            return 0
        exact = self._factor(self._fractions.whole(row)) * balance
        return self._interest_rounding.round(exact.numerator, exact.denominator)

    def _note_effect(self, prepayment: Prepayment) -> None:
        if prepayment.effect == "lower_installment":
            self._stale = True
        else:
            self._shortened = True

    def _plan_before_events(self, row: int, inside: list[Prepayment], *, waits: bool) -> None:
        """A term shortened earlier is counted now, at the rate and payment that shortened it."""
        lowers = any(one.effect == "lower_installment" for one in inside)
        changes = lowers or (row in self._changes and self._by_payment)
        renews = self._stale or row in self._renewed or (changes and not waits)
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

    def _accrue(self, row: int, inside: list[Prepayment]) -> _Accrued:
        """Walk through the row's days; the rate that holds at their end stays."""
        rate_changes, fractions = self._changes.get(row, []), self._fractions
        if not rate_changes and not inside:
            rate, denominator = reduced(self._rate, fractions)
            interest = Fraction(self._balance * rate * fractions.numerators[row], denominator)
            return _Accrued(interest, interest, self._balance, 0)
        rule = self._terms.broken_period if self._is_broken(row, inside) else None
        exact = kept_exact = Fraction(0)
        balance = kept = self._balance
        start, due = fractions.opening(row), fractions.dues[row]
        splits = rule in SPLITTING
        if rule in ("twelfth", "whole"):
            exact = kept_exact = self._factor(fractions.unsplit(row, rule)) * balance
        days = sorted({day for day, _ in rate_changes} | {one.on for one in inside} | {due})
        for day in days:
            if day > start:
                if splits:
                    factor = self._factor(fractions.part(row, start, day, rule))
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
        if rule in ("twelfth_new", "whole_new"):
            factor = self._factor(fractions.unsplit(row, rule))
            exact, kept_exact = balance * factor, kept * factor
        return _Accrued(exact, kept_exact, kept, self._balance - balance)

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
            self._part = self._installment_rounding.round(balance, self._end - start)
        elif first and terms.stated_installment is not None:
            self._part = self._grains(terms.stated_installment)
        elif row in self._renewed:
            self._part = self._grains(self._renewed[row])
        elif self._paid.installment_by == "equal_periods":
            share, total = equal_periods_annuity(self._rate, self._fractions.period, self._end - start)
            self._part = self._installment_rounding.round(balance * share, total)
        else:
            share, total = annuity(self._fractions, self._rate, start, self._end)
            if start > row:
                rate, denominator = reduced(self._rate, self._fractions)
                interest = Fraction(balance * rate * self._fractions.numerators[start], denominator)
            due = balance + interest
            self._part = self._installment_rounding.round(due.numerator * share, due.denominator * total)
        if first and self._by_payment:
            self.installment = self._part

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
