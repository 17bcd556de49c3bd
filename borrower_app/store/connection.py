"""Opening one encrypted file through the driver alone: no SQLAlchemy here, so that the first paint can use it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from msgspec import Struct
from sqlcipher3 import dbapi2 as driver

from borrower_app.failures import FailureCode, StorageFault
from borrower_app.store import folder as folder_
from borrower_app.store.fault_border import storage_border

Connection = Any
"""A sqlcipher3 connection: the package ships no types."""

_SAFETY: Final = (
    "foreign_keys=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "busy_timeout=5000",
    "temp_store=MEMORY",
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
)


_HEX: Final = tuple(b"%02x" % value for value in range(256))


class FileKind(Struct, frozen=True):
    """What makes one of our two files: its mark, the newest schema this app knows, and its journal."""

    name: str
    application_id: int
    schema: int
    pragmas: tuple[str, ...]


# 32 MiB of pages: what a pull has staged is compared and swapped in without being deciphered again.
_WAL: Final = ("journal_mode=WAL", "synchronous=FULL", "wal_autocheckpoint=4000", "cache_size=-32768")
CACHE: Final = FileKind(folder_.CACHE_FILE, 0x42524301, 1, _WAL)
# A left-over WAL with one flipped bit drops committed rows silently; a rollback journal raises an error (DESIGN 5).
OWN: Final = FileKind(folder_.OWN_FILE, 0x42524F01, 1, ("journal_mode=DELETE", "synchronous=EXTRA"))


def connect(path: Path | None, key: bytes, kind: FileKind, *, new: bool = False) -> Connection:
    """A connection in autocommit mode (we say BEGIN ourselves); None opens a database in memory.

    Raises StorageFault: DATABASE_DAMAGED for a wrong key, a foreign or a damaged file (the caller tells them apart),
    DATABASE_NEWER for a schema this app does not know. The file must exist; an empty one is damage unless it is `new`
    (a file of ours gets its name only when it is complete).
    """
    if path is not None and path.is_dir():
        raise StorageFault(FailureCode.DATABASE_DAMAGED, f"{path.name} is a folder")
    with storage_border():
        connection = driver.connect(str(path) if path is not None else ":memory:", isolation_level=None)
        try:
            _prepare(connection, key, kind, new=new or path is None)
        except BaseException:
            connection.close()
            raise
    return connection


def _give_key(connection: Connection, key: bytes) -> None:
    """Hand the raw key over without leaving it as text: a statement with it would stay in memory after the lock."""
    spec = bytearray(b"x'" + bytes(2 * len(key)) + b"'")
    for place, value in enumerate(key):
        spec[2 + 2 * place : 4 + 2 * place] = _HEX[value]
    try:
        connection.set_key(spec)
    finally:
        spec[:] = bytes(len(spec))


def _prepare(connection: Connection, key: bytes, kind: FileKind, *, new: bool) -> None:
    # Before the key: a wrong one would otherwise print to standard error.
    connection.execute("PRAGMA cipher_log_level=NONE")
    _give_key(connection, key)
    # Any read shows whether the key fits; the version is looked at before anything could write to a newer file.
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    mark = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if mark not in (0, kind.application_id) or (mark == 0 and version):
        raise StorageFault(FailureCode.DATABASE_DAMAGED, f"{kind.name} is another application's file")
    if version == 0 and not new:
        raise StorageFault(FailureCode.DATABASE_DAMAGED, f"{kind.name} is empty")
    if version > kind.schema:
        raise StorageFault(FailureCode.DATABASE_NEWER, f"{kind.name} has schema {version}")
    for pragma in (*kind.pragmas, *_SAFETY):
        connection.execute(f"PRAGMA {pragma}")
