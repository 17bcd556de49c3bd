"""Where a file of the user's own shall go: the system's save dialog, behind a seam that tests and the tour replace."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the dialog begins with: its title, a file name, and the words of the kind of file."""

    title: str
    name: str
    kind: str

    @property
    def ending(self) -> str:
        """Of the name, with its dot."""
        return Path(self.name).suffix


@dataclass(frozen=True, slots=True)
class ChosenPlace:
    """A place the user chose; `replaces`: the dialog has asked already whether the file there may go."""

    path: Path
    replaces: bool = False


OnPlace = Callable[[ChosenPlace | None], None]


class AsksForPlace(Protocol):
    """Asks without blocking; the answer comes once, None when the user thought better of it."""

    def __call__(self, parent: QWidget | None, suggestion: Suggestion, answer: OnPlace) -> None:
        """Ask."""


def ask_for_place(parent: QWidget | None, suggestion: Suggestion, answer: OnPlace) -> None:
    """The system's own dialog, beginning in the documents folder."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    begin = str(Path(folder or Path.home()) / suggestion.name)
    dialog = QFileDialog(parent, suggestion.title, begin, f"{suggestion.kind} (*{suggestion.ending})")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    # The page asks itself: a dialog adds an ending after it has asked, and then another file would go unasked.
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)

    def finished(result: int) -> None:
        chosen = dialog.selectedFiles() if result else []
        dialog.deleteLater()
        answer(with_ending(Path(chosen[0]), suggestion.ending) if chosen else None)

    dialog.finished.connect(finished)
    dialog.open()


def with_ending(path: Path, ending: str) -> ChosenPlace:
    """The place with the right ending. Only the panel of macOS always asks about an existing file by itself."""
    if path.suffix.lower() == ending:
        return ChosenPlace(path, replaces=sys.platform == "darwin")
    return ChosenPlace(path.with_name(path.name + ending))
