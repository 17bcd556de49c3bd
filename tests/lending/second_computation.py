"""A second, plain computation of the whole `schedule` contract (DESIGN section 8), written from its words alone.

Fractions throughout, one row after the other, no speed: what ours must equal. Terms come as decoded JSON.
"""

from __future__ import annotations

import calendar
import datetime as dt
import math
import operator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

PERIODS_A_YEAR = {"month": 12, "year": 1, "week": 52, "day": 365}
DECIMALS = {"CNY": 2, "JPY": 0, "KWD": 3}


@dataclass(frozen=True)
class PlainRow:
    """One row, exact or rounded as the terms say."""

    due: dt.date
    principal: Fraction
    interest: Fraction
    prepaid: Fraction
    balance: Fraction


def later(day: dt.date, unit: str, count: int) -> dt.date:
    """Calendar steps with month ends clamped, counted from the day itself."""
    if unit in ("week", "day"):
        return day + dt.timedelta(days=count * (7 if unit == "week" else 1))
    year, month = divmod(day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1), 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def rounded(value: Fraction, unit: Fraction, mode: str) -> Fraction:
    """To a multiple of the unit; halves go away from zero or to even, `none` leaves the value."""
    if mode == "none":
        return value
    if value < 0:
        return -rounded(-value, unit, mode)
    count = value / unit
    whole = math.floor(count)
    rest = count - whole
    half = Fraction(1, 2)
    up = {"down": False, "up": rest > 0, "half_up": rest >= half}.get(
        mode, rest > half or (rest == half and whole % 2 == 1)
    )
    return (whole + up) * unit


def thirty(start: dt.date, end: dt.date) -> Fraction:
    """Months of thirty days, years of 360; the 31st is the 30th."""
    count = [one.year * 360 + one.month * 30 + min(one.day, 30) for one in (start, end)]
    return Fraction(count[1] - count[0], 360)


