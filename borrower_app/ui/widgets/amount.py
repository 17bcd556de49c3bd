"""Rows that pair words with a value at the right edge."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.flow import OwnWidthLast
from borrower_app.ui.widgets.marked_text import MarkedLabel, Span


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
        layout = OwnWidthLast(look.gap(12), left.sizeHint().width(), self)
        layout.setContentsMargins(0, look.gap(above), 0, look.gap(above))
        layout.addWidget(left)
        layout.addWidget(right)
