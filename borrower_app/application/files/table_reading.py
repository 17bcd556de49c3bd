"""The one door for a bank's table as a file: what is plain is read here, a stranger's document in a walled process."""

from __future__ import annotations

from borrower_app.imports.cells import LARGEST_FILE, Sheet, TableRefused
from borrower_app.imports.document_kind import is_markup, is_pdf
from borrower_app.imports.table_file import read_table_file


def read_table_content(content: bytes, password: str = "") -> tuple[Sheet, ...]:
    """The sheets of a file; `password` opens a locked PDF. Raises TableRefused."""
    if len(content) > LARGEST_FILE:
        raise TableRefused("too_large")
    if is_pdf(content) or is_markup(content):
        from borrower_app.application.files.walled_reading import read_walled

        return read_walled(content, password)
    return read_table_file(content)
