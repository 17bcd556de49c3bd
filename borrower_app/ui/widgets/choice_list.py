"""One of several answers, each on a line of its own with what it means: radio buttons with a question above."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from borrower_app.presentation.guides.guide import GuideChoice
from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.safe_text import TextLabel, describe, label, set_name


class ChoiceList(QWidget):
    """A question with its answers; arrow keys go from one to the next, as radio buttons do."""

    chosen = Signal()

    def __init__(self, look: Look, question: str, options: Sequence[GuideChoice], value: str, error: str = "") -> None:
        super().__init__()
        set_name(self, question)
        self._options = tuple(options)
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.gap(6))
        layout.addWidget(label(look, question, "body_strong"))
        for number, option in enumerate(self._options):
            layout.addWidget(self._line(look, question, number, option, value))
        self._error = label(look, error, "body", "bad")
        self._error.setVisible(bool(error))
        layout.addWidget(self._error)
        self._group.idToggled.connect(self._on_toggled)

    def _line(self, look: Look, question: str, number: int, option: GuideChoice, value: str) -> QWidget:
        line = _ChoiceLine(look, question, option)
        line.button.setChecked(option.value == value)
        self._group.addButton(line.button, number)
        return line

    @property
    def text(self) -> str:
        """The value of the chosen answer; empty while none is."""
        number = self._group.checkedId()
        return self._options[number].value if number >= 0 else ""

    @property
    def error(self) -> TextLabel:
        """The label that says what is wrong; hidden while nothing is."""
        return self._error

    def choose(self, value: str) -> None:
        """Choose an answer as a click would."""
        for number, option in enumerate(self._options):
            if option.value == value:
                self._group.button(number).setChecked(True)

    def _on_toggled(self, _number: int, checked: bool) -> None:
        if checked:
            self.chosen.emit()


class _ChoiceLine(QWidget):
    """A radio button whose words stand beside it and wrap; a click on them chooses it."""

    def __init__(self, look: Look, question: str, option: GuideChoice) -> None:
        super().__init__()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, look.gap(2), 0, look.gap(2))
        across.setSpacing(look.gap(8))
        self.button = QRadioButton()
        set_name(self.button, f"{question}: {option.words}")
        describe(self.button, option.told)
        across.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(look.gap(2))
        words.addWidget(label(look, option.words).not_copyable())
        if option.told:
            words.addWidget(label(look, option.told, "caption", "ink_soft").not_copyable())
        across.addLayout(words, 1)

    def mousePressEvent(self, event: object) -> None:
        """A click anywhere on the line."""
        self.button.setFocus(Qt.FocusReason.MouseFocusReason)
        self.button.setChecked(True)
