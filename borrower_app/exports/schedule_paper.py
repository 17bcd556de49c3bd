"""A schedule as a printed table; every text is escaped: a lender's words are never read as markup."""

from __future__ import annotations

import datetime as dt
import html
from typing import Final

from borrower_app.exports.pdf import Paper
from borrower_app.exports.spreadsheet import totals
from borrower_app.language import amount_text
from borrower_app.lending.money import Money
from borrower_app.presentation.schedule.export_columns import AMOUNT_FIELDS, ExportColumn, ExportField
from borrower_app.presentation.schedule.schedule_export import ScheduleExport

_SHARES: Final[dict[ExportField, int]] = {"n": 8, "due": 14, "balance": 18, "state": 17, "paid_on": 14}
_SHARE: Final = 15
"""Of the width: of the columns named, and of every other one."""
_MOST_UPRIGHT: Final = 7
"""Columns that find room on an upright page."""


def schedule_paper(export: ScheduleExport) -> Paper:
    """Title, what is said of it, the table with its sums."""
    return Paper(export.title, _html(export), export.page, is_wide=len(export.columns) > _MOST_UPRIGHT)


def _html(export: ScheduleExport) -> str:
    columns = export.columns
    whole = sum(_share(column) for column in columns)
    told = "".join(f"<p>{html.escape(line)}</p>" for line in export.told)
    heads = "".join(
        f'<th align="{_side(column)}" width="{100 * _share(column) // whole}%">{html.escape(column.head)}</th>'
        for column in columns
    )
    rows = "".join(_row(columns, [_text(getattr(row, column.field)) for column in columns]) for row in export.rows)
    sums = {"n": export.total} | {field: amount_text(money) for field, money in totals(export).items()}
    foot = _row(columns, [sums.get(column.field, "") for column in columns], strong=True)
    table = f'<table width="100%" cellspacing="0" cellpadding="6"><thead><tr>{heads}</tr></thead>{rows}{foot}</table>'
    return f"<h2>{html.escape(export.title)}</h2>{told}{table}"


def _text(value: Money | dt.date | int | str | None) -> str:
    if isinstance(value, Money):
        return amount_text(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None else str(value)


def _row(columns: tuple[ExportColumn, ...], cells: list[str], *, strong: bool = False) -> str:
    tag = "b" if strong else "span"
    inner = "".join(
        f'<td align="{_side(column)}"><{tag}>{html.escape(cell)}</{tag}></td>'
        for column, cell in zip(columns, cells, strict=True)
    )
    return f"<tr>{inner}</tr>"


def _share(column: ExportColumn) -> int:
    return _SHARES.get(column.field, _SHARE)


def _side(column: ExportColumn) -> str:
    return "right" if column.field in AMOUNT_FIELDS else "left"
