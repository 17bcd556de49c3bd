"""Does a reading of the columns prove itself? Arithmetic alone decides: the parts are the payment, each row begins with
what the row before left, the principal sums to the loan, the days lie after the payout, amounts are of the loan's size.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, Literal

from msgspec import Struct

from borrower_app.imports.row_kinds import TableLine

Rule = Literal["parts", "chain", "end", "sum"]
Doubt = Literal[
    "many_contradictions", "sum", "before_payout", "negative", "unread", "interest_unproved",
    "fee_unproved", "start_unproved",
    "fee_like_interest", "paid_like_due", "size",
]  # fmt: skip
Verdict = Literal["proved", "contradicts", "unproved", "refuted"]
"""`contradicts`: all but a few rows prove the columns. `unproved`: nothing speaks against it, too little for it.
`refuted`: it can't be so.
"""

_LEAST_SHARE: Final = Decimal("0.8")
_LOWEST, _HIGHEST = Decimal("0.6"), Decimal("1.6")
_SMALL_PART: Final = 100


class LoanFacts(Struct, frozen=True):
    """What the user entered of the loan; `lent` in minor units, `rates` per cent a year, `paid_out` None: not known."""

    lent: int
    currency: str = "CNY"
    paid_out: dt.date | None = None
    rates: tuple[Decimal, ...] = ()


class Column(Struct, frozen=True):
    """A column's amounts in minor units, one a line. `grain` above 1: it is printed no finer than so many of them."""

    amounts: tuple[int | None, ...]
    grain: int = 1


class Figures(Struct, frozen=True):
    """The columns of one reading; None for a column that is not there. The payment includes the fee."""

    principal: Column | None = None
    interest: Column | None = None
    fee: Column | None = None
    payment: Column | None = None
    prepaid: Column | None = None
    balance: Column | None = None
    opening: Column | None = None


class Broken(Struct, frozen=True):
    """A row (of the file, from 1) that breaks a rule: what it states, and what the rule expects, in minor units."""

    line: int
    rule: Rule
    stated: int
    expected: int


