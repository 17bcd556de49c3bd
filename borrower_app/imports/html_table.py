"""Tables out of a page of HTML: what many banks call .xls, and what a copied table is on the clipboard.

Only the words of the cells are taken. Scripts, styles, links and pictures are passed over; nothing is fetched.
The standard library's parser takes quadratic time for a page of tags that never end; this one looks at each sign once.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from borrower_app.imports.cells import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_LINES,
    Area,
    Cell,
    Sheet,
    TableRefused,
)
from borrower_app.imports.delimited import decoded

LARGEST_PAGE: Final = 2 * 1024 * 1024
"""Bytes; a page of 360 rows, written by a word processor, takes about a fifth of it."""
_MOST_TABLES: Final = 50
_MOST_CELLS: Final = 400_000
_TALLEST: Final = 1_000
_MOST_PIECES: Final = 400
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{1,20})", re.IGNORECASE)
_CHINESE: Final = frozenset({"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "hz-gb-2312"})
_PASSED_OVER: Final = frozenset({"script", "style", "title", "template", "noscript", "object", "svg", "select"})
_STANDS_ALONE: Final = frozenset({"br", "p", "div", "li"})
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})((?:[\s/:][^<>]{0,4000})?)>|<!--|<[!?][^<>]{0,400}>")
_SPAN: Final = re.compile(r"(colspan|rowspan)\s*=\s*[\"']?\s*([0-9]{1,5})(?![0-9])", re.IGNORECASE)


def read_html(content: bytes) -> tuple[Sheet, ...]:
    """Every table of a page as a sheet; raises TableRefused, `not_a_table` where it has none."""
    if len(content) > LARGEST_PAGE:
        raise TableRefused("too_large")
    return tables_of(_text_of(content))


def tables_of(page: str) -> tuple[Sheet, ...]:
    """The same for a text, as it comes from the clipboard."""
    if len(page) > LARGEST_PAGE:
        raise TableRefused("too_large")
    if "\0" in page:
        raise TableRefused("binary")
    reader = _TableReader()
    for is_end, tag, told in _pieces(page):
        if not tag:
            reader.says(told)
        elif is_end:
            reader.ends(tag)
        else:
            reader.begins(tag, told)
    reader.end_cell()
    sheets = tuple(table.sheet() for table in reader.tables if table.rows)
    if not sheets:
        raise TableRefused("not_a_table")
    return sheets


def _pieces(page: str) -> Iterator[tuple[bool, str, str]]:
    """Tags as (is it an end, name, attributes) and what stands between them with an empty name."""
    place = 0
    closed: set[str] = set()
    """What is never ended further on, so that nobody looks for its end again."""
    while True:
        found = _TAG.search(page, place)
        if found is None:
            yield False, "", page[place : place + LONGEST_CELL]
            return
        yield False, "", page[place : min(found.start(), place + LONGEST_CELL)]
        place = found.end()
        tag = (found.group(2) or "").casefold()
        if found.group() == "<!--":
            place = _after(page, "-->", place, closed)
        elif tag in _PASSED_OVER and not found.group(1):
            place = _after(page, f"</{tag}", place, closed)
        elif tag:
            yield bool(found.group(1)), tag, found.group(3)


def _after(page: str, end: str, place: int, closed: set[str]) -> int:
    """Behind an end; where there is none, what was begun is passed over by itself."""
    if end in closed:
        return place
    there = page.find(end, place)
    if there < 0:
        closed.add(end)
        return place
    place = there + len(end)
    return max(place, page.find(">", place, place + 100) + 1) if end.startswith("</") else place


def _text_of(content: bytes) -> str:
    """A page that says it is in a Chinese encoding is read so; any other as every text file is."""
    found = _CHARSET.search(content[:4096])
    if found is not None and found.group(1).decode("ascii").casefold() in _CHINESE:
        try:
            return content.decode("gb18030")
        except UnicodeDecodeError:
            pass
    return decoded(content)


class _Table:
    """The grid of one table; a cell over several columns or rows says its word in the first one."""

    def __init__(self) -> None:
        self.rows: list[list[Cell]] = []
        self._areas: list[Area] = []
        self._taken: dict[int, set[int]] = {}
        self._cells = 0

    def begin_row(self) -> None:
        if len(self.rows) >= MOST_LINES:
            raise TableRefused("too_many_rows")
        self.rows.append([])

    def add(self, text: str, columns: int, rows: int) -> None:
        if not self.rows:
            self.begin_row()
        top = len(self.rows) - 1
        row = self.rows[top]
        taken = self._taken.get(top, set())
        while len(row) in taken:
            row.append(None)
        left = len(row)
        if left + columns > MOST_COLUMNS:
            raise TableRefused("too_many_columns")
        self._cells += columns * rows
        if self._cells > _MOST_CELLS:
            raise TableRefused("too_many_rows")
        row.extend([text or None, *[None] * (columns - 1)])
        if columns > 1 or rows > 1:
            self._areas.append(Area(top, left, top + rows - 1, left + columns - 1))
        for below in range(top + 1, top + rows):
            self._taken.setdefault(below, set()).update(range(left, left + columns))

    def sheet(self) -> Sheet:
        return Sheet("", tuple(map(tuple, self.rows)), tuple(self._areas))


class _TableReader:
    """Puts the pieces of a page into tables; a table inside a cell is a table of its own."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._cell: list[str] | None = None
        self._span = (1, 1)

    def begins(self, tag: str, attributes: str) -> None:
        if tag == "table":
            self.end_cell()
            if len(self.tables) >= _MOST_TABLES:
                raise TableRefused("not_a_table")
            table = _Table()
            self.tables.append(table)
            self._open.append(table)
        elif tag == "tr" and self._open:
            self.end_cell()
            self._open[-1].begin_row()
        elif tag in ("td", "th") and self._open:
            self.end_cell()
            told = {name.casefold(): int(count) for name, count in _SPAN.findall(attributes)}
            self._span = (_within(told.get("colspan", 1), MOST_COLUMNS), _within(told.get("rowspan", 1), _TALLEST))
            self._cell = []
        elif tag in _STANDS_ALONE and self._cell is not None:
            self._cell.append(" ")

    def ends(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self.end_cell()
        elif tag == "table" and self._open:
            self.end_cell()
            self._open.pop()

    def says(self, words: str) -> None:
        if self._cell is not None and len(self._cell) < _MOST_PIECES:
            self._cell.append(words)

    def end_cell(self) -> None:
        if self._cell is not None and self._open:
            words = html.unescape("".join(self._cell)[: 2 * LONGEST_CELL])
            self._open[-1].add(" ".join(words.split())[:LONGEST_CELL], *self._span)
        self._cell = None


def _within(count: int, most: int) -> int:
    return max(1, min(count, most))
