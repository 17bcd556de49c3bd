"""A user in a guide of the real window: reads, types and presses what is there, nothing else."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from borrower_app.presentation.intents import Address, OpenPage
from borrower_app.tour.pictures import visible_texts
from borrower_app.ui.window import Window


class GuideUser:
    """Fields are found by their accessible names, buttons by their words."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self.window = window
        self._qtbot = qtbot

    def open(self, code: str, subject: str = "") -> None:
        """Go to a page."""
        self.window._on_intent(OpenPage(Address(code, subject)))

    @property
    def words(self) -> str:
        """Every text of the window."""
        return "\n".join(visible_texts(self.window))

    def sees(self, words: str) -> None:
        """Wait until words stand somewhere in the window."""
        try:
            self._qtbot.waitUntil(lambda: words in self.words, timeout=20_000)
        except BaseException:
            raise AssertionError(f"{words!r} is not on the screen:\n{self.words}") from None

    def field(self, name: str) -> QLineEdit:
        """The entry with this question; AssertionError where there is none."""
        found = [line for line in self.window.page.findChildren(QLineEdit) if line.accessibleName() == name]
        assert len(found) == 1, f"{name}: {len(found)} fields on\n{self.words}"
        return found[0]

    def types(self, name: str, text: str) -> None:
        """Clear an entry and type into it, key by key."""
        entry = self.field(name)
        entry.setFocus()
        entry.selectAll()
        self._qtbot.keyClick(entry, Qt.Key.Key_Delete)
        self._qtbot.keyClicks(entry, text)

    def chooses(self, name: str) -> None:
        """Choose one of several answers by its accessible name."""
        found = [b for b in self.window.page.findChildren(QRadioButton) if b.accessibleName() == name]
        assert len(found) == 1, f"{name} is not among the answers of\n{self.words}"
        found[0].click()

    def chosen(self, question: str) -> str:
        """The accessible name of the answer that is chosen; empty while none is."""
        for button in self.window.page.findChildren(QRadioButton):
            if button.isChecked() and button.accessibleName().startswith(f"{question}: "):
                return button.accessibleName()
        return ""

    def button(self, words: str) -> QPushButton:
        """A button of the page by its words; AssertionError where there is not exactly one."""
        found = [b for b in self.window.page.findChildren(QPushButton) if getattr(b, "words", "") == words]
        assert len(found) == 1, f"{words}: {len(found)} buttons on\n{self.words}"
        return found[0]

    def presses(self, words: str) -> None:
        """Press a button once it is there and can be pressed."""

        def there() -> bool:
            found = [b for b in self.window.page.findChildren(QPushButton) if getattr(b, "words", "") == words]
            return len(found) == 1 and found[0].isEnabled()

        try:
            self._qtbot.waitUntil(there, timeout=20_000)
        except BaseException:
            raise AssertionError(f"no button {words!r} on\n{self.words}") from None
        self._qtbot.mouseClick(self.button(words), Qt.MouseButton.LeftButton)

    def primaries(self) -> list[str]:
        """The words of the page's primary buttons: never more than one."""
        return [
            str(getattr(b, "words", ""))
            for b in self.window.page.findChildren(QPushButton)
            if b.property("kind") == "primary"
        ]
