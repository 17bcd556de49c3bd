"""A schedule as XLSX or CSV: numbers are numbers, dates are dates, and no text is ever read as a formula."""

from __future__ import annotations

import csv
import io
from typing import Final

import xlsxwriter

from borrower_app.lending.money import Money, exponent
from borrower_app.presentation.schedule.schedule_export import ScheduleExport

_BYTE_ORDER_MARK: Final = "\ufeff"
"""Excel reads a CSV file as UTF-8 only with it."""
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def csv_bytes(export: ScheduleExport, separator: str = ",") -> bytes:
    """One line an installment; amounts with a point and no grouping, dates as 2026-11-20."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerow([_harmless(head) for head in export.columns])
    for row in export.rows:
        amounts = [money.to_decimal_text() for money in (row.principal, row.interest, row.payment, row.balance)]
        writer.writerow([row.n, row.due.isoformat(), *amounts, _harmless(row.state)])
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
    for column, name in enumerate(export.columns):
        sheet.write_string(head, column, name, strong)
    for line, row in enumerate(export.rows, start=head + 1):
        sheet.write_number(line, 0, row.n)
        sheet.write_datetime(line, 1, row.due, day)
        for column, money in enumerate((row.principal, row.interest, row.payment, row.balance), start=2):
            sheet.write_number(line, column, money.to_decimal(), amount)
        sheet.write_string(line, 6, row.state)
    foot = head + 1 + len(export.rows)
    sheet.write_string(foot, 0, export.total, strong)
    for column, money in enumerate(totals(export), start=2):
        sheet.write_number(foot, column, money.to_decimal(), strong_amount)
    sheet.set_column(0, 0, 8)
    sheet.set_column(1, 6, 18)
    sheet.freeze_panes(head + 1, 0)
    book.close()
    return content.getvalue()


def totals(export: ScheduleExport) -> tuple[Money, ...]:
    """Sums of principal, interest and payment; nothing for an empty table."""
    if not export.rows:
        return ()
    currency = export.rows[0].payment.currency
    return tuple(
        Money(sum(getattr(row, name).minor for row in export.rows), currency)
        for name in ("principal", "interest", "payment")
    )


def _harmless(text: str) -> str:
    """A leading apostrophe keeps a spreadsheet from reading a text as a formula (OWASP: CSV injection)."""
    return f"'{text}" if text.lstrip(" \"'").startswith(_FORMULA_STARTS) else text
