"""What T-2 and F-8 say."""

from __future__ import annotations

from msgspec import Struct

from borrower_app.presentation.words.parts import Action


class KeyRow(Struct, frozen=True):
    """Keys that do one thing, in Qt's portable writing (`Ctrl+F`); the page writes them as this system does."""

    keys: tuple[str, ...]
    words: str


class KeyboardView(Struct, frozen=True):
    """T-2. `about` says what the page is that F1 was pressed on; empty: only the keys were asked for."""

    title: str
    about_title: str
    about: str
    keys_title: str
    keys: tuple[KeyRow, ...]
    fields_title: str
    fields: tuple[str, ...]
    back: Action


class ClosingView(Struct, frozen=True):
    """F-8. The first of the `actions` keeps everything."""

    title: str
    told: tuple[str, ...]
    actions: tuple[Action, ...]
