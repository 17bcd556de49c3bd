"""One of several, beside each other, as buttons: Tab goes to the chosen one, the arrow keys choose the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.buttons import WordButton, choice_button
from borrower_app.ui.widgets.flow import WrappingRow
from borrower_app.ui.widgets.safe_text import set_name
from borrower_app.ui.widgets.spoken_role import speak_as

_STEPS: Final = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class ChoiceRow(QWidget):
    """(value, words) each; `name` says what is chosen. A choice may build the page again: the focus goes first."""

    def __init__(
        self, look: Look, name: str, options: Sequence[tuple[str, str]], chosen: str, on_choice: Callable[[str], None]
    ) -> None:
        super().__init__()
        set_name(self, name)
        speak_as(self, "group")
        self._on_choice = on_choice
        self._values = [value for value, _words in options]
        self._buttons: list[WordButton] = []
        row = WrappingRow(look.gap(8), self)
        group = QButtonGroup(self)
        group.setExclusive(True)
        for number, (value, words) in enumerate(options):
            button = choice_button(look, words, f"{name}: {words}", value == chosen)
            # What tells screen readers that it is one of several.
            button.setAutoExclusive(True)
            button.installEventFilter(self)
            group.addButton(button, number)
            row.addWidget(button)
            self._buttons.append(button)
        group.idClicked.connect(self._on_clicked)
        self._let_tab_in()

    def _let_tab_in(self) -> None:
        chosen = [button for button in self._buttons if button.isChecked()] or self._buttons[:1]
        for button in self._buttons:
            stops = button in chosen
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stops else Qt.FocusPolicy.ClickFocus)

    def _on_clicked(self, number: int) -> None:
        self._let_tab_in()
        self._on_choice(self._values[number])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An arrow key goes to the next one and chooses it. Qt's own way chooses first, which loses the focus."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or event.key() not in _STEPS:
            return super().eventFilter(watched, event)
        here = next((number for number, button in enumerate(self._buttons) if button is watched), None)
        if here is None:
            return super().eventFilter(watched, event)
        there = self._buttons[(here + _STEPS[Qt.Key(event.key())]) % len(self._buttons)]
        there.setFocus(Qt.FocusReason.OtherFocusReason)
        there.click()
        return True
