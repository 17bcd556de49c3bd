"""Payment fits: which installment the table pays, and which formulas, roundings and rules give that very figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from borrower_app.lending.installment import annuity, equal_periods_annuity
from borrower_app.lending.interest_fits import Counting, InterestFits
from borrower_app.lending.money import Money, exponent
from borrower_app.lending.period_rules import USUAL, WITH_DIFFERENCE, PaymentRule, RenewedInstallment
from borrower_app.lending.rounding import MODES, Mode, divide
from borrower_app.lending.schedule import ScheduleRow
from borrower_app.lending.stated_periods import StatedPeriods
from borrower_app.lending.terms import Terms, minor_unit
from borrower_app.lending.unknown import Unknown
from borrower_app.lending.year_fractions import RATE_SCALE

_LEVEL: Final = PaymentRule("equal_periods")


class Paying(NamedTuple):
    """One way to come to the payments: the rule, and how the installment is rounded (units in major units)."""

    rule: PaymentRule
    installment: Mode
    unit: Decimal


class PaymentFits:
    """The fits of one table."""

    def __init__(
        self, terms: Terms, unknown: Unknown, stated: Sequence[ScheduleRow], interest: InterestFits, decimals: int
    ) -> None:
        self._terms = terms
        self._unknown = unknown
        self._stated = stated
        self._interest = interest
        self._periods = periods = interest.periods
        self._decimals = decimals
        self._by_payment = terms.method == "equal_installment" and terms.fixed_principal is None
        self._renews = bool(periods.replanned & set(range(periods.count)))
        self._start = terms.grace.principal_periods
        self._paid, self._times = self._most_common(self._start, min(periods.replanned, default=periods.count))
        self._exact: dict[tuple[object, ...], Fraction | None] = {}

    def matching(self, counting: Counting) -> Iterator[Paying]:
        """Those that give the table's own installment (or principal part); all where the table can't tell."""
        for rule in self.rules(counting):
            exact = self._installment(rule, counting) if self._paid is not None else None
            for mode, unit in self._roundings():
                if exact is None or self._gives(exact, mode, unit):
                    yield Paying(rule, mode, unit)

    def of_one_effect(self, matching: Iterable[Paying]) -> list[Paying]:
        """One of those that round to the same installment, where none is computed later; full precision by itself."""
        if self._renews or self._paid is None:
            return list(matching)
        kept: dict[tuple[PaymentRule, bool], Paying] = {}
        for paying in matching:
            kept.setdefault((paying.rule, paying.installment == "none"), paying)
        return list(kept.values())

    def usual(self, counting: Counting) -> Iterator[Paying]:
        """Each rule with the usual rounding."""
        mode, unit = next(self._roundings())
        for rule in self.rules(counting):
            yield Paying(rule, mode, unit)

    def rules(self, counting: Counting) -> tuple[PaymentRule, ...]:
        """The rules that may make a difference under a way of counting, the usual one first."""
        terms = self._terms
        if not self._unknown.payment_rule and terms.payment_rule is not None:
            return (terms.payment_rule,)
        if not self._by_payment:
            return (USUAL,)
        broken = self._periods.broken_rows
        odd = bool(broken) or self._interest.first_is_odd(counting)
        if not odd:
            fixed = terms.stated_installment is not None and not self._renews
            return (USUAL,) if counting.day_count == "30/360" or fixed else (USUAL, _LEVEL)
        told = counting.first is not None or counting.broken is not None
        rules = [WITH_DIFFERENCE, _LEVEL, USUAL] if told else [USUAL, WITH_DIFFERENCE, _LEVEL]
        if not broken:
            return tuple(rules)
        waiting = [PaymentRule(one.installment_by, one.odd_period, "next_row") for one in rules]
        return (*rules, *waiting)

    def own_installments(self, rule: PaymentRule) -> tuple[Money, tuple[RenewedInstallment, ...]] | None:
        """The installments as the table states them where at least two rows agree; None where they do not.

        The second part holds those after a change.
        """
        terms, periods = self._terms, self._periods
        usable = self._by_payment and terms.stated_installment is None and self._unknown.installment
        if not usable or self._paid is None or self._times < 2 or self._paid <= 0:
            return None
        if self._decimals != exponent(terms.currency):
            return None
        renewed, bounds = [], sorted(row for row in periods.replanned if row < periods.count)
        for row in bounds:
            if row in periods.broken_rows:
                continue
            amount, times = self._most_common(row, min((one for one in bounds if one > row), default=periods.count))
            if amount is None or times < 2 or amount <= 0:
                continue
            begins = row - 1 if row - 1 in periods.broken_rows and rule.new_installment == "at_once" else row
            if begins:
                renewed.append(RenewedInstallment(periods.dues[begins], Money(amount, terms.currency)))
        return Money(self._paid, terms.currency), tuple(renewed)

    def _most_common(self, start: int, end: int) -> tuple[int | None, int]:
        """The payment (or principal part) that most rows of a stretch have, and how many do.

        Without the first row, a broken one and the last, where there are others: these may be paid otherwise.
        """
        last = self._periods.count - 1
        rows = [row for row in range(start, min(end, last)) if row not in self._periods.broken_rows]
        rows = [row for row in rows if row] or (rows if self._interest.first_is_regular else [])
        if not rows or self._terms.method not in ("equal_installment", "equal_principal"):
            return None, 0
        column = [self._stated[row].payment if self._by_payment else self._stated[row].principal for row in rows]
        return Counter(column).most_common(1)[0]

    def _installment(self, rule: PaymentRule, counting: Counting) -> Fraction | None:
        """The installment from the first row on, exact, in the table's unit; None where it is not to be told so."""
        terms = self._terms
        if terms.stated_installment is not None or terms.fixed_principal is not None or 0 in self._periods.broken_rows:
            return None
        key: tuple[object, ...] = (rule.installment_by,)
        if rule.installment_by == "actual_periods":
            key = (rule.installment_by, counting.day_count, counting.first)
        if key not in self._exact:
            self._exact[key] = self._computed(rule, counting)
        return self._exact[key]

    def _computed(self, rule: PaymentRule, counting: Counting) -> Fraction | None:
        terms, start = self._terms, self._start
        balance = self._periods.periods[0].pieces[0].balance
        rate, end = self._periods.first_rate, terms.number_of_installments
        if terms.method == "equal_principal":
            return Fraction(balance, end - start)
        if terms.method != "equal_installment":
            return None
        fractions = self._interest.fractions(counting.day_count, counting.first)
        if rule.installment_by == "equal_periods":
            return balance * Fraction(*equal_periods_annuity(rate, fractions.period, end - start))
        share, total = annuity(fractions, rate, start, end)
        due = balance * (1 + Fraction(rate, RATE_SCALE) * fractions.of_row(start))
        return due * Fraction(share, total)

    def _gives(self, exact: Fraction, mode: Mode, unit: Decimal) -> bool:
        assert self._paid is not None
        grain = int(unit.scaleb(self._decimals))
        if mode == "none":
            return abs(exact - self._paid) <= 1 + int(grain)
        return divide(exact.numerator, exact.denominator * grain, mode) * grain == self._paid

    def _roundings(self) -> Iterator[tuple[Mode, Decimal]]:
        terms, unknown = self._terms, self._unknown
        given, smallest = terms.rounding, minor_unit(terms.currency)
        stays = terms.stated_installment is not None and not self._renews and self._by_payment
        matters = terms.method not in ("interest_only", "bullet") and terms.fixed_principal is None and not stays
        modes: tuple[Mode, ...] = MODES if unknown.installment and matters else (given.installment,)
        units: tuple[Decimal, ...] = (smallest if given.installment_unit is None else given.installment_unit,)
        if unknown.installment_unit and matters:
            units = (smallest, *(one for one in (Decimal("0.01"), Decimal("0.1"), Decimal(1)) if one > smallest))
        for mode in modes:
            for unit in units[:1] if mode == "none" else units:
                yield mode, unit
