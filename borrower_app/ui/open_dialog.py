"""Which file of the user's shall be read: the system's open dialog, behind a seam that tests and the tour replace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


@dataclass(frozen=True, slots=True)
class WantedFile:
    """What the dialog begins with: its title, and the kinds of file as Qt writes a filter."""

    title: str
    kinds: str


OnFile = Callable[[Path | None], None]


class AsksForFile(Protocol):
    """Asks without blocking; the answer comes once, None when the user thought better of it."""

    def __call__(self, parent: QWidget | None, wanted: WantedFile, answer: OnFile) -> None:
        """Ask."""


def ask_for_file(parent: QWidget | None, wanted: WantedFile, answer: OnFile) -> None:
    """The system's own dialog, beginning in the documents folder."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(parent, wanted.title, folder or str(Path.home()), wanted.kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)

    def finished(result: int) -> None:
        chosen = dialog.selectedFiles() if result else []
        dialog.deleteLater()
        answer(Path(chosen[0]) if chosen else None)

    dialog.finished.connect(finished)
    dialog.open()
