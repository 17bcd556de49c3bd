"""What each of the window's keys does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from PySide6.QtCore import Qt

from borrower_app.presentation.desktop.shortcuts import Command
from borrower_app.presentation.intents import Address, ChooseLook, Intent, OpenPage, SyncNow
from borrower_app.ui.find_bar import FindBar
from borrower_app.ui.shortcuts import Answer
from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.safe_text import copy_marked

TEXT_SIZES: Final = (100, 125, 150, 175, 200)
"""Per cent: the steps of the settings."""
_HELP: Final = "T-2"


class KeyedWindow(Protocol):
    """As much of the window as its keys need."""

    @property
    def address(self) -> Address: ...
    @property
    def shown_code(self) -> str: ...
    @property
    def look(self) -> Look: ...
    @property
    def find_bar(self) -> FindBar | None: ...
    def ask(self, intent: Intent) -> None: ...
    def open_place(self, number: int) -> None: ...
    def back(self) -> bool: ...
    def forward(self) -> bool: ...
    def find(self) -> None: ...
    def put_away_find(self) -> None: ...
    def close(self) -> bool: ...
    def isFullScreen(self) -> bool: ...
    def windowState(self) -> Qt.WindowState: ...
    def setWindowState(self, state: Qt.WindowState) -> None: ...


def answers_of(window: KeyedWindow) -> Mapping[Command, Answer]:
    """One function a command; each gets the number of the key among those of its command."""
    return {
        "places": window.open_place,
        "back": lambda _number: window.back(),
        "forward": lambda _number: window.forward(),
        "settings": lambda _number: window.ask(OpenPage(Address("T-1"))),
        "update": lambda _number: window.ask(SyncNow()),
        "copy": lambda _number: copy_marked(),
        "find": lambda _number: window.find(),
        "find_next": lambda _number: _find_on(window, forwards=True),
        "find_previous": lambda _number: _find_on(window, forwards=False),
        "larger": lambda _number: _resize_text(window, 1),
        "smaller": lambda _number: _resize_text(window, -1),
        "usual_size": lambda _number: window.ask(ChooseLook(text_scale=TEXT_SIZES[0])),
        "full_screen": lambda _number: window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen),
        "about_page": lambda _number: _about(window, window.shown_code),
        "all_keys": lambda _number: _about(window, ""),
        "leave": lambda _number: _leave(window),
        "close": lambda _number: window.close(),
        "quit": lambda _number: window.close(),
    }


def _find_on(window: KeyedWindow, *, forwards: bool) -> None:
    if window.find_bar is None:
        window.find()
    elif forwards:
        window.find_bar.go_on()
    else:
        window.find_bar.go_back()


def _resize_text(window: KeyedWindow, step: int) -> None:
    now = window.look.text_scale
    sizes = [size for size in TEXT_SIZES if size > now] if step > 0 else [size for size in TEXT_SIZES if size < now]
    if sizes:
        window.ask(ChooseLook(text_scale=sizes[0 if step > 0 else -1]))


def _about(window: KeyedWindow, code: str) -> None:
    """What this page is; pressed on the help itself it stays."""
    if window.address.code != _HELP:
        window.ask(OpenPage(Address(_HELP, code)))


def _leave(window: KeyedWindow) -> None:
    """Escape: the bar, then the full screen, then the help."""
    if window.find_bar is not None:
        window.put_away_find()
    elif window.isFullScreen():
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowFullScreen)
    elif window.address.code == _HELP:
        window.back()
