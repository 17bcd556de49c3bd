"""A schedule as a printed table; every text is escaped: a lender's words are never read as markup."""

from __future__ import annotations

import html
from typing import Final

from borrower_app.exports.pdf import Paper
from borrower_app.exports.spreadsheet import totals
from borrower_app.language import amount_text
from borrower_app.presentation.schedule.schedule_export import ScheduleExport

_WIDTHS: Final = (6, 14, 15, 15, 15, 18, 17)
"""Of the columns, in per cent."""


def schedule_paper(export: ScheduleExport) -> Paper:
    """Title, what is said of it, the table with its sums."""
    return Paper(export.title, _html(export), export.page)


def _html(export: ScheduleExport) -> str:
    told = "".join(f"<p>{html.escape(line)}</p>" for line in export.told)
    heads = "".join(
        f'<th align="{_side(column)}" width="{_WIDTHS[column]}%">{html.escape(name)}</th>'
        for column, name in enumerate(export.columns)
    )
    rows = "".join(
        _row(
            str(row.n),
            row.due.isoformat(),
            *map(amount_text, (row.principal, row.interest, row.payment, row.balance)),
            row.state,
        )
        for row in export.rows
    )
    sums = _row(export.total, "", *map(amount_text, totals(export)), "", "", strong=True)
    table = f'<table width="100%" cellspacing="0" cellpadding="6"><thead><tr>{heads}</tr></thead>{rows}{sums}</table>'
    return f"<h2>{html.escape(export.title)}</h2>{told}{table}"


def _row(*cells: str, strong: bool = False) -> str:
    tag = "b" if strong else "span"
    inner = "".join(
        f'<td align="{_side(column)}"><{tag}>{html.escape(cell)}</{tag}></td>' for column, cell in enumerate(cells)
    )
    return f"<tr>{inner}</tr>"


def _side(column: int) -> str:
    return "right" if 2 <= column <= 5 else "left"
