"""Amounts: tabular figures at the right edge, and rows that pair words with one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from borrower_app.ui.theme.look import Look, TypeRole
from borrower_app.ui.widgets.flow import Columns
from borrower_app.ui.widgets.marked_text import MarkedLabel, Span
from borrower_app.ui.widgets.safe_text import TextLabel, label


def amount(look: Look, text: str, role: TypeRole = "body", strong: bool = True) -> TextLabel:
    """An amount with its currency; it never wraps, so that no figure is torn apart."""
    return label(look, text, role, wrap=False, align=Qt.AlignmentFlag.AlignRight, strong=strong)


class PairRow(QWidget):
    """Words at the left, a value at the right; under each other where both don't fit on one line."""

    def __init__(
        self,
        look: Look,
        words: Sequence[Span],
        value: Sequence[Span],
        *,
        strong: bool = False,
        words_ink: str = "ink",
        value_ink: str = "ink",
        above: int = 6,
    ) -> None:
        super().__init__()
        left = MarkedLabel(look, words, ink=words_ink)
        right = MarkedLabel(look, value, ink=value_ink, strong=strong, align=Qt.AlignmentFlag.AlignRight)
        wanted = left.sizeHint().width() + right.sizeHint().width()
        layout = _PairColumns(look.gap(12), wanted, self)
        layout.setContentsMargins(0, look.gap(above), 0, look.gap(above))
        layout.addWidget(left)
        layout.addWidget(right)


class _PairColumns(Columns):
    """Two columns that need `wanted` pixels together; the second takes exactly its own width."""

    def __init__(self, gap: int, wanted: int, parent: QWidget) -> None:
        super().__init__(gap, 0, (), parent)
        self._wanted = wanted

    def _widths(self, width: int) -> list[int] | None:
        if width < self._wanted + self._gap:
            return None
        items = self._shown()
        right = items[1].sizeHint().width()
        return [width - self._gap - right, right]
