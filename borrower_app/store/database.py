"""One SQLAlchemy engine over one encrypted connection, bound to the thread that opened it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2 as driver

from borrower_app.failures import FailureCode, StorageFault
from borrower_app.store import connection as connection_
from borrower_app.store.fault_border import fault_of_driver, storage_border


class Database:
    """Gives out transactions, one at a time; an inner one joins the outer. Another thread gets a RuntimeError."""

    def __init__(self, raw: connection_.Connection) -> None:
        self._raw = raw
        self._thread = threading.get_ident()
        self._current: Connection | None = None
        self._path = _file_of(raw)
        self._file = _identity(self._path)
        self._engine = create_engine("sqlite+pysqlite://", module=driver, creator=lambda: raw, poolclass=StaticPool)
        event.listen(self._engine, "begin", _begin_immediate)

    def check_thread(self) -> None:
        """Raise RuntimeError outside the store lane."""
        if threading.get_ident() != self._thread:
            raise RuntimeError("the store belongs to another thread")

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """`BEGIN IMMEDIATE` … commit, or rollback on any error; raises StorageFault for faults of disk or file."""
        self.check_thread()
        if self._current is not None:
            yield self._current
            return
        with storage_border():
            try:
                with self._engine.begin() as connection:
                    self._current = connection
                    try:
                        yield connection
                    finally:
                        self._current = None
            except DBAPIError as error:
                fault = fault_of_driver(error.orig) if error.orig is not None else None
                if fault is None:
                    raise
                if fault.code is FailureCode.FOLDER_READ_ONLY and self._path is not None and self.was_moved(self._path):
                    # SQLite refuses to write to a file that lost its name, and calls that read-only.
                    fault = StorageFault(FailureCode.DATABASE_DAMAGED, f"{self._path.name} was deleted or replaced")
                raise fault from error

    @contextmanager
    def outside_transaction(self) -> Iterator[connection_.Connection]:
        """The driver's connection for statements that refuse a transaction (VACUUM, integrity checks, checkpoints)."""
        self.check_thread()
        if self._current is not None:
            raise RuntimeError("a transaction is open")
        with storage_border():
            yield self._raw

    def was_moved(self, path: Path) -> bool:
        """Whether the open file is not the one at `path` any more (deleted or replaced by somebody else)."""
        return self._file is not None and _identity(path) != self._file

    def close(self) -> None:
        """Close in the lane; SQLite folds its WAL into the file. Calling it again does nothing."""
        self.check_thread()
        self._engine.dispose()
        with storage_border():
            self._raw.close()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _file_of(raw: connection_.Connection) -> Path | None:
    name = raw.execute("PRAGMA database_list").fetchone()[2]
    return Path(name) if name else None


def _identity(path: Path | None) -> tuple[int, int] | None:
    try:
        status = os.stat(path) if path is not None else None
    except FileNotFoundError:
        return None
    return (status.st_dev, status.st_ino) if status is not None else None
