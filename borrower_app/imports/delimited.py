"""CSV and its relatives: bytes in UTF-8, UTF-16 with a mark, or GB18030; separated by comma, semicolon or tab."""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from borrower_app.imports.cells import LARGEST_FILE, LONGEST_CELL, MOST_COLUMNS, MOST_LINES, Sheet, TableRefused
from borrower_app.imports.head_words import fields_of

_SEPARATORS: Final = (",", ";", "\t")
_LOOKED_AT: Final = 80
_LONGEST_START: Final = 200_000
_TEXT_FORMULA: Final = re.compile(r'(^|[,;\t])="([^"\r\n]{0,200})"(?=[,;\t\r\n]|$)', re.MULTILINE)
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def read_delimited(content: bytes) -> Sheet:
    """The one sheet of a text file; raises TableRefused."""
    if len(content) > LARGEST_FILE:
        raise TableRefused("too_large")
    text = decoded(content)
    if "\0" in text:
        raise TableRefused("binary")
    if not text.strip():
        raise TableRefused("empty")
    # ="1,234.00" is one cell; a reader of separated values sees its quotes only at a cell's start.
    text = _TEXT_FORMULA.sub(r'\1"\2"', text)
    return Sheet("", _rows(text, _separator_of(text)))


def decoded(content: bytes) -> str:
    """The text of a file; UTF-8 first, because valid UTF-8 is hardly ever anything else. Raises TableRefused."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode(content, encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode(content, "gb18030")


def _decode(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise TableRefused("binary" if b"\0" in content else "unknown_encoding") from None


def _separator_of(text: str) -> str:
    """The one with which a head row shows most known columns; then the one that gives most rows more than one cell."""
    start = "\n".join(text[:_LONGEST_START].splitlines()[:_LOOKED_AT])

    def worth(separator: str) -> tuple[int, int]:
        try:
            rows = list(csv.reader(io.StringIO(start), delimiter=separator))
        except csv.Error:
            return 0, 0
        known = max((len(fields_of(tuple(row[:MOST_COLUMNS]))) for row in rows), default=0)
        return known, sum(len(row) > 1 for row in rows)

    return max(_SEPARATORS, key=worth)


def _rows(text: str, separator: str) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if len(row) > MOST_COLUMNS:
                raise TableRefused("too_many_columns")
            if len(rows) >= MOST_LINES:
                raise TableRefused("too_many_rows")
            rows.append(tuple(cell[:LONGEST_CELL] for cell in row))
    except csv.Error:
        raise TableRefused("damaged") from None
    return tuple(rows)
