"""The border to the disk and to SQLite: their errors become one `StorageFault` here, once, and nowhere else.

No driver is imported here: an error is known by the code it carries, and the key is read before there is a database.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Final

from borrower_app.failures import FailureCode, StorageFault

_BY_ERRNO: Final = {
    errno.ENOSPC: FailureCode.DISK_FULL,
    errno.EDQUOT: FailureCode.DISK_FULL,
    errno.EFBIG: FailureCode.DISK_FULL,
    errno.EROFS: FailureCode.FOLDER_READ_ONLY,
    errno.EACCES: FailureCode.FOLDER_READ_ONLY,
    errno.EPERM: FailureCode.FOLDER_READ_ONLY,
    errno.ELOOP: FailureCode.FOLDER_UNSAFE,
    errno.ENOTDIR: FailureCode.FOLDER_UNSAFE,
}


@cache
def _by_sqlite_code() -> dict[int, FailureCode]:
    # Imported with the first error: a start without one needs no second SQLite.
    import sqlite3

    return {
        sqlite3.SQLITE_FULL: FailureCode.DISK_FULL,
        sqlite3.SQLITE_READONLY: FailureCode.FOLDER_READ_ONLY,
        sqlite3.SQLITE_PERM: FailureCode.FOLDER_READ_ONLY,
        sqlite3.SQLITE_CANTOPEN: FailureCode.FOLDER_READ_ONLY,
        sqlite3.SQLITE_CORRUPT: FailureCode.DATABASE_DAMAGED,
        sqlite3.SQLITE_NOTADB: FailureCode.DATABASE_DAMAGED,
        sqlite3.SQLITE_IOERR: FailureCode.STORAGE_IO,
        sqlite3.SQLITE_BUSY: FailureCode.STORAGE_IO,
        sqlite3.SQLITE_LOCKED: FailureCode.STORAGE_IO,
        sqlite3.SQLITE_PROTOCOL: FailureCode.STORAGE_IO,
        sqlite3.SQLITE_NOLFS: FailureCode.STORAGE_IO,
    }


def fault_of_driver(error: BaseException) -> StorageFault | None:
    """The fault behind an error of the database driver; None where the error is a bug of ours (a wrong statement)."""
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    kind = _by_sqlite_code().get(code & 0xFF)
    return StorageFault(kind, str(getattr(error, "sqlite_errorname", code))) if kind is not None else None


def fault_of_system(error: OSError) -> StorageFault:
    """The fault behind an error of the operating system."""
    code = _BY_ERRNO.get(error.errno or 0, FailureCode.STORAGE_IO)
    return StorageFault(code, error.strerror or type(error).__name__)


@contextmanager
def storage_border() -> Iterator[None]:
    """Inside, an error of the driver or the system leaves as a StorageFault; bugs of ours pass unchanged."""
    try:
        yield
    except OSError as error:
        raise fault_of_system(error) from error
    except Exception as error:
        fault = fault_of_driver(error)
        if fault is None:
            raise
        raise fault from error
