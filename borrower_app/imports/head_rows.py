"""Where the head of a table is, and what each column's head says: up to three rows, with cells that span several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from borrower_app.imports.cells import MOST_COLUMNS, Area, Cell, Sheet, cell_at, is_blank
from borrower_app.imports.figures import Unreadable, read_amount, read_date
from borrower_app.imports.head_words import Field, normal_head, possible_fields, sheet_unit, unit_of

_AMONG: Final = 80
_MOST_ROWS: Final = 3
_LEAST_KNOWN: Final = 3


class ColumnHead(Struct, frozen=True):
    """What stands above a column, read from top to bottom, and what it may be, most likely first.

    `unit` is what it counts in (10,000 for 万元).
    """

    words: str
    possible: tuple[tuple[Field, bool], ...]
    unit: int = 1

    @property
    def field(self) -> Field | None:
        """What it most likely is; None where its words say nothing."""
        return self.possible[0][0] if self.possible else None

    @property
    def is_known(self) -> bool:
        """Whether that stands there in a known word."""
        return bool(self.possible) and self.possible[0][1]


class Head(Struct, frozen=True):
    """Rows `top` to `bottom` (from 0, `bottom` included) and the heads by column."""

    top: int
    bottom: int
    columns: tuple[ColumnHead, ...]

    @property
    def last_named(self) -> int:
        """The last column that has a head."""
        return max((index for index, column in enumerate(self.columns) if column.words), default=-1)


def head_of(sheet: Sheet) -> Head | None:
    """The rows that name most fields; at least three of them, or there is no head. Of equals the fewest rows."""
    best: Head | None = None
    most = (_LEAST_KNOWN - 1, 0)
    for top in range(min(len(sheet.rows), _AMONG)):
        for height in range(1, _MOST_ROWS + 1):
            rows = sheet.rows[top : top + height]
            if len(rows) < height or (height > 1 and not _may_belong(rows)):
                break
            found = _columns(sheet, top, rows)
            worth = (_number_of_fields(found), -height)
            if worth > most and worth[0] >= _LEAST_KNOWN:
                best, most = Head(top, top + height - 1, found), worth
    return best


def named_fields(head: Head | None) -> int:
    """How many fields a head names."""
    if head is None:
        return 0
    return _number_of_fields(head.columns)


def _number_of_fields(columns: Iterable[ColumnHead]) -> int:
    return len({column.field for column in columns if column.field is not None})


def columns_naming(heads: Mapping[int, ColumnHead], field: Field) -> list[int]:
    """The columns whose head names a field, those with a known word first."""
    found = [index for index, head in heads.items() if head.field == field]
    return sorted(found, key=lambda index: (not heads[index].is_known, index))


def _may_belong(rows: Sequence[tuple[Cell, ...]]) -> bool:
    """Rows of one head: a title is one cell, and no row of it holds a figure."""
    return sum(not is_blank(cell) for cell in rows[0]) > 1 and not any(map(_is_figure, rows[-1]))


def _is_figure(cell: Cell) -> bool:
    if is_blank(cell):
        return False
    for read in (read_date, lambda value: read_amount(value, "CNY")):
        try:
            read(cell)
        except Unreadable:
            continue
        return True
    return False


def _columns(sheet: Sheet, top: int, rows: Sequence[tuple[Cell, ...]]) -> tuple[ColumnHead, ...]:
    width = min(MOST_COLUMNS, max(len(row) for row in rows))
    areas = [area for area in sheet.merged if area.top < top + len(rows) and area.bottom >= top]
    filled = [
        _filled(row, width, [area for area in areas if area.top == top + number], rows[number + 1 :])
        if number < len(rows) - 1
        else [cell_at(row, index) for index in range(width)]
        for number, row in enumerate(rows)
    ]
    above = [cell for row in sheet.rows[max(0, top - 10) : top] for cell in row]
    unit = sheet_unit([*above, *rows[0]])
    return tuple(_head([row[index] for row in filled], unit) for index in range(width))


def _filled(row: tuple[Cell, ...], width: int, areas: Sequence[Area], below: Iterable[tuple[Cell, ...]]) -> list[Cell]:
    """The words of a group stand over all its columns: over the merged cells, or, in a file that knows no merged cells,
    over the blank ones to the right that have a word below them.
    """
    cells = [cell_at(row, index) for index in range(width)]
    if areas:
        for area in areas:
            for index in range(area.left, min(area.right + 1, width)):
                cells[index] = cells[area.left]
        return cells
    lower = list(below)
    for index in range(1, width):
        has_below = any(not is_blank(cell_at(one, index)) for one in lower)
        if is_blank(cells[index]) and has_below:
            cells[index] = cells[index - 1]
    return cells


def _head(cells: Sequence[Cell], unit: int) -> ColumnHead:
    words: list[str] = []
    for cell in cells:
        if isinstance(cell, str) and not is_blank(cell) and (not words or cell.strip() != words[-1]):
            words.append(cell.strip())
    together = "".join(words) if all(not word.isascii() for word in words) else " ".join(words)
    if not words:
        return ColumnHead("", (), unit)
    told = [unit_of(word) for word in words]
    if None in told:
        return ColumnHead(together, (), unit)
    possible = possible_fields(together) or (possible_fields(words[-1]) if not _says_other(words) else ())
    return ColumnHead(together, possible, next((one for one in reversed(told) if one), unit))


def _says_other(words: Sequence[str]) -> bool:
    """Whether the whole says something that is no column of ours ("剩余" over "利息"): the last word would lie."""
    return bool(normal_head("".join(words)))