class Proof(Struct, frozen=True):
    """The judgement on one reading. `is_rounded`: amounts were rounded for printing, each by at most one unit."""

    verdict: Verdict
    broken: tuple[Broken, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    is_rounded: bool = False
    total: int = 0
    """All principal of the rows."""


def few(rows: int) -> int:
    """How many rows may contradict while the others still settle which column is which."""
    return min(rows // 3, max(2, rows // 20))


def at(column: Column | None, index: int) -> int | None:
    """A column's amount of a line."""
    return column.amounts[index] if column is not None else None


def parts_at(figures: Figures, index: int) -> tuple[int | None, int | None, int | None]:
    """Principal, interest and payment of a line; one that has no column follows from the others."""
    principal, interest, payment = (at(one, index) for one in (figures.principal, figures.interest, figures.payment))
    fee = at(figures.fee, index) or 0
    if figures.principal is None and interest is not None and payment is not None:
        principal = payment - interest - fee
    if figures.interest is None and principal is not None and payment is not None:
        interest = payment - principal - fee
    if figures.payment is None and principal is not None and interest is not None:
        payment = principal + interest + fee
    return principal, interest, payment


def paid_early_at(line: TableLine, figures: Figures, index: int) -> int | None:
    """What a row of a prepayment repays: its principal, else its payment without interest; None: no such row."""
    if line.kind != "prepayment":
        return None
    principal = at(figures.principal, index)
    if principal:
        return principal
    payment = at(figures.prepaid, index) or at(figures.payment, index)
    return (payment or 0) - (at(figures.interest, index) or 0)


def repaid_at(line: TableLine, figures: Figures, index: int) -> int | None:
    """By how much a line lowers what is owed; None where it can't be read."""
    early = paid_early_at(line, figures, index)
    if early is not None:
        return early
    principal = parts_at(figures, index)[0]
    return None if principal is None else principal + (at(figures.prepaid, index) or 0)


def prove(lines: Sequence[TableLine], figures: Figures, loan: LoanFacts) -> Proof:
    """The judgement on a reading of at least one line."""
    trial = _Trial(lines, figures, loan)
    return trial.judged()


class _Trial:
    def __init__(self, lines: Sequence[TableLine], figures: Figures, loan: LoanFacts) -> None:
        self._lines = lines
        self._figures = figures
        self._loan = loan
        self._repaid = [repaid_at(line, figures, index) for index, line in enumerate(lines)]
        self._broken: list[Broken] = []
        self._doubts: list[Doubt] = []
        self._is_rounded = False
        self._begins = next((line.n for line in lines if line.kind == "installment"), None) in (None, 1)

    def judged(self) -> Proof:
        """Cheapest first: a reading that is impossible is not looked at further."""
        rows = len(self._lines)
        total = sum(amount or 0 for amount in self._repaid)
        if not self._is_possible():
            return Proof("refuted", (), tuple(self._doubts), total=total)
        self._check_parts()
        self._check_chain()
        self._set_rounding_aside()
        if len({one.line for one in self._broken}) > few(rows):
            return Proof("refuted", tuple(self._broken), ("many_contradictions",), total=total)
        opening = self._opening()
        if not self._check_sum(total, opening):
            return Proof("refuted", tuple(self._broken), ("sum",), total=total)
        self._check_interest(opening if opening is not None else total)
        if opening is None and not self._interest_is_read_by_rate(total):
            self._doubts.append("start_unproved")
        broken = tuple(sorted(self._broken, key=lambda one: one.line))
        verdict: Verdict = "unproved" if self._doubts else "contradicts" if broken else "proved"
        return Proof(verdict, broken, tuple(self._doubts), self._is_rounded, total)

    def _is_possible(self) -> bool:
        loan, first = self._loan, self._lines[0]
        if self._begins and loan.paid_out is not None and first.due is not None and first.due <= loan.paid_out:
            self._doubts.append("before_payout")
        for index, line in enumerate(self._lines):
            parts = parts_at(self._figures, index)
            if self._repaid[index] is None or (line.kind == "installment" and None in parts):
                self._doubts.append("unread")
                break
            if line.kind == "installment" and min(part or 0 for part in parts[1:]) < 0:
                self._doubts.append("negative")
                break
        for column in (self._figures.balance, self._figures.opening, self._figures.principal):
            if column is not None and any(
                2 * ((amount or 0) - column.grain) > 3 * loan.lent for amount in column.amounts
            ):
                self._doubts.append("size")
                break
        return not self._doubts

    def _check_parts(self) -> None:
        columns = (self._figures.principal, self._figures.interest, self._figures.payment)
        if None in columns:
            return
        allowed = self._grain(*columns, self._figures.fee)
        for index, line in enumerate(self._lines):
            principal, interest, payment = parts_at(self._figures, index)
            if line.kind == "prepayment" or principal is None or interest is None or payment is None:
                continue
            expected = principal + interest + (at(self._figures.fee, index) or 0)
            if abs(payment - expected) > allowed:
                self._broken.append(Broken(line.number, "parts", payment, expected))

    def _check_chain(self) -> None:
        """What is left after a row (or before it) follows from the row before."""
        for column, is_after in ((self._figures.balance, True), (self._figures.opening, False)):
            if column is None:
                continue
            allowed = self._grain(column)
            owed = self._loan.lent if self._begins else None
            for index, line in enumerate(self._lines):
                stated, repaid = column.amounts[index], self._repaid[index] or 0
                expected = owed - repaid if owed is not None and is_after else owed
                if stated is None and line.kind == "prepayment":
                    owed = None if owed is None else owed - repaid
                    continue
                if stated is None or (expected is not None and abs(stated - expected) > allowed):
                    self._broken.append(Broken(line.number, "chain", stated or 0, expected or 0))
                # A coarse column adds its grain up if each row is compared with the one before.
                known = expected if column.grain > 1 and expected is not None else stated
                owed = known if is_after or known is None else known - repaid
            if owed is not None and abs(owed) > allowed:
                self._broken.append(Broken(self._lines[-1].number, "end", owed, 0))

    def _set_rounding_aside(self) -> None:
        """Differences of one unit in many rows come from rounding for print; a few of them are mistakes to be told."""
        small = [one for one in self._broken if abs(one.stated - one.expected) <= 1]
        if len({one.line for one in small}) > few(len(self._lines)):
            self._is_rounded = True
            self._broken = [one for one in self._broken if one not in small]

    def _opening(self) -> int | None:
        """What is owed before the first row: the loan, or, in a print of what is left, what its balance says."""
        if self._begins:
            return self._loan.lent
        if self._figures.opening is not None:
            return self._figures.opening.amounts[0]
        after = at(self._figures.balance, 0)
        return None if after is None else after + (self._repaid[0] or 0)

    def _check_sum(self, total: int, opening: int | None) -> bool:
        """Whether all principal is the loan, but for what few rows or a table that ends early explain."""
        if opening is None:
            return total <= self._loan.lent
        columns = (self._figures.principal, self._figures.interest, self._figures.payment)
        off = total - opening
        allowed = self._grain(*columns, self._figures.balance, self._figures.opening)
        if self._is_rounded or allowed:
            allowed = max(allowed, 1) * len(self._lines)
        if abs(off) <= allowed:
            return opening <= self._loan.lent + allowed
        has_chain = self._figures.balance is not None or self._figures.opening is not None
        first = {one.rule for one in self._broken if one.line == self._lines[0].number}
        if has_chain and (first != {"chain"} or abs(off) * _SMALL_PART <= self._loan.lent):
            # Either the table ends with something left, which is told, or the rows that are told explain it.
            return bool(self._broken)
        if abs(off) * _SMALL_PART > self._loan.lent:
            return False
        self._broken.append(Broken(self._lines[-1].number, "sum", total, opening))
        return True

    def _check_interest(self, opening: int) -> None:
        """The parts prove the interest where all three stand there; otherwise it must be of the rate's size."""
        figures = self._figures
        if None in (figures.principal, figures.interest, figures.payment) and not self._interest_is_read_by_rate(
            opening
        ):
            self._doubts.append("interest_unproved")
        if figures.fee is not None and figures.payment is None:
            self._doubts.append("fee_unproved")
        if figures.fee is None or figures.interest is None or not self._loan.rates:
            return
        expected = self._interest_by_rate(opening)
        if figures.fee.amounts == figures.interest.amounts or not any(figures.fee.amounts):
            return

        def off(column: Column) -> Decimal:
            return sum(
                (abs((amount or 0) - one[0]) for amount, one in zip(column.amounts, expected, strict=True)), Decimal(0)
            )

        if off(figures.fee) < off(figures.interest):
            self._doubts.append("fee_like_interest")

    def _interest_by_rate(self, opening: int) -> list[tuple[Decimal, Decimal]]:
        """By line, what a year's rate gives for its days: on what is left, and on the whole loan (flat)."""
        found = []
        owed, before = opening, self._loan.paid_out
        rate = sum(self._loan.rates, Decimal(0)) / max(1, len(self._loan.rates)) / 36_500
        for index, line in enumerate(self._lines):
            days = 30 if before is None or line.due is None else max(0, (line.due - before).days)
            if index == 0 and not self._begins:
                days = 30
            found.append((owed * rate * days, self._loan.lent * rate * days))
            owed -= self._repaid[index] or 0
            before = line.due if line.kind == "installment" else before
        return found

    def _interest_is_read_by_rate(self, opening: int) -> bool:
        if not self._loan.rates:
            return False
        looked = right = 0
        for index, expected in enumerate(self._interest_by_rate(opening)):
            interest = parts_at(self._figures, index)[1]
            if interest is None or self._lines[index].kind == "prepayment" or (index == 0 and len(self._lines) > 2):
                continue
            looked += 1
            right += any(_LOWEST * one - 2 <= interest <= _HIGHEST * one + 2 for one in expected)
        return looked > 0 and right >= _LEAST_SHARE * looked

    @staticmethod
    def _grain(*columns: Column | None) -> int:
        """How far a sum may be off because columns are printed in a coarse unit."""
        return sum(column.grain for column in columns if column is not None and column.grain > 1)
