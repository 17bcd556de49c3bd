"""What `own add` says of a table file that can't be read at all: the reason, and for documents what to do."""

from __future__ import annotations

from typing import Final

from borrower_app.imports.cells import RefusalReason, TableRefused

_WHAT_TO_DO: Final[dict[RefusalReason, str]] = {
    "picture": "ask the bank for Excel, CSV or PDF",
    "scanned": "its pages are pictures: ask the bank for Excel, CSV or a PDF that is no scan",
    "needs_password": "name it in table_password, or print the file into a new PDF without one",
    "wrong_password": "correct table_password; the bank says which one it is",
    "too_many_pages": "save the pages with the table alone",
    "took_too_long": "ask the bank for Excel or CSV",
    "too_heavy": "ask the bank for Excel or CSV",
}


def refused_in_words(refused: TableRefused) -> str:
    """One sentence."""
    told = f"the file can't be read as a table ({refused.reason})"
    advice = _WHAT_TO_DO.get(refused.reason)
    return f"{told}; {advice}." if advice else f"{told}."
