"""XLSX: values of cells only. A formula gives the value that was stored beside it; none is ever computed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Final

from borrower_app.imports.cells import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_LINES,
    Area,
    Cell,
    Sheet,
    TableRefused,
    cell_text,
)
from borrower_app.imports.packed_xml import checked_copy, counts_from_1904

_MOST_SHEETS: Final = 50
_MOST_AREAS: Final = 10_000


def read_workbook(content: bytes) -> tuple[Sheet, ...]:
    """Every worksheet, in the order of the workbook; raises TableRefused."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

    packed = checked_copy(content)
    from_1904 = counts_from_1904(packed)
    sheets: list[Sheet] = []
    try:
        with CalamineWorkbook.from_filelike(packed) as book:
            for number, metadata in enumerate(book.sheets_metadata[:_MOST_SHEETS]):
                if metadata.typ == SheetTypeEnum.WorkSheet:
                    sheet = book.get_sheet_by_index(number)
                    rows = sheet.to_python(skip_empty_area=False, nrows=MOST_LINES)
                    sheets.append(
                        Sheet(
                            cell_text(metadata.name),
                            tuple(map(_row, rows)),
                            _areas(sheet.merged_cell_ranges),
                            from_1904,
                        )
                    )
    except BaseException as error:
        # The reader's own errors, what it raises for broken parts, and a panic of its Rust half, which is no Exception.
        if isinstance(error, CalamineError | OSError | ValueError) or type(error).__name__ == "PanicException":
            raise TableRefused("damaged") from None
        raise
    if not any(sheet.rows for sheet in sheets):
        raise TableRefused("empty")
    return tuple(sheets)


def _areas(ranges: list[tuple[tuple[int, int], tuple[int, int]]] | None) -> tuple[Area, ...]:
    return tuple(Area(top, left, bottom, right) for (top, left), (bottom, right) in (ranges or ())[:_MOST_AREAS])


def _row(row: list[Any]) -> tuple[Cell, ...]:
    return tuple(_cell(value) for value in row[:MOST_COLUMNS])


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return value[:LONGEST_CELL] or None
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, int | dt.date):
        return value
    if isinstance(value, float):
        # Spreadsheets keep binary numbers; the shortest decimal that stands for this one is what was typed.
        exact = Decimal(repr(value))
        return int(exact) if exact == exact.to_integral_value() else exact
    return str(value)
