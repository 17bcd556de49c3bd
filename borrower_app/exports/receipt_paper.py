"""A receipt as one printed page: what was changed, confirmed by whom and when, and what shows it."""

from __future__ import annotations

import html

from borrower_app.exports.pdf import Paper
from borrower_app.presentation.guides.receipt import Receipt


def receipt_paper(receipt: Receipt) -> Paper:
    """Every text is escaped."""
    rows = "".join(
        f'<tr><td width="30%">{html.escape(name)}</td><td><b>{html.escape(value)}</b></td></tr>'
        for name, value in receipt.pairs
    )
    told = "".join(f"<p>{html.escape(line)}</p>" for line in receipt.told)
    table = f'<table width="100%" cellspacing="0" cellpadding="8">{rows}</table>'
    return Paper(receipt.title, f"<h2>{html.escape(receipt.title)}</h2>{table}{told}", receipt.page)
