"""What every kind of table file is read into: sheets of plain cells, within bounds that hold for every file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, Literal

from msgspec import Struct

LARGEST_FILE: Final = 16 * 1024 * 1024
"""Bytes; fifty thousand rows take about a quarter of it."""
MOST_LINES: Final = 51_000
"""Rows of a sheet: those of the longest table with what may stand above and below it."""
MOST_COLUMNS: Final = 200
LONGEST_CELL: Final = 4_000

Cell = str | int | Decimal | dt.date | None

RefusalReason = Literal[
    "empty",
    "too_large",
    "too_many_rows",
    "too_many_columns",
    "unpacks_too_large",
    "damaged",
    "old_or_locked",
    "not_a_table",
    "unknown_encoding",
    "binary",
    "picture",
    "scanned",
    "needs_password",
    "wrong_password",
    "too_many_pages",
    "took_too_long",
    "too_heavy",
    "nothing_copied",
]


class TableRefused(ValueError):
    """The file can't be taken as a table at all; `reason` says why, the words are made by `presentation`."""

    def __init__(self, reason: RefusalReason) -> None:
        super().__init__(reason)
        self.reason: Final = reason


class Area(Struct, frozen=True):
    """Cells that are one cell in the file, from 0, both ends included; what it says stands in the first one."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(Struct, frozen=True):
    """One sheet: the first row of `rows` is row 1 of the file as a person counts them."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Area, ...] = ()
    counts_from_1904: bool = False
    """Whether a bare day number counts from 1 January 1904, as old workbooks of a Mac do."""


def column_letter(index: int) -> str:
    """The name of a column as spreadsheets show it: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def is_blank(cell: Cell) -> bool:
    """Whether nothing stands in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def cell_at(row: Sequence[Cell], index: int) -> Cell:
    """A row's cell; a row that ends before it has nothing there."""
    return row[index] if index < len(row) else None


def cell_text(cell: Cell, longest: int = 60) -> str:
    """A cell as a person would read it, without characters that can't be seen, shortened."""
    if cell is None:
        return ""
    text = cell.isoformat() if isinstance(cell, dt.date) else str(cell)
    shown = "".join(sign if sign.isprintable() else " " for sign in text[: longest * 4])
    shown = " ".join(shown.split())
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"
