"""From sheets to a candidate table: find the head row, take each column for what its head says, read every row.

Pure. The user may say of any column what it is; then their word holds and the head row only marks where the rows begin.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from borrower_app.imports.candidate import (
    MOST_PROBLEMS,
    Candidate,
    ColumnRead,
    ProblemReason,
    RowRead,
    Skipped,
    TableProblem,
)
from borrower_app.imports.cells import Cell, Sheet, cell_text, column_letter, is_blank
from borrower_app.imports.figures import Unreadable, read_amount, read_date, read_number
from borrower_app.imports.head_words import Field, fields_of, normal_head

_HEAD_AMONG: Final = 80
_LEAST_KNOWN: Final = 3
_AMOUNTS: Final[tuple[Field, ...]] = ("principal", "interest", "payment", "prepaid", "balance")
_FOOT_WORDS: Final = ("合计", "总计", "小计", "total", "sum", "备注", "说明", "注:", "打印", "制表", "page")

Assigned = Mapping[int, Field | None]


def candidate_table(
    sheets: Sequence[Sheet], currency: str, *, sheet: int | None = None, assigned: Assigned | None = None
) -> Candidate:
    """What was understood. `sheet` None takes the one whose head shows most known columns; `assigned` by column."""
    number = _best_sheet(sheets) if sheet is None else sheet
    rows = sheets[number].rows
    head = _head_of(rows)
    fields: dict[int, Field] = fields_of(rows[head]) if head is not None else {}
    if assigned is not None:
        fields = {index: field for index, field in assigned.items() if field is not None}
    reading = _Reading(rows, head, fields, currency)
    reading.read()
    reading.problems.sort(key=lambda problem: (problem.line, len(problem.letter), problem.letter))
    return Candidate(
        sheet=number,
        sheets=tuple(one.name for one in sheets),
        columns=_columns(rows, head, fields),
        rows=tuple(reading.found),
        problems=tuple(reading.problems[:MOST_PROBLEMS]),
        more_problems=max(0, len(reading.problems) - MOST_PROBLEMS),
        skipped=tuple(reading.skipped[:MOST_PROBLEMS]),
        rounded=reading.rounded,
        missing=_missing(set(fields.values())),
    )


def _best_sheet(sheets: Sequence[Sheet]) -> int:
    def worth(number: int) -> tuple[int, int]:
        rows = sheets[number].rows
        head = _head_of(rows)
        return (len(fields_of(rows[head])) if head is not None else 0, len(rows))

    return max(range(len(sheets)), key=worth)


def _head_of(rows: Sequence[tuple[Cell, ...]]) -> int | None:
    """The row that names most fields; at least three of them, or it is none."""
    best, most = None, _LEAST_KNOWN - 1
    for index, row in enumerate(rows[:_HEAD_AMONG]):
        known = len(fields_of(row))
        if known > most:
            best, most = index, known
    return best


def _missing(known: set[Field]) -> tuple[Field, ...]:
    """The due date and two of principal, interest and payment: the third follows from them."""
    missing: list[Field] = [] if "due" in known else ["due"]
    parts: tuple[Field, ...] = ("principal", "interest", "payment")
    if sum(part in known for part in parts) < 2:
        missing += [part for part in parts if part not in known]
    return tuple(missing)


def _columns(rows: Sequence[tuple[Cell, ...]], head: int | None, fields: Mapping[int, Field]) -> tuple[ColumnRead, ...]:
    """Every column that holds anything in its head or in the rows next to it."""
    below = rows[(head if head is not None else -1) + 1 :][:_HEAD_AMONG]
    width = max((len(row) for row in (*below, *(rows[head : head + 1] if head is not None else ()))), default=0)
    found = []
    for index in range(width):
        word = rows[head][index] if head is not None and index < len(rows[head]) else None
        sample = next((row[index] for row in below if index < len(row) and not is_blank(row[index])), None)
        if not is_blank(word) or sample is not None or index in fields:
            found.append(
                ColumnRead(index, column_letter(index), cell_text(word, 30), fields.get(index), cell_text(sample, 24))
            )
    return tuple(found)


class _Reading:
    """One pass over the rows below the head."""

    def __init__(
        self, rows: Sequence[tuple[Cell, ...]], head: int | None, fields: Mapping[int, Field], currency: str
    ) -> None:
        self.found: list[RowRead] = []
        self.problems: list[TableProblem] = []
        self.skipped: list[Skipped] = []
        self.rounded = 0
        self._rows = rows
        self._head = head
        self._place = {field: index for index, field in fields.items()}
        self._currency = currency

    def read(self) -> None:
        """Every row; without a known column for the due date there is nothing to go by."""
        if "due" not in self._place:
            return
        heads = tuple(map(normal_head, self._rows[self._head])) if self._head is not None else ()
        start = self._head + 1 if self._head is not None else 0
        for line, row in enumerate(self._rows[start:], start=start + 1):
            if all(map(is_blank, row)):
                continue
            if heads and tuple(map(normal_head, row)) == heads:
                self._skip(line, row)
                continue
            self._read_row(line, row)

    def _cell(self, row: tuple[Cell, ...], field: Field) -> Cell:
        index = self._place.get(field)
        return row[index] if index is not None and index < len(row) else None

    def _read_row(self, line: int, row: tuple[Cell, ...]) -> None:
        try:
            due: dt.date | None = read_date(self._cell(row, "due"))
        except Unreadable:
            if self._is_no_installment(row):
                self._skip(line, row)
                return
            due = None
            self._problem(line, row, "due", "no_date")
        if due is not None and self._is_payout(row):
            self._skip(line, row)
            return
        amounts = {field: self._amount(line, row, field) for field in _AMOUNTS}
        number = self._number(line, row)
        self._check_order(line, row, number, due)
        self.found.append(RowRead(line, number, due, **amounts))

    def _is_no_installment(self, row: tuple[Cell, ...]) -> bool:
        """A total, a remark, a page's foot, the title of a group of rows: none of them has a due date."""
        told = [cell for cell in row if not is_blank(cell)]
        if "n" in self._place and self._is_number(self._cell(row, "n")):
            return False
        words = " ".join(cell_text(cell).casefold() for cell in told[:3])
        if len(told) <= 1 or any(word in words for word in _FOOT_WORDS):
            return True
        if self._head is None and not self.found:
            return True
        return not any(self._is_amount(self._cell(row, field)) for field in _AMOUNTS)

    def _is_payout(self, row: tuple[Cell, ...]) -> bool:
        """Many tables begin with a row 0 for the day the loan was paid out."""
        if "n" not in self._place or self.found:
            return False
        try:
            return read_number(self._cell(row, "n")) == 0
        except Unreadable:
            return False

    def _is_number(self, cell: Cell) -> bool:
        try:
            return read_number(cell) > 0
        except Unreadable:
            return False

    def _is_amount(self, cell: Cell) -> bool:
        try:
            read_amount(cell, self._currency)
        except Unreadable:
            return False
        return True

    def _amount(self, line: int, row: tuple[Cell, ...], field: Field) -> int | None:
        if field not in self._place:
            return None
        cell = self._cell(row, field)
        if is_blank(cell):
            if field == "prepaid":
                return 0
            self._problem(line, row, field, "empty")
            return None
        try:
            minor, was_rounded = read_amount(cell, self._currency)
        except Unreadable:
            self._problem(line, row, field, "no_amount")
            return None
        self.rounded += was_rounded
        return minor

    def _number(self, line: int, row: tuple[Cell, ...]) -> int | None:
        if "n" not in self._place:
            return None
        try:
            number = read_number(self._cell(row, "n"))
        except Unreadable:
            self._problem(line, row, "n", "no_number")
            return None
        return number

    def _check_order(self, line: int, row: tuple[Cell, ...], number: int | None, due: dt.date | None) -> None:
        before = self.found[-1] if self.found else None
        # A number that is left out is an installment that is not there.
        follows = before is None or before.n is None or number == before.n + 1
        if number is not None and (number < 1 or not follows):
            self._problem(line, row, "n", "not_in_order")
        if due is not None and before is not None and before.due is not None and due <= before.due:
            self._problem(line, row, "due", "not_in_order")

    def _problem(self, line: int, row: tuple[Cell, ...], field: Field, reason: ProblemReason) -> None:
        cell = self._cell(row, field)
        self.problems.append(TableProblem(line, column_letter(self._place[field]), field, cell_text(cell, 40), reason))

    def _skip(self, line: int, row: tuple[Cell, ...]) -> None:
        told = " ".join(cell_text(cell, 30) for cell in row if not is_blank(cell))
        self.skipped.append(Skipped(line, cell_text(told, 60)))
