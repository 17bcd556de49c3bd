"""One finding: a mark, a sentence, and perhaps a way to do something about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from borrower_app.presentation.words.parts import Tone
from borrower_app.ui.theme.look import Look, TypeRole
from borrower_app.ui.widgets.buttons import WordButton
from borrower_app.ui.widgets.icon import Icon
from borrower_app.ui.widgets.marked_text import MarkedLabel, Span

MARKS: dict[str, tuple[str, Tone]] = {
    "good": ("ok", "good"),
    "caution": ("warn", "caution"),
    "bad": ("stop", "bad"),
    "plain": ("ask", "plain"),
    "accent": ("clock", "accent"),
}


def check_row(
    look: Look,
    icon: str,
    tone: Tone,
    spans: Sequence[Span],
    *,
    action: WordButton | None = None,
    role: TypeRole = "body",
    ink: str = "ink",
) -> QWidget:
    """A row whose mark stands beside the first line of its sentence."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, look.gap(6), 0, look.gap(6))
    layout.setSpacing(look.gap(8))
    mark = Icon(icon, look.px(20), look.tone_ink(tone))
    layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    layout.addWidget(MarkedLabel(look, spans, role=role, ink=ink), 1, Qt.AlignmentFlag(0))
    if action is not None:
        layout.addWidget(action, 0, Qt.AlignmentFlag.AlignTop)
    return row
