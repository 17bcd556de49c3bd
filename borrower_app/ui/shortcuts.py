"""The window's keys: binds the table of `presentation.desktop.shortcuts` to what the window does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from borrower_app.presentation.desktop.shortcuts import SHORTCUTS, Command

Answer = Callable[[int], object]
"""Gets the number of the key among those of its command, from 0."""


def bind(window: QWidget, answers: Mapping[Command, Answer], is_locked: Callable[[], bool]) -> None:
    """Bind every key; those that could show something do nothing while `is_locked`."""
    for shortcut in SHORTCUTS:
        if shortcut.is_bound_elsewhere:
            continue
        answer = answers[shortcut.command]
        for number, keys in enumerate(shortcut.keys):
            made = QShortcut(QKeySequence(keys), window)
            made.activated.connect(partial(_press, answer, number, is_locked, shortcut.works_locked))


def _press(answer: Answer, number: int, is_locked: Callable[[], bool], works_locked: bool) -> None:
    if works_locked or not is_locked():
        answer(number)
