"""Folders of several people beside each other: the first one's own, and in it `people/2`, `people/3` …

Each is a whole data folder with a key, a lock and settings of its own; its name is the user's choice and no secret.
Imported before the first paint: nothing heavy here.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from borrower_app import settings as settings_
from borrower_app.settings import LONGEST_FOLDER_NAME, Settings
from borrower_app.store.fault_border import storage_border
from borrower_app.store.folder import PEOPLE_FOLDER, prepare_folder, sync_folder

FIRST_NUMBER: Final = 2


class PersonFolder(Struct, frozen=True):
    """A data folder and the name it was given; the first one of a computer has none unless it was given one."""

    folder: Path
    name: str


def first_folder(folder: Path) -> Path:
    """The first person's folder beside which this one lies; it may be this one."""
    return folder.parent.parent if folder.parent.name == PEOPLE_FOLDER else folder


def people_at(folder: Path) -> tuple[PersonFolder, ...]:
    """Everybody's folder on this computer, the first person's first. What is no folder of ours is left out."""
    first = first_folder(folder)
    further = [first / PEOPLE_FOLDER / str(number) for number in _numbers(first)]
    return tuple(PersonFolder(place, settings_.load(place).folder_name) for place in (first, *further))


def make_folder(beside: Path, name: str, like: Settings) -> Path:
    """A new folder for another person, with the look of this one; durable when it returns. Raises StorageFault."""
    first = first_folder(beside)
    prepare_folder(first / PEOPLE_FOLDER)
    place = first / PEOPLE_FOLDER / str(max(_numbers(first), default=FIRST_NUMBER - 1) + 1)
    prepare_folder(place)
    chosen = msgspec.structs.replace(like, folder_name=tidy_name(name), key_storage="undecided")
    with storage_border():
        settings_.save(place, chosen)
    sync_folder(place)
    sync_folder(place.parent)
    return place


def tidy_name(name: str) -> str:
    """A name as it is kept: one line of what can be read."""
    return " ".join("".join(letter for letter in name if letter.isprintable()).split())[:LONGEST_FOLDER_NAME]


def _numbers(first: Path) -> list[int]:
    place = first / PEOPLE_FOLDER
    try:
        names = [entry.name for entry in os.scandir(place) if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []
    return sorted(int(name) for name in names if name.isascii() and name.isdigit() and int(name) >= FIRST_NUMBER)
