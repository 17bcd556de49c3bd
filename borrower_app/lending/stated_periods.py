"""What a stated table itself says of each period: its kind, its opening balance, its rates, and the interest it states.

Interest follows from the balance that the row before left, so each row can be held against a convention on its own. A
table in which every row follows from the one before it follows from its terms as a whole.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from borrower_app.lending.period_rules import SPLITTING, BrokenPeriod
from borrower_app.lending.schedule import ScheduleRow
from borrower_app.lending.terms import Terms, scaled_rate
from borrower_app.lending.year_fractions import RATE_SCALE, YearFractions


class Piece(Struct, frozen=True):
    """Days of a period in which neither rate nor balance changes; the rate as `terms.scaled_rate` counts it."""

    start: datetime.date
    end: datetime.date
    balance: int
    rate: int


class StatedPeriod(Struct, frozen=True):
    """One row: its pieces (one where nothing changes inside) and the interest that the table states."""

    row: int
    pieces: tuple[Piece, ...]
    stated_interest: int

    @property
    def is_broken(self) -> bool:
        """Whether something changes inside."""
        return len(self.pieces) > 1


class StatedPeriods:
    """All periods whose interest can be held against a rule; amounts are counted as the rows count them."""

    def __init__(self, terms: Terms, scale: int, stated: Sequence[ScheduleRow]) -> None:
        self._terms = terms
        self.dues = terms.dues
        self.count = min(len(stated), terms.number_of_installments)
        self.replanned: set[int] = set()
        """Rows from which on another installment may hold."""
        self._rate = scaled_rate(terms.annual_rate)
        self._changes: dict[int, list[tuple[datetime.date, int]]] = {}
        for change in sorted(terms.rate_changes, key=lambda one: one.on):
            if change.on <= terms.disbursed_on:
                self._rate = scaled_rate(change.annual_rate)
            else:
                row = bisect_right(self.dues, change.on)
                self._changes.setdefault(row, []).append((change.on, scaled_rate(change.annual_rate)))
        self.first_rate = self._rate
        self.lowers_inside = False
        self.periods = self._all(stated, terms.principal.minor * scale, scale)
        carried = terms.grace.interest_periods
        self.is_complete = not carried and terms.method not in ("flat", "bullet")
        """Whether every row's interest is among `checkable`."""
        last = self.count - 1 if terms.method == "flat" else self.count
        self.checkable = [
            one
            for one in self.periods
            if terms.method != "bullet" and one.row < last and (not carried or one.row > carried)
        ]
        self.broken_rows = frozenset(one.row for one in self.periods if one.is_broken)

    def _all(self, stated: Sequence[ScheduleRow], principal: int, scale: int) -> list[StatedPeriod]:
        terms, dues = self._terms, self.dues
        prepaid: dict[int, list[tuple[datetime.date, int]]] = {}
        for one in sorted(terms.prepayments, key=lambda one: one.on):
            row = bisect_left(dues, one.on)
            if row < len(dues) and one.on < dues[row]:
                prepaid.setdefault(row, []).append((one.on, one.amount.minor * scale))
                inside = one.on > (dues[row - 1] if row else terms.disbursed_on)
                self.lowers_inside |= inside and one.effect == "lower_installment"
            if one.effect == "lower_installment":
                self.replanned.add(row if row < len(dues) and one.on < dues[row] else row + 1)
        found, balance = [], principal
        for row in range(self.count):
            start = dues[row - 1] if row else terms.disbursed_on
            changes, paid = self._changes.get(row, []), prepaid.get(row, [])
            if changes:
                self.replanned.update((row, row + 1))
            pieces = self._pieces(start, dues[row], principal if terms.method == "flat" else balance, changes, paid)
            found.append(StatedPeriod(row, pieces, stated[row].interest))
            balance = stated[row].balance
        return found

    def _pieces(
        self,
        start: datetime.date,
        due: datetime.date,
        balance: int,
        changes: list[tuple[datetime.date, int]],
        paid: list[tuple[datetime.date, int]],
    ) -> tuple[Piece, ...]:
        pieces = []
        for day in sorted({on for on, _ in changes} | {on for on, _ in paid} | {due}):
            if day > start:
                pieces.append(Piece(start, day, balance, self._rate))
                start = day
            for on, rate in changes:
                self._rate = rate if on == day else self._rate
            for on, amount in paid:
                balance -= min(amount, balance) if on == day else 0
        return tuple(pieces)

    @property
    def is_free(self) -> bool:
        """Whether no interest is charged at all: then no way of counting it makes a difference."""
        return all(piece.rate == 0 for one in self.periods for piece in one.pieces)


def exact_interest(period: StatedPeriod, fractions: YearFractions, rule: BrokenPeriod | None) -> Fraction:
    """The period's interest by the fractions of its loan and, where something changes inside, by the rule for that."""
    first, last = period.pieces[0], period.pieces[-1]
    if not period.is_broken:
        return Fraction(first.balance * first.rate * fractions.numerators[period.row], RATE_SCALE * fractions.denominator)
    if rule not in SPLITTING:
        assert rule is not None
        held = last if rule.endswith("_new") else first
        return fractions.unsplit(period.row, rule) * held.balance * Fraction(held.rate, RATE_SCALE)
    return sum(
        (
            fractions.part(period.row, piece.start, piece.end, rule) * piece.balance * Fraction(piece.rate, RATE_SCALE)
            for piece in period.pieces
        ),
        Fraction(0),
    )
