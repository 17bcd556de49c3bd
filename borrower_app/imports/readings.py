"""All readings that the heads allow, each tried by its figures; the one that proves itself wins."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from borrower_app.imports.figures import decimals_of
from borrower_app.imports.head_rows import ColumnHead, columns_naming
from borrower_app.imports.head_words import Field
from borrower_app.imports.proof import Column, Figures, LoanFacts, Proof, Verdict, parts_at, prove, repaid_at
from borrower_app.imports.row_kinds import TableLine, amounts_of
from borrower_app.lending.money import exponent

_MOST_COLUMNS_A_FIELD: Final = 4
_MANY_LINES: Final = 2_000
_ORDER: Final[tuple[Verdict, ...]] = ("proved", "contradicts", "unproved", "refuted")
Choice = tuple[tuple[int, Field], ...]
"""Which column is taken for which field; the same field twice only for fees."""


class TriedReading(Struct, frozen=True):
    """A reading with its judgement. `adds_fee`: the payment column is without the fees, which are added to it."""

    fields: dict[int, Field]
    figures: Figures
    proof: Proof
    adds_fee: bool = False


class Chosen(Struct, frozen=True):
    """The winner, and those that prove themselves as well but say something else of the loan."""

    best: TriedReading
    rivals: tuple[TriedReading, ...] = ()


def choose(
    lines: Sequence[TableLine],
    heads: Mapping[int, ColumnHead],
    loan: LoanFacts,
    assigned: Mapping[int, Field] | None = None,
) -> Chosen:
    """Of the readings that heads (or the user's word on each column) allow, the one that proves itself."""
    book = _Book(lines, heads, loan)
    given = book.assigned(assigned) if assigned is not None else book.possible()
    tried: list[TriedReading] = []
    for number, (fields, adds_fee) in enumerate(given):
        if len(lines) > _MANY_LINES and number >= _MOST_COLUMNS_A_FIELD * 2:
            break
        figures = book.figures(fields, adds_fee=adds_fee)
        tried.append(TriedReading(fields, figures, prove(lines, figures, loan), adds_fee))
    # Of those that prove themselves equally well the head's own word comes first: `min` keeps the order.
    best = min(tried, key=lambda one: (_strength(one), one.adds_fee))
    if best.proof.verdict == "refuted":
        return Chosen(tried[0])
    told = {_told(lines, best.figures)}
    rivals = []
    for one in tried:
        if one is not best and _strength(one) == _strength(best) and _told(lines, one.figures) not in told:
            told.add(_told(lines, one.figures))
            rivals.append(one)
    return Chosen(best, tuple(rivals))


def _strength(one: TriedReading) -> tuple[int, int, bool]:
    """How well a reading proves itself; lower is better. One that needs no rounding comes before one that does."""
    return _ORDER.index(one.proof.verdict), len(one.proof.broken), one.proof.is_rounded


def _told(lines: Sequence[TableLine], figures: Figures) -> tuple[object, ...]:
    """What a reading says of the loan: two that say the same are one."""
    return tuple((repaid_at(line, figures, index), *parts_at(figures, index)) for index, line in enumerate(lines))


class _Book:
    """The columns' amounts, each read once."""

    def __init__(self, lines: Sequence[TableLine], heads: Mapping[int, ColumnHead], loan: LoanFacts) -> None:
        self._lines = lines
        self._heads = heads
        self._loan = loan
        self._columns: dict[int, Column] = {}

    def possible(self) -> list[tuple[dict[int, Field], bool]]:
        """Every choice of one column a field; where the head names a field, no reading goes without it."""
        left: list[list[Choice]] = [self._single(field) for field in ("principal", "interest", "payment")]
        left.append(self._balances())
        left.append(self._fees())
        alone: Choice = tuple(pair for field in ("prepaid", "paid") for pair in self._single(field)[0])
        found: list[tuple[dict[int, Field], bool]] = []
        for choice in itertools.product(*left):
            pairs = [pair for part in choice for pair in part]
            fields = dict([*pairs, *alone])
            found.append((fields, False))
            if {"fee", "payment"} <= set(fields.values()):
                found.append((fields, True))
        return found

    @staticmethod
    def assigned(assigned: Mapping[int, Field]) -> list[tuple[dict[int, Field], bool]]:
        """The user's word; only whether the payment includes the fees is left to the figures."""
        fields = dict(assigned)
        return [(fields, False), (fields, True)] if {"fee", "payment"} <= set(fields.values()) else [(fields, False)]

    def _single(self, field: Field) -> list[Choice]:
        """The columns that may be this, a known word first; one empty choice where there is none."""
        return [((index, field),) for index in columns_naming(self._heads, field)[:_MOST_COLUMNS_A_FIELD]] or [()]

    def _balances(self) -> list[Choice]:
        """What is left, before or after the row; where a column says that it is before, another is after, and both must
        fit.
        """
        after: list[int] = []
        before: list[int] = []
        unsaid: list[tuple[bool, int]] = []
        for index, head in self._heads.items():
            fields = {field for field, _known in head.possible}
            if fields >= {"balance", "opening"}:
                unsaid.append((not head.is_known, index))
            elif "balance" in fields:
                after.append(index)
            elif "opening" in fields:
                before.append(index)
        left = [*after, *(index for _unknown, index in sorted(unsaid))][:_MOST_COLUMNS_A_FIELD]
        if before:
            pairs: list[Choice] = [((one, "balance"), (other, "opening")) for one in left for other in before[:2]]
            return pairs or [((one, "opening"),) for one in before[:_MOST_COLUMNS_A_FIELD]]
        choices: list[Choice] = []
        for index in left:
            choices.append(((index, "balance"),))
            if index not in after:
                choices.append(((index, "opening"),))
        return choices or [()]

    def _fees(self) -> list[Choice]:
        """All columns of fees together, or, of several, one that is the sum of the others."""
        columns = [index for index, head in self._heads.items() if head.field == "fee"]
        every: Choice = tuple((index, "fee") for index in columns[:_MOST_COLUMNS_A_FIELD])
        totals: list[Choice] = [
            ((index, "fee"),) for index in columns if len(columns) > 2 and self._is_total(index, columns)
        ]
        return [*totals, every]

    def _is_total(self, index: int, columns: Sequence[int]) -> bool:
        others = [self._column(one).amounts for one in columns if one != index]
        return all(
            total == sum(amount or 0 for amount in parts)
            for total, *parts in zip(self._column(index).amounts, *others, strict=True)
        )

    def figures(self, fields: Mapping[int, Field], *, adds_fee: bool) -> Figures:
        """The columns of a choice; `adds_fee`: the payment column is without the fees."""
        by_field: dict[str, Column] = {}
        fees: list[Column] = []
        for index, field in fields.items():
            if field == "fee":
                fees.append(self._column(index))
            elif field in ("principal", "interest", "payment", "prepaid", "balance", "opening"):
                by_field[field] = self._column(index)
        if fees:
            amounts = tuple(
                sum(part or 0 for part in parts) for parts in zip(*(fee.amounts for fee in fees), strict=True)
            )
            by_field["fee"] = Column(amounts, max(fee.grain for fee in fees))
        if adds_fee:
            paid = by_field["payment"]
            together = tuple(
                None if one is None else one + (fee or 0)
                for one, fee in zip(paid.amounts, by_field["fee"].amounts, strict=True)
            )
            by_field["payment"] = Column(together, paid.grain)
        return Figures(**by_field)

    def _column(self, index: int) -> Column:
        if index not in self._columns:
            head = self._heads.get(index)
            unit = head.unit if head is not None else 1
            amounts = amounts_of(self._lines, index, unit, self._loan.currency)
            self._columns[index] = Column(tuple(amounts), self._grain(index, unit))
        return self._columns[index]

    def _grain(self, index: int, unit: int) -> int:
        """What one step of the last printed decimal is, in minor units: 1 yuan for 11.0141 in 万元."""
        if unit == 1:
            return 1
        cells = [line.cells[index] for line in self._lines if index < len(line.cells)]
        printed = max(map(decimals_of, cells), default=0)
        return max(1, int(unit * 10 ** exponent(self._loan.currency) // 10**printed))
