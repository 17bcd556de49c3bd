"""An XLSX file is a packed set of XML parts: unpacked here within bounds and packed anew, so that the spreadsheet
reader meets nothing that was not looked at. Parts with a document type are refused: no entity is ever expanded.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Final
from xml.parsers import expat

from borrower_app.imports.cells import LARGEST_FILE, MOST_COLUMNS, MOST_LINES, TableRefused

MOST_ENTRIES: Final = 1_000
LARGEST_UNPACKED: Final = 96 * 1024 * 1024
HIGHEST_RATIO: Final = 200
_RATIO_FROM: Final = 1024 * 1024
MOST_CELLS: Final = 1_500_000
"""Rows times columns of the used area, which the reader holds whole."""
LARGEST_TEXT: Final = 64 * 1024 * 1024
"""Characters of all cells together: a single shared text may stand in every cell."""
_DEEPEST: Final = 64
_WORKSHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_SHARED: Final = "xl/sharedstrings.xml"
_WORKBOOK: Final = "xl/workbook.xml"
_REFERENCE: Final = re.compile(r"([A-Z]{1,7})([0-9]{1,9})", re.ASCII)


def checked_copy(content: bytes) -> io.BytesIO:
    """The same workbook, its XML parts alone, unpacked, bounded and looked at. Raises TableRefused."""
    if len(content) > LARGEST_FILE:
        raise TableRefused("too_large")
    parts = _unpacked(content)
    names = {name.casefold(): name for name in parts}
    lengths = _shared_lengths(parts[names[_SHARED]]) if _SHARED in names else []
    for name, data in parts.items():
        if _WORKSHEET.fullmatch(name):
            _SheetScan(lengths).look(data)
        elif name.casefold() != _SHARED:
            _Scan().look(data)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    packed.seek(0)
    return packed


def counts_from_1904(packed: io.BytesIO) -> bool:
    """Whether the workbook of a checked copy says that its day numbers begin in 1904. Raises TableRefused."""
    scan = _WorkbookScan()
    with zipfile.ZipFile(packed) as archive:
        for name in archive.namelist():
            if name.casefold() == _WORKBOOK:
                scan.look(archive.read(name))
    packed.seek(0)
    return scan.from_1904


def _unpacked(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES:
                raise TableRefused("unpacks_too_large")
            # Sizes as the file states them first: nothing is unpacked that says itself that it is too large.
            if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
                raise TableRefused("unpacks_too_large")
            parts: dict[str, bytes] = {}
            left = LARGEST_UNPACKED
            for entry in entries:
                if not entry.filename.casefold().endswith((".xml", ".rels")):
                    continue
                parts_so_far = {name.casefold() for name in parts}
                if entry.filename.casefold() in parts_so_far or entry.flag_bits & 1:
                    raise TableRefused("damaged")
                if entry.file_size > _RATIO_FROM and entry.file_size > HIGHEST_RATIO * max(1, entry.compress_size):
                    raise TableRefused("unpacks_too_large")
                with archive.open(entry) as packed:
                    data = packed.read(left + 1)
                left -= len(data)
                if left < 0:
                    raise TableRefused("unpacks_too_large")
                parts[entry.filename] = data
            return parts
    except TableRefused:
        raise
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        raise TableRefused("damaged") from None


class _Scan:
    """Looks through one part: no document type, not nested too deep."""

    def __init__(self) -> None:
        self._depth = 0

    def look(self, data: bytes) -> None:
        """Raises TableRefused."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.StartElementHandler = self._open
        parser.EndElementHandler = self._close
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(data, True)
        except TableRefused:
            raise
        except (expat.ExpatError, ValueError, LookupError):
            # LookupError: the part says that it is written in an encoding nobody knows.
            raise TableRefused("damaged") from None

    def _refuse(self, *_declaration: object) -> None:
        raise TableRefused("damaged")

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise TableRefused("damaged")
        self.opened(name.rpartition(":")[2], attributes)

    def _close(self, name: str) -> None:
        self._depth -= 1
        self.closed(name.rpartition(":")[2])

    def _text(self, text: str) -> None:
        self.said(text)

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; its name has no prefix."""

    def closed(self, name: str) -> None:
        """An element ends."""

    def said(self, text: str) -> None:
        """Text between elements, perhaps in pieces."""


class _WorkbookScan(_Scan):
    """Notes from which year the workbook counts its days."""

    def __init__(self) -> None:
        super().__init__()
        self.from_1904 = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "0") in ("1", "true")


class _SharedScan(_Scan):
    """Notes how long each shared text is."""

    def __init__(self) -> None:
        super().__init__()
        self.lengths: list[int] = []

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self.lengths.append(0)

    def said(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


def _shared_lengths(data: bytes) -> list[int]:
    scan = _SharedScan()
    scan.look(data)
    return scan.lengths


class _SheetScan(_Scan):
    """Keeps count of the used area and of all text in it."""

    def __init__(self, lengths: list[int]) -> None:
        super().__init__()
        self._lengths = lengths
        self._row = self._column = 0
        self._last_row = self._last_column = 0
        self._text_left = LARGEST_TEXT
        self._shared = False
        self._index = ""
        self._in_value = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self._row = _whole(attributes.get("r"), self._row + 1)
            self._column = 0
        elif name == "c":
            found = _REFERENCE.fullmatch(attributes.get("r", "").upper())
            if found is not None:
                self._column, self._row = _column_number(found.group(1)), int(found.group(2))
            elif "r" in attributes:
                raise TableRefused("damaged")
            else:
                self._column += 1
            self._shared = attributes.get("t") == "s"
            self._keep_within()
        elif name == "v":
            self._in_value, self._index = True, ""

    def _keep_within(self) -> None:
        self._last_row = max(self._last_row, self._row)
        self._last_column = max(self._last_column, self._column)
        if self._last_column > MOST_COLUMNS:
            raise TableRefused("too_many_columns")
        if self._last_row > MOST_LINES or self._last_row * self._last_column > MOST_CELLS:
            raise TableRefused("too_many_rows")

    def closed(self, name: str) -> None:
        if name == "v":
            self._in_value = False
            if self._shared:
                index = _whole(self._index.strip(), -1)
                if not 0 <= index < len(self._lengths):
                    raise TableRefused("damaged")
                self._spend(self._lengths[index])

    def said(self, text: str) -> None:
        if self._in_value and self._shared:
            self._index += text[:12]
        else:
            self._spend(len(text))

    def _spend(self, length: int) -> None:
        self._text_left -= length
        if self._text_left < 0:
            raise TableRefused("unpacks_too_large")


def _whole(text: str | None, otherwise: int) -> int:
    if text is None:
        return otherwise
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise TableRefused("damaged")
    return int(text)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
