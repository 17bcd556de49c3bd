"""What was understood of a table file: which column is what, each row, and every cell that could not be read."""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal

from msgspec import Struct

from borrower_app.imports.head_words import Field

ProblemReason = Literal["empty", "no_amount", "no_date", "no_number", "not_in_order"]
MOST_PROBLEMS: Final = 200


class ColumnRead(Struct, frozen=True):
    """A column of the file: its letter, its head word, and what it was taken for (None: not used)."""

    index: int
    letter: str
    head: str
    field: Field | None
    sample: str = ""
    """The first thing that stands in it below the head."""


class RowRead(Struct, frozen=True):
    """One installment; `line` is the row of the file as a person counts. Amounts are minor units; None: not read."""

    line: int
    n: int | None
    due: dt.date | None
    principal: int | None
    interest: int | None
    payment: int | None
    prepaid: int | None
    balance: int | None


class TableProblem(Struct, frozen=True):
    """A cell that can't be read: its place as spreadsheets name it, what stands there, why not."""

    line: int
    letter: str
    field: Field
    text: str
    reason: ProblemReason


class Skipped(Struct, frozen=True):
    """A row that is no installment: a total, a remark, a repeated head."""

    line: int
    text: str


class Candidate(Struct, frozen=True):
    """A table that may be taken over."""

    sheet: int
    sheets: tuple[str, ...]
    columns: tuple[ColumnRead, ...]
    rows: tuple[RowRead, ...]
    problems: tuple[TableProblem, ...] = ()
    more_problems: int = 0
    """Problems beyond those that are listed."""
    skipped: tuple[Skipped, ...] = ()
    rounded: int = 0
    """Amounts with more decimals than the currency has, rounded half up."""
    missing: tuple[Field, ...] = ()
    """Columns without which there is no table."""

    @property
    def is_usable(self) -> bool:
        """Whether every row can be taken over as it stands."""
        return bool(self.rows) and not (self.problems or self.more_problems or self.missing)

    def has(self, field: Field) -> bool:
        """Whether a column was taken for this."""
        return any(column.field == field for column in self.columns)
