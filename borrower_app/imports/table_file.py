"""From a file's bytes to its sheets: which kind it is, by what it begins with, never by its name."""

from __future__ import annotations

from typing import Final

from borrower_app.imports.cells import LARGEST_FILE, Sheet, TableRefused
from borrower_app.imports.delimited import read_delimited
from borrower_app.imports.document_kind import is_picture
from borrower_app.imports.html_table import read_html
from borrower_app.imports.workbook import read_workbook

_PACKED: Final = b"PK\x03\x04"
_OLD_OR_LOCKED: Final = b"\xd0\xcf\x11\xe0"
_MARKUP: Final = b"<"
_DOCUMENTS: Final = (b"%PDF", b"{\\rtf")


def read_table_file(content: bytes) -> tuple[Sheet, ...]:
    """At least one sheet; raises TableRefused."""
    if len(content) > LARGEST_FILE:
        raise TableRefused("too_large")
    if not content.strip():
        raise TableRefused("empty")
    if content.startswith(_PACKED):
        return read_workbook(content)
    if content.startswith(_OLD_OR_LOCKED):
        raise TableRefused("old_or_locked")
    if is_picture(content):
        raise TableRefused("picture")
    start = content[:1_000].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(_DOCUMENTS):
        raise TableRefused("not_a_table")
    if start.startswith(_MARKUP):
        return read_html(content)
    return (read_delimited(content),)
