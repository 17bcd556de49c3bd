"""`incidents.log` in the data folder: one line of JSON for each bug, private, bounded, the oldest out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import msgspec

from borrower_app.failures import StorageFault
from borrower_app.presentation.faults.report import FaultReport
from borrower_app.store import folder as folder_

FILE_NAME: Final = "incidents.log"
MOST_BYTES: Final = 1 << 20
_NO_FOLLOW: Final = getattr(os, "O_NOFOLLOW", 0)


def append(folder: Path, report: FaultReport) -> None:
    """Add a line. Never a fault of its own: where the folder can't be used, nothing is written."""
    path = folder / FILE_NAME
    line = msgspec.json.encode(report) + b"\n"
    try:
        if not folder.is_dir():
            return
        if folder_.check_file(path) and path.stat().st_size + len(line) > MOST_BYTES:
            _make_room(path, len(line))
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | _NO_FOLLOW, 0o600)
        with os.fdopen(handle, "ab") as file:
            file.write(line)
    except (OSError, StorageFault):
        return


def _make_room(path: Path, wanted: int) -> None:
    """Half of the file goes, the oldest lines first."""
    kept = path.read_bytes()[-(MOST_BYTES // 2 - wanted) :]
    _cut, _newline, whole = kept.partition(b"\n")
    folder_.write_file(path, whole)


def remove(folder: Path) -> None:
    """At sign-out, with everything else; raises StorageFault."""
    folder_.remove_file(folder / FILE_NAME)