@dataclass
class Plain:
    """The computation of one set of terms; `rows` and `installment` hold its result."""

    terms: dict[str, Any]
    rows: list[PlainRow] = field(default_factory=list)
    installment: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        """Read the terms with their defaults."""
        terms = self.terms
        self.cent = Fraction(1, 10 ** DECIMALS[terms.get("currency", "CNY")])
        rounding = terms.get("rounding", {})
        self.installment_mode = rounding.get("installment", "half_up")
        self.interest_mode = rounding.get("interest", "half_up")
        self.installment_unit = Fraction(rounding.get("installment_unit", str(self.cent)))
        self.unit = Fraction(rounding.get("unit", str(self.cent)))
        period = terms.get("period", {"unit": "month"})
        self.step, self.every = period["unit"], period.get("every", 1)
        self.paid_out = dt.date.fromisoformat(terms.get("disbursed_on", "2026-01-20"))
        first = terms.get("first_due_on")
        first_due = dt.date.fromisoformat(first) if first else later(self.paid_out, self.step, self.every)
        self.number: int = terms["number_of_installments"]
        self.due_day: int | None = terms.get("due_day")
        self.first_due = first_due
        self.dues = [self.due(count) for count in range(self.number)]
        self.first_rule, self.broken_rule = terms.get("first_period"), terms.get("broken_period")
        ruled = bool(self.first_rule or self.broken_rule)
        usual = {} if ruled else {"installment_by": "actual_periods", "odd_period": "installment"}
        paid = usual if terms.get("payment_rule") is None else terms["payment_rule"]
        self.by_formula = paid.get("installment_by", "equal_periods") == "equal_periods"
        self.pays_difference = paid.get("odd_period", "difference") == "difference"
        self.renews_later = paid.get("new_installment", "at_once") == "next_row"
        self.renewed = {dt.date.fromisoformat(one["on"]): Fraction(one["amount"])
                        for one in terms.get("renewed_installments", [])}  # fmt: skip
        self.method = terms.get("method", "equal_installment")
        self.day_count = terms.get("day_count", "30/360")
        self.rate = Fraction(terms["annual_rate"]) / 100
        self.principal = self.balance = Fraction(terms["principal"])
        grace = terms.get("grace", {})
        self.free_of_principal: int = grace.get("principal_periods", 0)
        self.free_of_interest: int = grace.get("interest_periods", 0)
        self.stated, self.fixed = terms.get("stated_installment"), terms.get("fixed_principal")
        self.equal = self.method == "equal_installment" and not self.fixed
        changes = [(dt.date.fromisoformat(one["on"]), Fraction(one["annual_rate"]) / 100)
                   for one in terms.get("rate_changes", [])]  # fmt: skip
        for on, rate in sorted(changes):
            if on <= self.paid_out:
                self.rate = rate
        self.changes = sorted(one for one in changes if one[0] > self.paid_out)
        paid = [(dt.date.fromisoformat(one["on"]), Fraction(one["amount"]), one["effect"])
                for one in terms.get("prepayments", [])]  # fmt: skip
        self.prepayments = sorted(paid, key=lambda one: one[0])
        self.end: int = self.number
        self.part = self.carried = self.accrued = Fraction(0)
        self.plan_anew, self.shortened = True, False

    def due(self, count: int) -> dt.date:
        """The due date so many periods after the first one (before it, if negative)."""
        plain = later(self.first_due, self.step, self.every * count)
        if self.due_day is None:
            return plain
        return plain.replace(day=min(self.due_day, calendar.monthrange(plain.year, plain.month)[1]))

    def opening(self, row: int) -> dt.date:
        """From when the row's interest runs."""
        return self.dues[row - 1] if row else self.paid_out

    def fraction(self, row: int, start: dt.date, end: dt.date) -> Fraction:
        """Which part of a year the days from start to end of this row are."""
        if self.day_count == "actual/actual":
            days = [start + dt.timedelta(days=count) for count in range((end - start).days)]
            return sum((Fraction(1, 366 if calendar.isleap(day.year) else 365) for day in days), Fraction(0))
        if self.day_count != "30/360":
            return Fraction((end - start).days, int(self.day_count.split("/")[1]))
        period = Fraction(self.every, PERIODS_A_YEAR[self.step])
        opening, due = self.opening(row), self.dues[row]
        if row or self.first_is_whole():
            return period * Fraction((end - start).days, (due - opening).days)
        # A first period of another length: whole notional periods back from its due date.
        total, count = Fraction(0), 0
        while True:
            upper, lower = self.due(-count), self.due(-count - 1)
            overlap = (min(end, upper) - max(start, lower)).days
            total += Fraction(max(0, overlap), (upper - lower).days)
            if lower <= start:
                return period * total
            count += 1

    def whole(self, row: int) -> Fraction:
        """The whole row's part of a year, with the rule of a first period."""
        if row == 0 and self.first_rule:
            return self.first_by_rule(self.first_rule)
        return self.fraction(row, self.opening(row), self.dues[row])

    def first_is_whole(self) -> bool:
        """One period after the payout, a month's end clamped or not."""
        plain = later(self.paid_out, self.step, self.every)
        clamped = plain
        if self.due_day is not None:
            clamped = plain.replace(day=min(self.due_day, calendar.monthrange(plain.year, plain.month)[1]))
        return self.dues[0] in (plain, clamped)

    def first_by_rule(self, rule: str) -> Fraction:
        """The first period's part of a year by a rule of its own, from the rule's words."""
        start, due = self.paid_out, self.dues[0]
        period = Fraction(self.every, PERIODS_A_YEAR[self.step])
        if rule == "twelfth":
            return period
        if rule == "whole":
            return self.regular(0)
        if rule in ("actual/360", "actual/365"):
            return Fraction((due - start).days, int(rule[-3:]))
        if rule == "30/360":
            return thirty(start, due)
        if rule == "months_and_days/360" and not self.first_is_whole():
            months = 0
            while self.due(-months - 1) >= start:
                months += 1
            return months * period + Fraction((self.due(-months) - start).days, 360)
        if rule == "months_and_days/360":
            return period
        return self.by_months(0, start, due)

    def regular(self, row: int) -> Fraction:
        """What the day count gives the whole period that ends with the row."""
        if row or self.first_is_whole():
            return self.fraction(row, self.opening(row), self.dues[row])
        if self.day_count == "30/360":
            return Fraction(self.every, PERIODS_A_YEAR[self.step])
        return self.fraction(0, self.due(-1), self.dues[0])

    def by_months(self, row: int, start: dt.date, end: dt.date) -> Fraction:
        """A part of a period by its days over the days of that period."""
        kept, self.day_count = self.day_count, "30/360"
        found = self.fraction(row, start, end)
        self.day_count = kept
        return found

    def piece(self, row: int, start: dt.date, end: dt.date) -> Fraction:
        """The part of a year of some days of a period that is split."""
        if self.broken_rule in ("actual/360", "actual/365"):
            return Fraction((end - start).days, int(self.broken_rule[-3:]))
        if self.broken_rule == "30/360":
            return thirty(start, end)
        if self.broken_rule == "actual/month":
            return self.by_months(row, start, end)
        if row == 0 and self.first_rule:
            return self.whole(0) * Fraction((end - start).days, (self.dues[0] - self.paid_out).days)
        return self.fraction(row, start, end)

    def run(self) -> Plain:
        """All rows."""
        if self.method == "flat":
            return self.flat()
        for row in range(self.number):
            if self.one(row):
                break
        return self

    def flat(self) -> Plain:
        """All rows of a flat loan: each payment rounded by itself, the contract's total interest, the rest at the end.

        The lender's own payment is used as it is; with a fixed principal part the payments are what comes out.
        """
        exact = [self.principal * self.rate * self.whole(row) for row in range(self.number)]
        to_charge = rounded(sum(exact, Fraction(0)), self.unit, self.interest_mode)
        repaying = self.number - self.free_of_principal
        for row, due in enumerate(self.dues):
            own = min(to_charge, rounded(exact[row], self.unit, self.interest_mode))
            paid = rounded(self.principal / repaying + exact[row], self.installment_unit, self.installment_mode)
            paid = Fraction(self.stated) if self.stated else paid
            if row == 0 and not self.fixed:
                self.installment = paid
            part = Fraction(self.fixed) if self.fixed else paid - own if self.stated else max(Fraction(0), paid - own)
            part = Fraction(0) if row < self.free_of_principal else part
            if row == self.number - 1 or part >= self.balance:
                part, own = self.balance, to_charge
            self.balance, to_charge = self.balance - part, to_charge - own
            self.rows.append(PlainRow(due, part, self.falls_due(row, own), Fraction(0), self.balance))
            if row == 0 and self.fixed:
                self.installment = part + self.rows[0].interest
            if self.balance == 0:
                break
        return self

    def one(self, row: int) -> bool:
        """One row; True when it was the last."""
        opening, due = self.opening(row), self.dues[row]
        begun = operator.le if row == 0 else operator.lt
        changes = [one for one in self.changes if opening <= one[0] < due]
        inside = [one for one in self.prepayments if begun(opening, one[0]) and one[0] < due]
        lowers = any(effect == "lower_installment" for _on, _amount, effect in inside)
        broken = any(opening < on for on, *_rest in [*changes, *inside])
        waits = broken and self.renews_later
        anew = self.plan_anew or due in self.renewed or (not waits and (lowers or (bool(changes) and self.equal)))
        if anew and self.shortened:
            self.end, self.shortened = self.end_as_it_stands(row), False
        if anew and waits:
            self.plan(row, self.balance, self.balance * self.rate * self.whole(row))
        old_whole = rounded(self.balance * self.rate * self.regular(row), self.unit, self.interest_mode)
        interest, kept_interest, kept, prepaid = self.accrue(row, changes, inside, unsplit=broken)
        balance = self.balance - prepaid
        if anew and not waits:
            self.plan(row, kept, kept_interest)
        self.plan_anew = waits
        if self.method == "bullet":
            self.accrued, own = self.accrued + interest, Fraction(0)
        else:
            own = rounded(interest, self.unit, self.interest_mode)
        new_whole = rounded(balance * self.rate * self.regular(row), self.unit, self.interest_mode)
        odd = broken or (row == 0 and (not self.first_is_whole() or self.whole(0) != self.regular(0)))
        off = (old_whole if waits else new_whole) if odd and self.pays_difference else own
        principal = Fraction(0) if row < self.free_of_principal else self.part - off if self.equal else self.part
        if row == self.end - 1 or principal >= balance or balance == 0:
            principal = balance
        balance -= principal
        for _on, amount, effect in (one for one in self.prepayments if one[0] == due):
            taken = min(amount, balance)
            balance, prepaid = balance - taken, prepaid + taken
            self.note(effect)
        self.balance = balance
        self.rows.append(PlainRow(due, principal, self.falls_due(row, own), prepaid, balance))
        if row == 0 and not self.equal:
            self.installment = principal + self.rows[0].interest
        return balance == 0

    def note(self, effect: str) -> None:
        """What a prepayment means for the rows after it."""
        if effect == "lower_installment":
            self.plan_anew = True
        else:
            self.shortened = True

    def accrue(
        self,
        row: int,
        changes: list[tuple[dt.date, Fraction]],
        inside: list[tuple[dt.date, Fraction, str]],
        *,
        unsplit: bool,
    ) -> tuple[Fraction, Fraction, Fraction, Fraction]:
        """Interest; the same and the balance had amounts that shorten the term not come; what was prepaid.

        `unsplit`: something changes inside, so that a rule may take the period as one.
        """
        rule = self.broken_rule if unsplit else None
        twelfth = Fraction(self.every, PERIODS_A_YEAR[self.step])
        as_one = twelfth if row and rule in ("twelfth", "twelfth_new") else self.whole(row)
        opening_interest = self.balance * self.rate * as_one
        interest = kept_interest = prepaid = Fraction(0)
        balance = kept = self.balance
        at = self.opening(row)
        for day in sorted({on for on, _rate in changes} | {one[0] for one in inside} | {self.dues[row]}):
            if day > at:
                factor = (self.piece(row, at, day) if unsplit else self.whole(row)) * self.rate
                interest += balance * factor
                kept_interest += kept * factor
                at = day
            for on, rate in changes:
                self.rate = rate if on == day else self.rate
            for on, amount, effect in inside:
                if on == day:
                    taken = min(amount, balance)
                    balance, prepaid = balance - taken, prepaid + taken
                    if effect == "lower_installment":
                        kept -= taken
                    else:
                        self.shortened = True
        if rule in ("twelfth", "whole"):
            return opening_interest, opening_interest, kept, prepaid
        if rule in ("twelfth_new", "whole_new"):
            return balance * self.rate * as_one, kept * self.rate * as_one, kept, prepaid
        return interest, kept_interest, kept, prepaid

    def plan(self, row: int, balance: Fraction, interest: Fraction) -> None:
        """The payment, or principal part, from this row on."""
        self.plan_anew = False
        start = max(row, self.free_of_principal)
        if self.fixed:
            self.part = Fraction(self.fixed)
        elif self.method in ("interest_only", "bullet"):
            self.part = Fraction(0)
        elif self.method == "equal_principal":
            self.part = rounded(balance / (self.end - start), self.installment_unit, self.installment_mode)
        elif row == 0 and self.stated:
            self.part = Fraction(self.stated)
        elif self.dues[row] in self.renewed:
            self.part = self.renewed[self.dues[row]]
        elif self.by_formula:
            factor = self.rate * Fraction(self.every, PERIODS_A_YEAR[self.step])
            worth = sum((1 / (1 + factor) ** count for count in range(1, self.end - start + 1)), Fraction(0))
            self.part = rounded(balance / worth, self.installment_unit, self.installment_mode)
        else:
            due = balance + (interest if start == row else balance * self.rate * self.whole(start))
            worth = discount = Fraction(1)
            for following in range(start + 1, self.end):
                discount /= 1 + self.rate * self.whole(following)
                worth += discount
            self.part = rounded(due / worth, self.installment_unit, self.installment_mode)
        if row == 0 and self.equal:
            self.installment = self.part

    def end_as_it_stands(self, row: int) -> int:
        """After a term became shorter: the row that would end the loan with the payment kept."""
        start = max(row, self.free_of_principal)
        if not self.equal:
            rows = math.ceil(self.balance / self.part) if self.part > 0 else self.end
            return max(row + 1, min(self.end, start + rows))
        balance, last = self.balance, start
        while last < self.end - 1:
            principal = self.part - rounded(balance * self.rate * self.whole(last), self.unit, self.interest_mode)
            if principal >= balance:
                break
            balance, last = balance - principal, last + 1
        return max(row + 1, min(self.end, last + 1))

    def falls_due(self, row: int, own: Fraction) -> Fraction:
        """Interest of interest-free rows waits for the first row after them; a bullet's for the end."""
        ends = self.balance == 0
        if self.method == "bullet":
            return rounded(self.accrued, self.unit, self.interest_mode) if ends else Fraction(0)
        if row < self.free_of_interest and not ends:
            self.carried += own
            return Fraction(0)
        due, self.carried = own + self.carried, Fraction(0)
        return due
