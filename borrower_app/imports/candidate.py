"""What was understood of a table file: which column is what, each row, and every cell that could not be read."""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal

from msgspec import Struct

from borrower_app.imports.head_words import Field
from borrower_app.imports.proof import Broken, Doubt, Verdict
from borrower_app.imports.row_kinds import WiderRow

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
    unit: int = 1
    """What its head counts in: 10,000 for 万元."""


class RowRead(Struct, frozen=True):
    """One installment; `line` is the row of the file as a person counts them. Amounts are minor units; None: not read.

    `payment` includes `fee`; `opening` is the principal left before the row, `balance` after it; `paid` and `paid_on`
    are what the table says has happened.
    """

    line: int
    n: int | None
    due: dt.date | None
    principal: int | None
    interest: int | None
    payment: int | None
    prepaid: int | None
    balance: int | None
    fee: int = 0
    opening: int | None = None
    paid: int | None = None
    paid_on: dt.date | None = None
    parts: int = 1
    """Of how many rows of the file it is the sum."""


class PrepaymentRead(Struct, frozen=True):
    """A row that is a prepayment; `interest` is what was paid with it for the days up to it."""

    line: int
    on: dt.date
    amount: int
    interest: int = 0


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


class Rival(Struct, frozen=True):
    """Another reading that proves itself just as well: which columns it takes otherwise, by letter and head."""

    columns: tuple[tuple[str, str, Field], ...]


class ColumnsJudgement(Struct, frozen=True):
    """What the figures say of the columns as they were taken."""

    verdict: Verdict | Literal["ambiguous"]
    broken: tuple[Broken, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    rivals: tuple[Rival, ...] = ()
    is_rounded: bool = False
    total: int = 0
    """All principal of the rows, minor units."""
    said_by_user: bool = False


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
    prepayments: tuple[PrepaymentRead, ...] = ()
    judgement: ColumnsJudgement | None = None
    """None where there are no rows to judge."""
    wider: WiderRow | None = None
    coarse: tuple[Field, ...] = ()
    """Columns printed in a unit too coarse to be taken over: their figures follow from the others."""
    fee_added: bool = False
    """Whether the payment column is without the fees, which were added to it."""
    newest_first: bool = False

    @property
    def is_usable(self) -> bool:
        """Whether every row can be read; whether the figures prove the columns is another question."""
        return bool(self.rows) and not (self.problems or self.more_problems or self.missing or self.wider)

    @property
    def is_proved(self) -> bool:
        """Whether it may be taken over without a question."""
        return self.is_usable and self.judgement is not None and self.judgement.verdict == "proved"

    @property
    def may_be_kept(self) -> bool:
        """Whether it may be taken over after a yes: a few rows contradict, or the user named the columns and nothing
        speaks against it.
        """
        if not self.is_usable or self.judgement is None:
            return False
        told = self.judgement
        return told.verdict == "contradicts" or (told.verdict == "unproved" and told.said_by_user)

    def has(self, field: Field) -> bool:
        """Whether a column was taken for this."""
        return any(column.field == field for column in self.columns)
