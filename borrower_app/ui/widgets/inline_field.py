"""A form field inside a sentence: a short word before the entry, what is wrong below it; what was typed stays."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.form_field import show_entry_error
from borrower_app.ui.widgets.safe_text import label, set_name

_WIDTH = 168
_NARROWEST = 72


class _Entry(QLineEdit):
    """As wide as an amount or a date needs; narrower in a narrow window."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setMaximumWidth(look.px(_WIDTH))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The usual width."""
        return QSize(self._look.px(_WIDTH), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """What is typed can be scrolled."""
        return QSize(self._look.px(_NARROWEST), super().minimumSizeHint().height())


class InlineField(QWidget):
    """One entry; screen readers hear the whole question, the eye reads the word before it."""

    entered = Signal(str)

    def __init__(self, look: Look, word: str, question: str, longest: int = 40) -> None:
        super().__init__()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.gap(4))
        line = QHBoxLayout()
        line.setSpacing(look.gap(12))
        line.addWidget(label(look, word, wrap=False), 0, Qt.AlignmentFlag.AlignVCenter)
        self.entry = _Entry(look)
        set_name(self.entry, question)
        self.entry.setMaxLength(longest)
        self.entry.returnPressed.connect(self._on_return)
        line.addWidget(self.entry, 0)
        down.addLayout(line)
        self._error = label(look, "", "body", "bad")
        self._error.setVisible(False)
        down.addWidget(self._error)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.entry.text()

    def show_error(self, sentence: str) -> None:
        """Say what is wrong below the entry and tell it to screen readers; empty takes it away."""
        show_entry_error(self.entry, self._error, sentence)

    def _on_return(self) -> None:
        self.entered.emit(self.entry.text())
