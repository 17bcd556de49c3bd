"""The status line: connection, age of the data, what is not sent yet, and the code of this screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from borrower_app.presentation.frame.views import StatusWords
from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.flow import WrappingRow
from borrower_app.ui.widgets.icon import Icon
from borrower_app.ui.widgets.safe_text import TextLabel
from borrower_app.ui.widgets.text_layout import Run


class StatusLine(QWidget):
    """Built anew whenever its words change: it is four labels."""

    def __init__(self, look: Look, words: StatusWords, code: str) -> None:
        super().__init__()
        self.setProperty("status", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, look.gap(5), 16, look.gap(5))
        layout.setSpacing(16)
        holder = QWidget()
        row = WrappingRow(look.gap(14), holder)
        row.addWidget(_connection(look, words))
        for sentence in (words.freshness, words.unsent):
            if sentence:
                row.addWidget(TextLabel(look, (Run(sentence),), "caption", "ink_soft", wrap=True))
        layout.addWidget(holder, 1)
        told = (Run(f"{words.page_code} "), Run(code, strong=True))
        self.code = TextLabel(look, told, "caption", "ink_soft", wrap=False)
        layout.addWidget(self.code, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumHeight(look.px(32))


def _connection(look: Look, words: StatusWords) -> QWidget:
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(look.gap(6))
    layout.addWidget(Icon(words.connection_icon, look.px(14), look.tone_ink(words.connection_tone)))
    ink = "ink_soft" if words.connection_tone == "plain" else words.connection_tone
    layout.addWidget(TextLabel(look, (Run(words.connection),), "caption", ink, wrap=True), 1)
    return holder
