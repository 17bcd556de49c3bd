"""PDF with a text layer: the words of each page as rows of cells. Scripts, forms, attachments and pictures are ignored.

Where a page draws lines, the lines say what a cell is; else the gaps between the columns of figures do. The library is
big and its input a stranger's: only the walled process (`borrower_app.walled`) calls this.
"""

from __future__ import annotations

import io
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from borrower_app.imports.cells import LONGEST_CELL, MOST_COLUMNS, MOST_LINES, Sheet, TableRefused
from borrower_app.imports.word_columns import Word, lines_of, rows_of_words

if TYPE_CHECKING:
    from pdfplumber.page import Page

MOST_PAGES: Final = 200
_MOST_SIGNS: Final = 20_000
"""Characters of one page: a full page of small print has a third of it."""
_TALLER: Final = 1.7
"""A stamp or watermark across the page is that much larger than what most of it is written in."""
_LEVEL: Final = 0.02
"""Rise of a line of writing that is still level: a page may have been printed slightly turned."""
_NO_LETTER: Final = "(cid:"
"""What the library gives for a letter whose font does not tell what it means."""
_LEAST_COLUMNS: Final = 3


def read_pdf(content: bytes, password: str = "") -> tuple[Sheet, ...]:
    """One sheet with the rows of all pages; raises TableRefused, MemoryError, and whatever the library raises."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    try:
        document = pdfplumber.open(io.BytesIO(content), password=password)
    except Exception as error:
        # The library wraps the reason, in newer versions twice.
        if _is_caused_by(error, PDFPasswordIncorrect):
            raise TableRefused("wrong_password" if password else "needs_password") from None
        raise
    rows: list[tuple[str, ...]] = []
    signs = unknown = pictures = 0
    with document:
        for number, page in enumerate(document.pages):
            if number >= MOST_PAGES:
                raise TableRefused("too_many_pages")
            if len(page.chars) > _MOST_SIGNS:
                raise TableRefused("too_heavy")
            signs += len(page.chars)
            unknown += sum(sign["text"].startswith(_NO_LETTER) for sign in page.chars)
            pictures += len(page.images)
            rows += rows_of_page(page)
            if len(rows) > MOST_LINES:
                raise TableRefused("too_many_rows")
            page.close()
    if not signs:
        raise TableRefused("scanned" if pictures else "empty")
    if unknown * 2 > signs:
        raise TableRefused("scanned")
    if max((len(row) for row in rows), default=0) < _LEAST_COLUMNS:
        raise TableRefused("scanned" if pictures else "not_a_table")
    return (Sheet("", tuple(rows)),)


def _is_caused_by(error: BaseException | None, kind: type[BaseException]) -> bool:
    while error is not None:
        if isinstance(error, kind) or any(isinstance(one, kind) for one in error.args):
            return True
        error = error.__cause__ or error.__context__
    return False


def rows_of_page(page: Page) -> list[tuple[str, ...]]:
    """The rows of one page from top to bottom; what stands outside of its tables is a row with one cell."""
    written = _without_watermark(page)
    tables = [table for table in written.find_tables() if len(table.rows) > 1 and _width(table) >= _LEAST_COLUMNS]
    words = [
        Word(word["x0"], word["x1"], word["top"], word["bottom"], word["text"])
        for word in written.extract_words(keep_blank_chars=False, x_tolerance=1.5)
    ]
    if not tables:
        return [_bounded(row) for row in rows_of_words(words)]
    outside = [word for word in words if not any(_holds(table.bbox, word) for table in tables)]
    placed: list[tuple[float, tuple[str, ...]]] = [(line.top, (line.text,)) for line in _lines(outside)]
    for table in tables:
        for place, cells in zip(table.rows, table.extract(x_tolerance=1.5), strict=True):
            placed.append((place.bbox[1], tuple(_joined(cell) for cell in cells)))
    return [_bounded(row) for _top, row in sorted(placed, key=lambda one: one[0])]


def _width(table: Any) -> int:
    return max(len(row.cells) for row in table.rows)


def _without_watermark(page: Page) -> Page:
    """Without what is written across and without letters far larger than the rest."""
    sizes = Counter(round(sign["size"], 1) for sign in page.chars if not _is_slanted(sign))
    usual = sizes.most_common(1)[0][0] if sizes else 0

    def belongs(thing: dict[str, Any]) -> bool:
        if thing.get("object_type") != "char":
            return True
        return not _is_slanted(thing) and thing["size"] <= usual * _TALLER

    return page.filter(belongs)


def _is_slanted(sign: dict[str, Any]) -> bool:
    """Whether its line of writing rises or falls; letters that lean by themselves stand on a level line."""
    along, rise = map(abs, sign["matrix"][:2])
    return bool(rise > along * _LEVEL)


def _holds(box: tuple[float, float, float, float], word: Word) -> bool:
    middle = (word.top + word.bottom) / 2
    return box[1] <= middle <= box[3] and word.left < box[2] and word.right > box[0]


def _lines(words: list[Word]) -> list[Word]:
    return [
        Word(line[0].left, line[-1].right, line[0].top, line[0].bottom, " ".join(word.text for word in line))
        for line in lines_of(words)
    ]


def _joined(cell: str | None) -> str:
    """A cell's lines in one: Chinese goes on without a space, and so does a figure that was broken."""
    told = ""
    for line in (cell or "").split("\n"):
        close = not told or not line or not (told[-1].isascii() and line[0].isascii()) or line[0].isdigit()
        told = told + line if close else f"{told} {line}"
    return told.strip()


def _bounded(row: tuple[str, ...]) -> tuple[str, ...]:
    if len(row) > MOST_COLUMNS:
        raise TableRefused("too_many_columns")
    return tuple(cell[:LONGEST_CELL] for cell in row)
