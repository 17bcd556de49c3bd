"""Which column holds the due dates, where several hold dates: a loan's last day, the day of a payment, a second day."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Mapping, Sequence

from borrower_app.imports.cells import Cell, Sheet, cell_at
from borrower_app.imports.figures import Unreadable, read_date
from borrower_app.imports.head_rows import ColumnHead, Head, columns_naming
from borrower_app.imports.row_kinds import Lines, TableLine

_LOOKED_AT = 80


def due_column(sheet: Sheet, head: Head | None, heads: Mapping[int, ColumnHead]) -> int | None:
    """Of the columns whose head names a due date, one that holds dates; a known word comes first."""
    found = columns_naming(heads, "due")
    if not found:
        return None
    start = head.bottom + 1 if head is not None else 0
    rows = sheet.rows[start : start + _LOOKED_AT]
    holding = [one for one in found if any(_date(sheet, row, one) for row in rows)]
    return (holding or found)[0]


def rival_due(sheet: Sheet, lines: Lines, due: int, heads: Mapping[int, ColumnHead]) -> int | None:
    """Another column that could be the due dates just as well and says other days; None where there is none."""
    is_mine_known = due in heads and heads[due].field == "due" and heads[due].is_known
    rows = _installments(lines)
    mine = [_date(sheet, row.cells, due) for row in rows]
    for index in (index for index, one in heads.items() if one.field == "due"):
        theirs = [_date(sheet, row.cells, index) for row in rows]
        days = [day for day in theirs if day is not None]
        rises = all(sooner < later for sooner, later in itertools.pairwise(days))
        if (
            index != due
            and heads[index].is_known >= is_mine_known
            and len(days) == len(rows) > 1
            and rises
            and theirs != mine
        ):
            return index
    return None


def looks_like_due(sheet: Sheet, lines: Lines, paid_on: int) -> bool:
    """Whether the days of payment are more regular than the due dates: then the two columns may have changed places."""
    rows = _installments(lines)
    dues = [row.due for row in rows if row.due is not None]
    paid = [day for row in rows if (day := _date(sheet, row.cells, paid_on)) is not None]
    if len(paid) < len(rows):
        # What has not happened yet has no day: these are days of payment.
        return False
    return _regular(paid) > _regular(dues)


def _regular(days: Sequence[dt.date]) -> int:
    """How many fall on the most usual day of the month."""
    return max(Counter(day.day for day in days).values(), default=0)


def _installments(lines: Lines) -> list[TableLine]:
    return [line for line in lines.counted if line.kind == "installment"]


def _date(sheet: Sheet, row: tuple[Cell, ...], index: int) -> dt.date | None:
    try:
        return read_date(cell_at(row, index), from_1904=sheet.counts_from_1904)
    except Unreadable:
        return None
