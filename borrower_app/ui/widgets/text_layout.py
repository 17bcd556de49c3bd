"""Lays out runs of plain text: the one place where words become lines. No markup is ever read from a text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextLayout, QTextOption

from borrower_app.foreign_text import shown

_LINE_SEPARATOR = "\u2028"
_UNBOUNDED = 1_000_000.0
_WIDTHS_KEPT = 6


class Run(Struct, frozen=True):
    """A piece of text with one appearance; `underline` is the dashed mark below a word that is explained."""

    text: str
    strong: bool | None = None
    colour: QColor | None = None
    underline: QColor | None = None


def plain(text: str) -> str:
    """The text as Qt lays it out: such as can be shown beside others, line ends as line separators."""
    return shown(text).replace("\n", _LINE_SEPARATOR)


def units(text: str) -> int:
    """Length in UTF-16 units, the measure of Qt's positions."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le")) // 2


def lay_out(
    runs: Sequence[Run],
    font: QFont,
    width: float | None,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    line_factor: float = 1.0,
) -> QTextLayout:
    """Lines of at most `width` pixels (None: one line unless the text itself breaks)."""
    text = "".join(plain(run.text) for run in runs)
    return _lay_out(text, _formats(runs), font, width, align=align, line_factor=line_factor)


def _lay_out(
    text: str,
    formats: Sequence[QTextLayout.FormatRange],
    font: QFont,
    width: float | None,
    *,
    align: Qt.AlignmentFlag,
    line_factor: float,
) -> QTextLayout:
    layout = QTextLayout(text, font)
    layout.setTextOption(_option(align))
    if formats:
        layout.setFormats(formats)
    layout.beginLayout()
    top = 0.0
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(_UNBOUNDED if width is None else max(width, 1.0))
        height = line.height()
        extra = height * (line_factor - 1)
        line.setPosition(QPointF(0, top + extra / 2))
        top += height + extra
    layout.endLayout()
    return layout


@cache
def _option(align: Qt.AlignmentFlag) -> QTextOption:
    option = QTextOption(align)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setUseDesignMetrics(True)
    # Our sentences run from left to right, whoever's name stands first in them.
    option.setTextDirection(Qt.LayoutDirection.LeftToRight)
    return option


class LaidText:
    """Runs in one font, laid out once for each width they are asked for: Qt asks for the same ones again and again."""

    def __init__(
        self,
        runs: Sequence[Run],
        font: QFont,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        line_factor: float = 1.0,
    ) -> None:
        self._text = "".join(plain(run.text) for run in runs)
        self._formats = _formats(runs)
        self._font = font
        self._align = align
        self._line_factor = line_factor
        self.on_one_line: Final = self._lay(None)
        """One line unless the text itself breaks, at the left."""
        self.width: Final = natural_width(self.on_one_line)
        self.height: Final = height_of(self.on_one_line, line_factor)
        self._laid: dict[float, QTextLayout] = {}
        self._heights: dict[float, float] = {}

    def at(self, width: float) -> QTextLayout:
        """The lines at a width, kept for the last few widths."""
        if self._fits(width) and self._align is Qt.AlignmentFlag.AlignLeft:
            return self.on_one_line
        if width not in self._laid:
            if len(self._laid) > _WIDTHS_KEPT:
                self._laid.clear()
            self._laid[width] = self._lay(width)
        return self._laid[width]

    def height_at(self, width: float) -> float:
        """The height of the lines at a width."""
        if self._fits(width):
            return self.height
        if width not in self._heights:
            self._heights[width] = height_of(self.at(width), self._line_factor)
        return self._heights[width]

    def _fits(self, width: float) -> bool:
        # A whole pixel more than its own width, as the size hints leave it: nothing wraps for a rounded fraction.
        return width >= int(self.width) + 1

    def _lay(self, width: float | None) -> QTextLayout:
        align = Qt.AlignmentFlag.AlignLeft if width is None else self._align
        return _lay_out(self._text, self._formats, self._font, width, align=align, line_factor=self._line_factor)


def height_of(layout: QTextLayout, line_factor: float = 1.0) -> float:
    """The height of all lines."""
    return sum(layout.lineAt(index).height() * line_factor for index in range(layout.lineCount()))


def natural_width(layout: QTextLayout) -> float:
    """The widest line's own width."""
    return max((layout.lineAt(index).naturalTextWidth() for index in range(layout.lineCount())), default=0.0)


def boxes_of(layout: QTextLayout, start: int, length: int) -> list[QRectF]:
    """Where a range of UTF-16 units stands, one box a line."""
    boxes = []
    end = start + length
    for index in range(layout.lineCount()):
        line = layout.lineAt(index)
        first = max(start, line.textStart())
        last = min(end, line.textStart() + line.textLength())
        if first >= last:
            continue
        left = _x_of(line.cursorToX(first))
        right = _x_of(line.cursorToX(last))
        boxes.append(QRectF(min(left, right), line.y(), abs(right - left), line.height()))
    return boxes


def _x_of(answer: object) -> float:
    # PySide answers (x, position) here, C++ x alone.
    value = answer[0] if isinstance(answer, tuple) else answer
    return float(value) if isinstance(value, int | float) else 0.0


def _formats(runs: Sequence[Run]) -> list[QTextLayout.FormatRange]:
    formats: list[QTextLayout.FormatRange] = []
    if all(run.strong is None and run.colour is None and run.underline is None for run in runs):
        return formats
    start = 0
    for run in runs:
        length = units(plain(run.text))
        if run.strong is not None or run.colour is not None or run.underline is not None:
            form = QTextCharFormat()
            if run.strong is not None:
                form.setFontWeight(QFont.Weight.Bold if run.strong else QFont.Weight.Normal)
            if run.colour is not None:
                form.setForeground(run.colour)
            if run.underline is not None:
                form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
                form.setUnderlineColor(run.underline)
            piece = QTextLayout.FormatRange()
            # The names are Qt's own members of the structure.
            piece.start, piece.length, piece.format = start, length, form
            formats.append(piece)
        start += length
    return formats
