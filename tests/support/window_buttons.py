"""Pressing what stands on a page, as a person does: by its words, with the mouse."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from borrower_app.ui.window import Window


def button_words(window: Window) -> list[str]:
    """The words of every visible button of the page, in order."""
    return [_words_of(button) for button in window.page.findChildren(QAbstractButton) if button.isVisible()]


def press(window: Window, qtbot: QtBot, words: str) -> None:
    """Click the one button with these words; AssertionError when there is none."""
    found = [
        button
        for button in window.page.findChildren(QAbstractButton)
        if button.isVisible() and _words_of(button) == words
    ]
    assert len(found) == 1, (words, button_words(window))
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def _words_of(button: QAbstractButton) -> str:
    return str(getattr(button, "words", button.text()))
