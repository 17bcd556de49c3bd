"""What each row below the head is: an installment, a prepayment, or neither (a total, a remark, a repeated head)."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Sequence
from typing import Final, Literal

import msgspec
from msgspec import Struct

from borrower_app.imports.cells import Cell, Sheet, cell_at, cell_text, is_blank
from borrower_app.imports.figures import Unreadable, plain, read_amount, read_date, read_number
from borrower_app.imports.head_rows import Head
from borrower_app.imports.head_words import normal_head

_FOOT_WORDS: Final = ("合计", "总计", "小计", "total", "sum", "备注", "说明", "注:", "打印", "制表", "page")
_TOTAL: Final = re.compile(r"(本页|本年|全年|[0-9]{4}年度?)?(合计|总计|小计|累计)|(sub)?total", re.IGNORECASE)
_PREPAYMENT: Final = re.compile(r"提前|提还|部分还[本款]|prepa|\bearly|\bextra", re.IGNORECASE)
_THOUSANDS: Final = re.compile(r"[0-9]{3}(\.[0-9]{1,2})?")


class TableLine(Struct, frozen=True):
    """A row that counts; `number` is the row of the file from 1. `n` and `due` are None where they can't be read."""

    number: int
    cells: tuple[Cell, ...]
    kind: Literal["installment", "prepayment"]
    n: int | None
    due: dt.date | None


class WiderRow(Struct, frozen=True):
    """A row with more cells than the head has columns. `by_thousands`: an amount was cut at its thousands separator."""

    line: int
    cells: int
    columns: int
    by_thousands: bool


class Lines(Struct, frozen=True):
    """The rows that count, oldest first, those left out as (row, text), and the first one wider than the head."""

    counted: tuple[TableLine, ...]
    left_out: tuple[tuple[int, str], ...]
    wider: WiderRow | None = None
    newest_first: bool = False


def lines_of(sheet: Sheet, head: Head | None, due: int, number: int | None, amounts: Sequence[int]) -> Lines:
    """Goes through the rows below the head by the columns of due date, number and amounts."""
    walk = _Walk(sheet, head, due, number, amounts)
    walk.go()
    dues = [line.due for line in walk.counted if line.kind == "installment" and line.due is not None]
    newest_first = len(dues) > 1 and all(later < sooner for sooner, later in itertools.pairwise(dues))
    counted = list(reversed(walk.counted)) if newest_first else walk.counted
    return Lines(tuple(_between(counted, number)), tuple(walk.left_out), walk.wider, newest_first)


def _between(lines: Sequence[TableLine], number: int | None) -> list[TableLine]:
    """A row without a number between two installments that follow each other is what was paid early between them."""
    found = list(lines)
    for index in range(1, len(found) - 1):
        line, before, after = found[index], found[index - 1], found[index + 1]
        if number is None or line.kind == "prepayment" or line.due is None:
            continue
        has_none = is_blank(cell_at(line.cells, number))
        if has_none and before.n is not None and after.n == before.n + 1:
            found[index] = msgspec.structs.replace(line, kind="prepayment")
    return found


class _Walk:
    def __init__(self, sheet: Sheet, head: Head | None, due: int, number: int | None, amounts: Sequence[int]) -> None:
        self.counted: list[TableLine] = []
        self.left_out: list[tuple[int, str]] = []
        self.wider: WiderRow | None = None
        self._sheet = sheet
        self._head = head
        self._due = due
        self._number = number
        self._amounts = amounts

    def go(self) -> None:
        head = self._head
        rows = self._sheet.rows
        heads = (
            {tuple(map(normal_head, row)) for row in rows[head.top : head.bottom + 1]} if head is not None else set()
        )
        start = head.bottom + 1 if head is not None else 0
        for line, row in enumerate(rows[start:], start=start + 1):
            if all(map(is_blank, row)):
                continue
            if heads and tuple(map(normal_head, row)) in heads:
                self._leave_out(line, row)
            else:
                self._look(line, row)

    def _look(self, line: int, row: tuple[Cell, ...]) -> None:
        due = self._date(row)
        told = [cell_text(cell) for cell in row if not is_blank(cell)]
        n = self._n(row)
        if any(_TOTAL.match(plain(text)) for text in told[:3]):
            self._leave_out(line, row)
            return
        if due is None and self._is_no_installment(row, told, n):
            self._leave_out(line, row)
            return
        if due is not None and n == 0 and not self.counted:
            # Many tables begin with a row 0 for the day the loan was paid out.
            self._leave_out(line, row)
            return
        self._note_wider(line, row)
        self.counted.append(TableLine(line, row, self._kind(row, n, due), n, due))

    def _kind(self, row: tuple[Cell, ...], n: int | None, due: dt.date | None) -> Literal["installment", "prepayment"]:
        if due is None or n is not None:
            return "installment"
        says = any(isinstance(cell, str) and _PREPAYMENT.search(cell) for cell in row)
        return "prepayment" if says else "installment"

    def _is_no_installment(self, row: tuple[Cell, ...], told: Sequence[str], n: int | None) -> bool:
        """A total, a remark, a page's foot, the title of a group of rows: none of them has a due date."""
        if n:
            return False
        words = " ".join(told[:3]).casefold()
        if len(told) <= 1 or any(word in words for word in _FOOT_WORDS):
            return True
        if self._head is None and not self.counted:
            return True
        return not any(_is_amount(cell_at(row, index)) for index in self._amounts)

    def _note_wider(self, line: int, row: tuple[Cell, ...]) -> None:
        if self._head is None or self.wider is not None:
            return
        filled = [index for index, cell in enumerate(row) if not is_blank(cell)]
        if filled and filled[-1] > self._head.last_named:
            rests = sum(isinstance(cell, str) and bool(_THOUSANDS.fullmatch(cell.strip())) for cell in row)
            self.wider = WiderRow(line, filled[-1] + 1, self._head.last_named + 1, rests > 0)

    def _date(self, row: tuple[Cell, ...]) -> dt.date | None:
        try:
            return read_date(cell_at(row, self._due), from_1904=self._sheet.counts_from_1904)
        except Unreadable:
            return None

    def _n(self, row: tuple[Cell, ...]) -> int | None:
        if self._number is None:
            return None
        try:
            return read_number(cell_at(row, self._number))
        except Unreadable:
            return None

    def _leave_out(self, line: int, row: tuple[Cell, ...]) -> None:
        told = " ".join(cell_text(cell, 30) for cell in row if not is_blank(cell))
        self.left_out.append((line, cell_text(told, 60)))


def _is_amount(cell: Cell) -> bool:
    try:
        read_amount(cell, "CNY")
    except Unreadable:
        return False
    return True


def amounts_of(lines: Sequence[TableLine], index: int, unit: int, currency: str) -> list[int | None]:
    """A column's amounts in minor units, None where none can be read; for whoever only compares columns."""
    found: list[int | None] = []
    for line in lines:
        try:
            found.append(read_amount(cell_at(line.cells, index), currency, unit)[0])
        except Unreadable:
            found.append(None)
    return found
