"""Asking the user for a file: the one door to the system's file dialogs; tests answer in a person's place."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QFileDialog, QWidget


class FileDialogs:
    """The system's own dialogs. None where the user changed their mind."""

    def to_read(self, parent: QWidget | None, title: str, kinds: str) -> Path | None:
        """An existing file; `kinds` is a filter as Qt writes it."""
        name, _kind = QFileDialog.getOpenFileName(parent, title, str(Path.home()), kinds)
        return Path(name) if name else None

    def to_write(self, parent: QWidget | None, title: str, name: str, kinds: str) -> Path | None:
        """A file that is not there yet: whoever writes it refuses an existing one, so the dialog need not ask."""
        options = QFileDialog.Option.DontConfirmOverwrite
        chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(Path.home() / name), kinds, options=options)
        return Path(chosen) if chosen else None


class HasDialogs(Protocol):
    """Whoever keeps the dialogs; asked anew each time."""

    dialogs: FileDialogs
