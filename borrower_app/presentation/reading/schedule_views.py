"""What the pages of the schedule render: table, chart, next repricing, combined loan. See `views` for the rules."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from borrower_app.presentation.words.parts import Action, EmptyView, Line, LoanView, Pair, PillView, Words

RowKind = Literal["paid", "now", "due", "forecast", "year", "repricing", "note"]


class TableRow(Struct, frozen=True):
    """One line of S-1: an installment with one text a column, or a line across all columns (one text).

    `attempt_id` is where Enter or a double click leads, empty for nowhere.
    """

    kind: RowKind
    cells: tuple[str, ...]
    attempt_id: str = ""

    @property
    def is_span(self) -> bool:
        """Whether the line stands across all columns."""
        return self.kind in ("year", "repricing", "note")


class ChartPoint(Struct, frozen=True):
    """One installment's parts in minor units."""

    principal: int
    interest: int


class ChartMark(Struct, frozen=True):
    """A vertical line at a point: now, or a repricing day."""

    at: int
    words: str
    is_now: bool = False


class NumbersView(Struct, frozen=True):
    """The drawing's numbers as a table of years, behind a button: `shows` and `hides` are its words."""

    title: str
    shows: str
    hides: str
    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]
    first_shown: int = 0


class ChartView(Struct, frozen=True):
    """The drawing and the same as text. `legend`: principal, interest, now; `ends`: the words below its two ends."""

    points: tuple[ChartPoint, ...]
    marks: tuple[ChartMark, ...]
    name: str
    description: str
    legend: tuple[str, str, str]
    summary: str = ""
    repricing: str = ""
    ends: tuple[str, str] = ("", "")
    numbers: NumbersView | None = None


class RepricingView(Struct, frozen=True):
    """What the next repricing does to the payment, which rows are certain, and where the rate comes from."""

    title: str
    pairs: tuple[Pair, ...] = ()
    notes: tuple[Words, ...] = ()


class CostView(Struct, frozen=True):
    """What a loan really costs a year, beside the rate it is advertised with."""

    title: str
    pairs: tuple[Pair, ...] = ()
    note: str = ""
    action: Action | None = None


class ScheduleView(Struct, frozen=True):
    """S-1 for one loan; `loans` are (id, name) of all, for the choice between them.

    `words` explain the column heads; `jump` is the button back to the current row.
    """

    title: str
    loan_id: str
    loans: tuple[tuple[str, str], ...]
    loans_name: str
    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]
    first_shown: int = 0
    pill: PillView | None = None
    notes: tuple[Line, ...] = ()
    words: Words = ()
    jump: str = ""
    chart: ChartView | None = None
    repricing: RepricingView | None = None
    cost: CostView | None = None
    actions: tuple[Action, ...] = ()
    empty: EmptyView | None = None
    mark: PillView | None = None
    """That the user entered the loan."""


class HouseholdView(Struct, frozen=True):
    """S-1 for a combined loan: what the month costs together, each part by itself, and the table of months.

    `subject` is its id in `loans`, the choice between the combined loan and its parts.
    """

    title: str
    subject: str
    loans: tuple[tuple[str, str], ...]
    loans_name: str
    headline: str
    lead: Words
    parts: tuple[LoanView, ...]
    table_title: str
    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]
    first_shown: int = 0
    notes: tuple[Line, ...] = ()
    jump: str = ""
    actions: tuple[Action, ...] = ()
