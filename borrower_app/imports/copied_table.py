"""A table out of the clipboard: HTML as web pages and spreadsheets give it, else their plain text with tabs."""

from __future__ import annotations

from borrower_app.imports.cells import LARGEST_FILE, Sheet, TableRefused
from borrower_app.imports.delimited import read_delimited
from borrower_app.imports.head_rows import head_of, named_fields
from borrower_app.imports.html_table import tables_of


def read_copied_table(page: str, text: str) -> tuple[Sheet, ...]:
    """The sheets of whichever of the two shows more columns that are known. Raises TableRefused, `nothing_copied` where
    neither holds a table.
    """
    if not page.strip() and not text.strip():
        raise TableRefused("nothing_copied")
    found: list[tuple[Sheet, ...]] = []
    refused: TableRefused | None = None
    if page.strip():
        try:
            found.append(tables_of(page))
        except TableRefused as why:
            refused = why
    if text.strip():
        try:
            if len(text) > LARGEST_FILE // 4:
                raise TableRefused("too_large")
            found.append((read_delimited(text.encode("utf-8", "replace")),))
        except TableRefused as why:
            refused = refused or why
    if not found:
        raise refused or TableRefused("nothing_copied")
    return max(found, key=lambda sheets: max(named_fields(head_of(sheet)) for sheet in sheets))
