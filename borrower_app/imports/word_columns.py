"""A table without drawn lines: words with their places in, rows of cells out. The columns are where figures stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

_FIGURE: Final = re.compile(r"[-+¥￥$€(]*[0-9][0-9,./年月日:-]*[)%元]*|第?[0-9]+期?|--?|—+", re.ASCII)
_LEAST_FIGURES: Final = 3
_GAP: Final = 2.0
"""Points between two columns, at least."""
_SPACE: Final = 0.5
"""Of a line's height: what lies between two words of one phrase."""


class Word(Struct, frozen=True):
    """A word on a page; points from its left and upper edge."""

    left: float
    right: float
    top: float
    bottom: float
    text: str


def lines_of(words: Sequence[Word]) -> list[list[Word]]:
    """The words line by line, each from left to right: what overlaps by half its height stands in one line."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one.top + one.bottom, one.left)):
        middle = (word.top + word.bottom) / 2
        if lines and lines[-1][0].top <= middle <= lines[-1][0].bottom:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda one: one.left) for line in lines]


def rows_of_words(words: Sequence[Word]) -> list[tuple[str, ...]]:
    """One row a line. A line that fills at least two columns is cut at them, any other is one cell."""
    lines = lines_of(words)
    columns = _columns([line for line in lines if _is_figures(line)])
    if len(columns) < _LEAST_FIGURES:
        return [(_text(line),) for line in lines]
    return [_cells(line, columns) for line in lines]


def _is_figures(line: Sequence[Word]) -> bool:
    return sum(map(_is_figure, line)) >= _LEAST_FIGURES


def _is_figure(word: Word) -> bool:
    return _FIGURE.fullmatch(word.text) is not None


def _columns(lines: Sequence[Sequence[Word]]) -> list[tuple[float, float]]:
    """Where words of rows of figures overlap is one column; between two columns there is nothing in any row."""
    spans = sorted(span for line in lines for span in _phrases(line))
    columns: list[tuple[float, float]] = []
    for left, right in spans:
        if columns and left < columns[-1][1] + _GAP:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _phrases(line: Sequence[Word]) -> list[tuple[float, float]]:
    """From where to where something stands: words with a mere space between them are one; two figures never are."""
    spans: list[tuple[float, float]] = []
    before: Word | None = None
    for word in line:
        close = before is not None and word.left - before.right < (word.bottom - word.top) * _SPACE
        if close and before is not None and not (_is_figure(before) and _is_figure(word)):
            spans[-1] = (spans[-1][0], word.right)
        else:
            spans.append((word.left, word.right))
        before = word
    return spans


def _cells(line: Sequence[Word], columns: Sequence[tuple[float, float]]) -> tuple[str, ...]:
    filled: list[list[str]] = [[] for _ in columns]
    for word in line:
        filled[_nearest(word, columns)].append(word.text)
    if sum(bool(cell) for cell in filled) < 2:
        return (_text(line),)
    return tuple(" ".join(cell) for cell in filled)


def _nearest(word: Word, columns: Sequence[tuple[float, float]]) -> int:
    """The column it overlaps most, else the one whose middle is next."""

    def worth(index: int) -> tuple[float, float]:
        left, right = columns[index]
        overlap = min(right, word.right) - max(left, word.left)
        return max(0.0, overlap), -abs((left + right) / 2 - (word.left + word.right) / 2)

    return max(range(len(columns)), key=worth)


def _text(line: Sequence[Word]) -> str:
    return " ".join(word.text for word in line)
