"""A schedule as XLSX or CSV: numbers are numbers, dates are dates, and no text is ever read as a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any, Final

import xlsxwriter

from borrower_app.lending.money import Money, exponent
from borrower_app.presentation.schedule.export_columns import AMOUNT_FIELDS, ExportField
from borrower_app.presentation.schedule.schedule_export import ScheduleExport

_BYTE_ORDER_MARK: Final = "\ufeff"
"""Excel reads a CSV file as UTF-8 only with it."""
_FIRST_DAY: Final = dt.date(1900, 3, 1)
"""Before it, spreadsheets count days in different ways: an older day is written as text."""
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def csv_bytes(export: ScheduleExport, separator: str = ",") -> bytes:
    """One line an installment; amounts with a point and no grouping, dates as 2026-11-20."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerow([_harmless(column.head) for column in export.columns])
    for row in export.rows:
        writer.writerow([_cell_text(getattr(row, column.field)) for column in export.columns])
    return (_BYTE_ORDER_MARK + text.getvalue()).encode()


def xlsx_bytes(export: ScheduleExport) -> bytes:
    """One sheet: what it is, the table with a frozen head, the totals."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": export.title})
    sheet = book.add_worksheet()
    strong = book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    digits = exponent(export.rows[0].payment.currency) if export.rows else 2
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    amount = book.add_format({"num_format": pattern})
    strong_amount = book.add_format({"num_format": pattern, "bold": True})
    sheet.write_string(0, 0, export.title, strong)
    for line, told in enumerate(export.told, start=1):
        sheet.write_string(line, 0, told)
    head = len(export.told) + 2
    for place, column in enumerate(export.columns):
        sheet.write_string(head, place, column.head, strong)
    foot = head + 1 + len(export.rows)
    for place, column in enumerate(export.columns):
        for line, row in enumerate(export.rows, start=head + 1):
            _write(sheet, line, place, getattr(row, column.field), {"day": day, "amount": amount})
    sheet.write_string(foot, 0, export.total, strong)
    sums = totals(export)
    for place, column in enumerate(export.columns):
        _write(sheet, foot, place, sums.get(column.field), {"amount": strong_amount})
    sheet.set_column(0, 0, 8)
    sheet.set_column(1, len(export.columns) - 1, 18)
    sheet.freeze_panes(head + 1, 0)
    book.close()
    return content.getvalue()


def _write(sheet: Any, line: int, place: int, value: object, formats: dict[str, Any]) -> None:
    """One cell: an amount as a number, a day as a date; nothing where nothing was told."""
    if isinstance(value, Money):
        sheet.write_number(line, place, value.to_decimal(), formats["amount"])
    elif isinstance(value, dt.date) and value >= _FIRST_DAY:
        sheet.write_datetime(line, place, value, formats["day"])
    elif isinstance(value, int):
        sheet.write_number(line, place, value)
    elif value is not None:
        sheet.write_string(line, place, str(value))


def totals(export: ScheduleExport) -> dict[ExportField, Money]:
    """The sums of the amounts of which there is one; nothing for an empty table."""
    if not export.rows:
        return {}
    currency = export.rows[0].payment.currency
    return {
        column.field: Money(
            sum(money.minor for row in export.rows if (money := getattr(row, column.field)) is not None), currency
        )
        for column in export.columns
        if column.field in AMOUNT_FIELDS and column.field != "balance"
    }


def _cell_text(value: Money | dt.date | int | str | None) -> str:
    if isinstance(value, Money):
        return value.to_decimal_text()
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None else _harmless(str(value))


def _harmless(text: str) -> str:
    """A leading apostrophe keeps a spreadsheet from reading a text as a formula (OWASP: CSV injection)."""
    return f"'{text}" if text.lstrip(" \"'").startswith(_FORMULA_STARTS) else text
