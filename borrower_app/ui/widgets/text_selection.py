"""What is marked in a text that is drawn, to be copied: by dragging, by a double click (a word), by a third (all)."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QTextCharFormat, QTextLayout


class Selection(Struct, frozen=True):
    """From one place of the text to another, in UTF-16 units as Qt counts; they may stand in either order."""

    anchor: int
    place: int

    @property
    def start(self) -> int:
        """Where it begins."""
        return min(self.anchor, self.place)

    @property
    def length(self) -> int:
        """How much it holds; 0: nothing is marked."""
        return abs(self.anchor - self.place)


def place_at(layout: QTextLayout, point: QPointF) -> int:
    """The place in the text nearest to a point of the layout."""
    for index in range(layout.lineCount()):
        line = layout.lineAt(index)
        if point.y() < line.y() + line.height() or index == layout.lineCount() - 1:
            answer = line.xToCursor(point.x())
            # PySide may answer with a tuple where C++ has an out parameter.
            return int(answer[0] if isinstance(answer, tuple) else answer)
    return 0


def part_of(text: str, selection: Selection) -> str:
    """The words that are marked."""
    encoded = text.encode("utf-16-le")
    start, end = 2 * selection.start, 2 * (selection.start + selection.length)
    return encoded[start:end].decode("utf-16-le", errors="ignore")


def word_at(text: str, place: int) -> Selection:
    """The word around a place: what stands between spaces and punctuation, so that a number is one."""
    encoded = text.encode("utf-16-le")
    before = encoded[: 2 * place].decode("utf-16-le", errors="ignore")
    after = encoded[2 * place :].decode("utf-16-le", errors="ignore")
    left = len(before)
    while left and _in_word(before[left - 1]):
        left -= 1
    right = 0
    while right < len(after) and _in_word(after[right]):
        right += 1
    return Selection(len(before[:left].encode("utf-16-le")) // 2, place + len(after[:right].encode("utf-16-le")) // 2)


def _in_word(character: str) -> bool:
    return character.isalnum() or character in "-.,@_"


def drawn_as(selection: Selection, ink: QColor, field: QColor) -> QTextLayout.FormatRange:
    """How a layout draws what is marked."""
    form = QTextCharFormat()
    form.setForeground(ink)
    form.setBackground(field)
    piece = QTextLayout.FormatRange()
    # The names are Qt's own members of the structure.
    piece.start, piece.length, piece.format = selection.start, selection.length, form
    return piece
