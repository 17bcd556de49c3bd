"""The last good encrypted copy of `own.db`: taken after changes, at most once a minute and when the file is closed.

The copy is read through SQLCipher page by page, so a damaged page can't get into it; live files are never copied.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from pathlib import Path
from typing import Final

from borrower_app.failures import FailureCode, StorageFault
from borrower_app.store import folder as folder_
from borrower_app.store.connection import OWN, connect
from borrower_app.store.database import Database
from borrower_app.store.fault_border import storage_border

INTERVAL_SECONDS: Final = 60.0
_HARMLESS: Final = (FailureCode.DISK_FULL, FailureCode.FOLDER_READ_ONLY, FailureCode.STORAGE_IO)


class LastGoodCopy:
    """Takes the copy of one folder's `own.db`."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / folder_.OWN_COPY_FILE
        self._changed = False
        self._taken_at: float | None = None
        if self._path.is_file():
            age = time.time() - self._path.stat().st_mtime
            self._taken_at = time.monotonic() - age if age >= 0 else None

    def note_change(self, database: Database) -> None:
        """Own data changed and is committed; copies when the last copy is a minute old."""
        self._changed = True
        if self._taken_at is None or time.monotonic() - self._taken_at >= INTERVAL_SECONDS:
            self.take(database)

    def note_proof(self) -> None:
        """Proof was added by a pull: it goes into the next copy, and no copy is taken while the user waits for it."""
        self._changed = True

    def take(self, database: Database, *, always: bool = False) -> None:
        """Copy now if anything changed since the last copy.

        A full disk costs only the copy: what was saved is saved. Raises StorageFault when `own.db` itself is damaged.
        """
        if not (self._changed or always):
            return
        new = self._path.with_name(self._path.name + ".new")
        try:
            folder_.remove_file(new)
            folder_.create_empty(new)
            with database.outside_transaction() as connection:
                connection.execute("VACUUM INTO ?", (str(new),))
            put_in_place(new, self._path)
        except StorageFault as fault:
            if fault.code not in _HARMLESS:
                raise
            return
        self._changed = False
        self._taken_at = time.monotonic()


def restore_copy(folder: Path, key: bytes) -> dt.datetime | None:
    """Put the last good copy in the place of a missing `own.db`; its instant, or None when there is no good copy."""
    copy = folder / folder_.OWN_COPY_FILE
    if not opens(copy, key):
        return None
    new = folder / (folder_.OWN_FILE + ".new")
    with storage_border():
        taken = dt.datetime.fromtimestamp(copy.stat().st_mtime, dt.UTC)
        content = copy.read_bytes()
    folder_.write_file(new, content)
    put_in_place(new, folder / folder_.OWN_FILE)
    return taken


def opens(copy: Path, key: bytes) -> bool:
    """Whether the copy is whole and opens with the key."""
    if not folder_.check_file(copy) or copy.is_dir():
        return False
    try:
        connection = connect(copy, key, OWN)
        with storage_border():
            try:
                return not connection.execute("PRAGMA cipher_integrity_check").fetchall()
            finally:
                connection.close()
    except StorageFault as fault:
        if fault.code is FailureCode.DATABASE_NEWER:
            raise
        return False


def put_in_place(new: Path, path: Path) -> None:
    """Give a finished file its name, durable before it returns; raises StorageFault."""
    with storage_border():
        handle = os.open(new, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        os.replace(new, path)
    folder_.sync_folder(path.parent)
