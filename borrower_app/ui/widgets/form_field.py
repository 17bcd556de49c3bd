"""A form field: its question above, the entry, and what is wrong beside it; what was typed is never taken away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.announcing import announce
from borrower_app.ui.widgets.safe_text import TextLabel, describe, label, set_name

_LONGEST_PASTED: Final = 64


def show_entry_error(entry: QLineEdit, words: TextLabel, sentence: str, hint: str = "") -> None:
    """Show what is wrong in the label beside an entry, to eye and screen reader; an empty sentence takes it away.

    Screen readers hear it before the hint, and at once where the window is in front.
    """
    words.show_text(sentence)
    words.setVisible(bool(sentence))
    describe(entry, " ".join(part for part in (sentence, hint) if part))
    if sentence and entry.isVisible():
        announce(entry, sentence, at_once=True)
    entry.setProperty("wrong", bool(sentence))
    entry.style().unpolish(entry)
    entry.style().polish(entry)


class LastFour(QValidator):
    """Lets the last four digits in. Of a whole card number that is pasted only these are taken, before anything that
    keeps what is typed can see the rest; its first four would have looked just as right.
    """

    LENGTH: Final = 4

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """A fifth key is not taken; anything longer was pasted."""
        if len(text) <= self.LENGTH:
            return QValidator.State.Acceptable, text, position
        if len(text) == self.LENGTH + 1:
            return QValidator.State.Invalid, text, position
        end = "".join(character for character in text if character.isdigit())[-self.LENGTH :]
        return QValidator.State.Acceptable, end, len(end)


class FormField(QWidget):
    """One line of entry with its own question, hint and error."""

    entered = Signal(str)

    def __init__(
        self,
        look: Look,
        question: str,
        hint: str = "",
        secret: bool = False,
        longest: int = 200,
        *,
        last_four: bool = False,
    ) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.gap(4))
        layout.addWidget(label(look, question, "body_strong"))
        self.entry = QLineEdit()
        set_name(self.entry, question)
        self.entry.setMaxLength(longest)
        if last_four:
            # Qt would cut a pasted number at its beginning.
            self.entry.setMaxLength(_LONGEST_PASTED)
            self.entry.setValidator(LastFour(self.entry))
        self.entry.setMaximumWidth(look.px(360))
        if secret:
            self.entry.setEchoMode(QLineEdit.EchoMode.Password)
        self.entry.returnPressed.connect(self._on_return)
        layout.addWidget(self.entry)
        self._hint = label(look, hint, "caption", "ink_soft")
        self._hint.setVisible(bool(hint))
        describe(self.entry, hint)
        layout.addWidget(self._hint)
        self._error = label(look, "", "body", "bad")
        self._error.setVisible(False)
        layout.addWidget(self._error)
        # Beside a taller field the entry stays under its question.
        layout.addStretch(1)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.entry.text()

    @property
    def error(self) -> TextLabel:
        """The label that says what is wrong; hidden while nothing is."""
        return self._error

    def show_error(self, sentence: str, *, focus: bool = True) -> None:
        """Say what is wrong beside the entry, tell it to screen readers, put the cursor there. Empty takes it away."""
        show_entry_error(self.entry, self._error, sentence, self._hint.text())
        if sentence and focus:
            self.entry.setFocus()

    def tell_count(self, words: Callable[[int], str]) -> None:
        """Say in place of the hint how many digits were typed, where the text itself is hidden."""
        self._hint.setVisible(True)
        shown = self._hint.text()

        def tell(text: str) -> None:
            count = sum(character.isdigit() for character in text)
            self._hint.show_text(words(count) if count else shown)

        self.entry.textChanged.connect(tell)

    def wipe(self) -> None:
        """Forget a secret after it was used."""
        self.entry.clear()

    def _on_return(self) -> None:
        self.entered.emit(self.entry.text())


class FormText(QWidget):
    """Several lines of entry with their own question; plain text only, Tab leaves it."""

    def __init__(self, look: Look, question: str, text: str = "", lines: int = 5) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.gap(4))
        layout.addWidget(label(look, question, "body_strong"))
        self.entry = QPlainTextEdit(text)
        set_name(self.entry, question)
        self.entry.setTabChangesFocus(True)
        self.entry.setFixedHeight(self.entry.fontMetrics().lineSpacing() * lines + look.gap(24))
        layout.addWidget(self.entry)

    @property
    def text(self) -> str:
        """What was typed or pasted."""
        return self.entry.toPlainText()
