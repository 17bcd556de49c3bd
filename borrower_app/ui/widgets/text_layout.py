"""Lays out runs of plain text: the one place where words become lines. No markup is ever read from a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextLayout, QTextOption

_LINE_SEPARATOR = "\u2028"
_UNBOUNDED = 1_000_000.0


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text with one appearance; `underline` is the dashed mark below a word that is explained."""

    text: str
    strong: bool | None = None
    colour: QColor | None = None
    underline: QColor | None = None


def plain(text: str) -> str:
    """The text as Qt lays it out: line ends become line separators, other control characters vanish."""
    text = text.replace("\r\n", "\n").replace("\n", _LINE_SEPARATOR)
    return "".join(character for character in text if character >= " " or character == "\t")


def units(text: str) -> int:
    """Length in UTF-16 units, the measure of Qt's positions."""
    return len(text.encode("utf-16-le")) // 2


def lay_out(
    runs: Sequence[Run],
    font: QFont,
    width: float | None,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    line_factor: float = 1.0,
) -> QTextLayout:
    """Lines of at most `width` pixels (None: one line unless the text itself breaks)."""
    layout = QTextLayout("".join(plain(run.text) for run in runs), font)
    option = QTextOption(align)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setUseDesignMetrics(True)
    layout.setTextOption(option)
    layout.setFormats(_formats(runs))
    layout.beginLayout()
    top = 0.0
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(_UNBOUNDED if width is None else max(width, 1.0))
        extra = line.height() * (line_factor - 1)
        line.setPosition(QPointF(0, top + extra / 2))
        top += line.height() + extra
    layout.endLayout()
    return layout


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
    formats = []
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
