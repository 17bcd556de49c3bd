"""One device's disk: real files, and a connection that can be killed or refused at any statement and any commit.

After a kill the files are copied as they lie there, journals and all, and the next process opens the copy: whatever the
killed one's handlers still write on their way out goes into a folder that nobody reads again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2 as driver

from borrower_app.store.folder import CACHE_FILE
from tests.simulation.events import DiskFate, DiskFault

_FULL: Final = 13
_IO: Final = 10
_WRITES: Final = ("INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "DROP", "VACUUM")


class Killed(BaseException):
    """SIGKILL: the process of a device ends here, nothing of it runs any more that could matter."""


class Disk:
    """The data folder of a device, over all lives of its process."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._life = 1
        self.changes = 0
        """Counts what became durable, and every new life: what was read before it may be out of date."""
        self.cache_changes = 0
        """The same of `cache.db` alone."""
        self._counts: dict[str, int] | None = None
        self._faults: dict[tuple[str, int], DiskFate] = {}
        self._refuses: DiskFate | None = None

    @property
    def folder(self) -> Path:
        """The data folder of the present life."""
        return self._root / f"life-{self._life}"

    @contextmanager
    def during(self, faults: list[DiskFault]) -> Iterator[None]:
        """One act of the device: statements and commits are counted, and meet their fates."""
        self._counts = {}
        self._faults = {(fault.place, fault.number): fault.fate for fault in faults}
        self._refuses = None
        try:
            yield
        finally:
            self._counts = None
            self._refuses = None

    @contextmanager
    def unwatched(self) -> Iterator[None]:
        """The judge reads: nothing counts, nothing fails."""
        counts, refuses = self._counts, self._refuses
        self._counts = self._refuses = None
        try:
            yield
        finally:
            self._counts, self._refuses = counts, refuses

    def kill(self) -> None:
        """Keep the files as they are for the next life, and end this one; always raises."""
        before = self.folder
        self._counts = None
        self._refuses = None
        self._life += 1
        self.changed(in_cache=True)
        shutil.copytree(before, self.folder)
        raise Killed

    def changed(self, *, in_cache: bool) -> None:
        """Something became durable."""
        self.changes += 1
        self.cache_changes += in_cache

    def before(self, place: str, *, writes: bool) -> DiskFate | None:
        """Called before a statement or commit; returns a fate that is to be met after it.

        Only what `writes` counts: a kill between two reads leaves nothing else behind than one at the last write.
        """
        if self._counts is None or not writes:
            return None
        self._counts[place] = self._counts.get(place, 0) + 1
        fate = self._faults.get((place, self._counts[place]))
        if fate is DiskFate.KILLED_BEFORE:
            self.kill()
        if fate in (DiskFate.FULL, DiskFate.FAILS):
            self._refuses = fate
        if self._refuses is not None:
            code = _FULL if self._refuses is DiskFate.FULL else _IO
            if self._refuses is DiskFate.FAILS:
                self._refuses = None
            raise _refusal(code)
        return fate

    def after(self, fate: DiskFate | None) -> None:
        """Called after it."""
        if fate is DiskFate.KILLED_AFTER:
            self.kill()


def _refusal(code: int) -> Exception:
    error: Exception = driver.OperationalError("database or disk is full" if code == _FULL else "disk I/O error")
    error.sqlite_errorcode = code  # type: ignore[attr-defined]
    error.sqlite_errorname = "SQLITE_FULL" if code == _FULL else "SQLITE_IOERR"  # type: ignore[attr-defined]
    return error


class WatchedCursor(driver.Cursor):  # type: ignore[misc]
    """A cursor that tells the disk of every statement."""

    def execute(self, statement: str, *parameters: Any) -> Any:
        """One statement."""
        return self._watched(statement, lambda: super(WatchedCursor, self).execute(statement, *parameters))

    def executemany(self, statement: str, *parameters: Any) -> Any:
        """One statement with many rows."""
        return self._watched(statement, lambda: super(WatchedCursor, self).executemany(statement, *parameters))

    def _watched(self, statement: str, run: Any) -> Any:
        disk = self.connection.disk
        writes = statement.lstrip().upper().startswith(_WRITES)
        self.connection.wrote |= writes
        fate = disk.before("statement", writes=writes)
        result = run()
        disk.after(fate)
        return result


class WatchedConnection(driver.Connection):  # type: ignore[misc]
    """A connection that tells the disk of every commit."""

    disk: Disk
    is_cache = False
    wrote = False

    def cursor(self, *_factory: Any) -> WatchedCursor:
        """A watched cursor, also behind the connection's own `execute`."""
        cursor: WatchedCursor = super().cursor(WatchedCursor)
        return cursor

    def commit(self) -> None:
        """The moment at which something becomes durable."""
        writes, self.wrote = self.wrote, False
        fate = self.disk.before("commit", writes=writes)
        super().commit()
        if writes:
            self.disk.changed(in_cache=self.is_cache)
        self.disk.after(fate)

    def rollback(self) -> None:
        """Nothing of it happened."""
        self.wrote = False
        super().rollback()


class WatchedDriver:
    """Stands in for the driver where `store.connection` opens a file."""

    def __init__(self) -> None:
        self.disks: list[Disk] = []

    def connect(self, path: str, **options: Any) -> WatchedConnection:
        """A watched connection to a file of one of the devices."""
        connection: WatchedConnection = driver.connect(path, factory=WatchedConnection, **options)
        connection.is_cache = Path(path).name == CACHE_FILE
        connection.disk = next(disk for disk in self.disks if disk.folder == Path(path).parent)
        return connection
