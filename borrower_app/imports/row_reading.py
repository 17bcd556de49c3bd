"""Reading every row by the columns that were chosen, and naming every cell that can't be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

import msgspec
from msgspec import Struct

from borrower_app.imports.candidate import PrepaymentRead, ProblemReason, RowRead, TableProblem
from borrower_app.imports.cells import Sheet, cell_at, cell_text, column_letter, is_blank
from borrower_app.imports.figures import Unreadable, read_amount, read_date
from borrower_app.imports.head_rows import ColumnHead
from borrower_app.imports.head_words import Field
from borrower_app.imports.proof import paid_early_at
from borrower_app.imports.readings import TriedReading
from borrower_app.imports.row_kinds import Lines, TableLine

_NEEDED: Final[tuple[Field, ...]] = ("principal", "interest", "payment", "balance", "opening")
_MAY_BE_EMPTY: Final[tuple[Field, ...]] = ("fee", "prepaid")


class TakenColumns(Struct, frozen=True):
    """What each column was taken for, and the heads of all of them, by column."""

    fields: Mapping[int, Field]
    heads: Mapping[int, ColumnHead]


class RowReading:
    """One pass over the rows that count; `found`, `prepayments`, `problems` and `rounded` are its result."""

    def __init__(
        self, sheet: Sheet, lines: Lines, taken: TakenColumns, currency: str, tried: TriedReading | None
    ) -> None:
        self.found: list[RowRead] = []
        self.prepayments: list[PrepaymentRead] = []
        self.problems: list[TableProblem] = []
        self.rounded = 0
        self._sheet = sheet
        self._lines = lines
        self._places: dict[Field, list[int]] = {}
        for index, field in taken.fields.items():
            self._places.setdefault(field, []).append(index)
        self._heads = taken.heads
        self._currency = currency
        self._tried = tried
        self._waiting = 0
        """What was paid early since the last installment, minor units."""

    def read(self) -> None:
        """Every row."""
        for number, line in enumerate(self._lines.counted):
            if line.kind == "prepayment":
                self._read_prepayment(number, line)
            else:
                self._read_installment(line)
        if self._waiting:
            last = self._lines.counted[-1]
            self._problem(last, self._places["due"][0], "due", "not_in_order")

    def _read_prepayment(self, number: int, line: TableLine) -> None:
        assert line.due is not None
        amount = paid_early_at(line, self._tried.figures, number) if self._tried is not None else None
        before = self.found[-1].due if self.found else None
        if not amount or amount < 0:
            self._problem(line, self._places.get("principal", self._places["due"])[0], "principal", "no_amount")
            return
        if before is not None and line.due < before:
            self._problem(line, self._places["due"][0], "due", "not_in_order")
        interest = self._fact(line, "interest") or 0
        self.prepayments.append(PrepaymentRead(line.number, line.due, amount, interest))
        self._waiting += amount

    def _read_installment(self, line: TableLine) -> None:
        if line.due is None:
            self._problem(line, self._places["due"][0], "due", "no_date")
        if "n" in self._places and line.n is None:
            self._problem(line, self._places["n"][0], "n", "no_number")
        amounts = {field: self._amount(line, field) for field in (*_NEEDED, *_MAY_BE_EMPTY)}
        fee = amounts.pop("fee") or 0
        if self._tried is not None and self._tried.adds_fee and amounts["payment"] is not None:
            amounts["payment"] = (amounts["payment"] or 0) + fee
        if "prepaid" in self._places or self._waiting:
            amounts["prepaid"] = (amounts["prepaid"] or 0) + self._waiting
        row = RowRead(
            line=line.number,
            n=line.n,
            due=line.due,
            principal=amounts["principal"],
            interest=amounts["interest"],
            payment=amounts["payment"],
            prepaid=amounts["prepaid"],
            balance=amounts["balance"],
            fee=fee,
            opening=amounts["opening"],
            paid=self._fact(line, "paid"),
            paid_on=self._paid_on(line),
        )
        before = self.found[-1] if self.found else None
        same = before is not None and row.n is not None and (row.n, row.due) == (before.n, before.due)
        # A row that stands there twice is no second part: pages overlap.
        if same and before is not None and msgspec.structs.replace(row, line=before.line) != before:
            self.found[-1] = _together(before, row)
            return
        self._check_order(line, before)
        early = self.prepayments[-1] if self._waiting and self.prepayments else None
        if early is not None and line.due is not None and early.on > line.due:
            self._problem(line, self._places["due"][0], "due", "not_in_order")
        self._waiting = 0
        self.found.append(row)

    def _check_order(self, line: TableLine, before: RowRead | None) -> None:
        # A number that is left out is an installment that is not there.
        follows = before is None or before.n is None or line.n == before.n + 1
        if line.n is not None and (line.n < 1 or not follows):
            self._problem(line, self._places["n"][0], "n", "not_in_order")
        if line.due is not None and before is not None and before.due is not None and line.due <= before.due:
            self._problem(line, self._places["due"][0], "due", "not_in_order")

    def _amount(self, line: TableLine, field: Field) -> int | None:
        """The sum of all columns of a field (only fees have several); None where it has none or can't be read."""
        total: int | None = None
        for index in self._places.get(field, ()):
            cell = cell_at(line.cells, index)
            if is_blank(cell):
                if field not in _MAY_BE_EMPTY:
                    self._problem(line, index, field, "empty")
                    return None
                total = total or 0
                continue
            try:
                minor, was_rounded = read_amount(cell, self._currency, self._unit(index))
            except Unreadable:
                self._problem(line, index, field, "no_amount")
                return None
            self.rounded += was_rounded
            total = (total or 0) + minor
        return total

    def _fact(self, line: TableLine, field: Field) -> int | None:
        """An amount that need not be there; nothing paid is no fact."""
        for index in self._places.get(field, ()):
            try:
                return read_amount(cell_at(line.cells, index), self._currency, self._unit(index))[0] or None
            except Unreadable:
                continue
        return None

    def _paid_on(self, line: TableLine) -> dt.date | None:
        for index in self._places.get("paid_on", ()):
            try:
                return read_date(cell_at(line.cells, index), from_1904=self._sheet.counts_from_1904)
            except Unreadable:
                continue
        return None

    def _unit(self, index: int) -> int:
        return self._heads[index].unit if index in self._heads else 1

    def _problem(self, line: TableLine, index: int, field: Field, reason: ProblemReason) -> None:
        text = cell_text(cell_at(line.cells, index), 40)
        self.problems.append(TableProblem(line.number, column_letter(index), field, text, reason))


def _together(first: RowRead, second: RowRead) -> RowRead:
    """Two rows of one installment, of which a part was paid already: their sum; what is left is the later one's."""

    def added(one: int | None, other: int | None) -> int | None:
        return None if one is None or other is None else one + other

    return msgspec.structs.replace(
        first,
        principal=added(first.principal, second.principal),
        interest=added(first.interest, second.interest),
        payment=added(first.payment, second.payment),
        prepaid=first.prepaid if second.prepaid is None else (first.prepaid or 0) + second.prepaid,
        balance=second.balance,
        fee=first.fee + second.fee,
        paid=(first.paid or 0) + (second.paid or 0) or None,
        paid_on=second.paid_on or first.paid_on,
        parts=first.parts + 1,
    )
