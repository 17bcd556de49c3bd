"""The data folder: who may read it, who holds it, and how a small file is written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from borrower_app.failures import AlreadyRunning, FailureCode, StorageFault
from borrower_app.store.fault_border import storage_border

if TYPE_CHECKING:
    from filelock import FileLock

CACHE_FILE: Final = "cache.db"
OWN_FILE: Final = "own.db"
OWN_COPY_FILE: Final = "own.backup"
SESSION_FILE: Final = "session"
LENDER_FILE: Final = "lender"
BORROWER_FILE: Final = "borrower"
WRAPPED_KEY_FILE: Final = "key.wrapped"
PIN_TRIES_FILE: Final = "pin.tries"
LOCK_FILE: Final = "lock"
PEOPLE_FOLDER: Final = "people"
"""Where the folders of further people lie: in the first one's, and no part of it."""
COMPANIONS: Final = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database file."""

_POSIX: Final = os.name == "posix"
_NO_FOLLOW: Final = getattr(os, "O_NOFOLLOW", 0)


class FolderLock:
    """The one lock of a data folder. Taking it twice in one process is fine; another process gets AlreadyRunning."""

    def __init__(self, lock: FileLock) -> None:
        self._lock = lock
        self._held = True

    def release(self) -> None:
        """Give the folder back; calling it again does nothing."""
        if self._held:
            self._held = False
            self._lock.release()

    def __enter__(self) -> FolderLock:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def prepare_folder(folder: Path) -> None:
    """Make the folder with mode 0700, or check it.

    Raises StorageFault: FOLDER_UNSAFE for a link, a foreign owner or something that is no folder.
    """
    with storage_border():
        if not os.path.lexists(folder):
            _make_parents(folder)
            os.mkdir(folder, 0o700)
        status = os.lstat(folder)
        if stat.S_ISLNK(status.st_mode) or not stat.S_ISDIR(status.st_mode):
            raise StorageFault(FailureCode.FOLDER_UNSAFE, "the data folder is a link or no folder")
        _refuse_foreign(status)
        if _POSIX and stat.S_IMODE(status.st_mode) & 0o077:
            os.chmod(folder, 0o700)


def _make_parents(folder: Path) -> None:
    """The folders on the way that are missing, for this user alone, whatever the process's mask lets others do."""
    missing = [parent for parent in folder.parents if not parent.exists()]
    for parent in reversed(missing):
        with contextlib.suppress(FileExistsError):
            os.mkdir(parent, 0o700)


def lock_folder(folder: Path) -> FolderLock:
    """Prepare and lock the folder, as every command that opens a database does; AlreadyRunning, StorageFault."""
    # Not with this module: the key is derived while this is imported.
    from filelock import FileLock, Timeout

    prepare_folder(folder)
    path = folder / LOCK_FILE
    check_file(path)
    # One object for each path, shared between threads: the window's lane re-enters the lock its process holds.
    lock = FileLock(path, timeout=0.2, mode=0o600, thread_local=False, is_singleton=True)
    with storage_border():
        try:
            lock.acquire(poll_interval=0.02)
        except Timeout:
            raise AlreadyRunning(FailureCode.ALREADY_RUNNING) from None
    return FolderLock(lock)


def check_file(path: Path) -> bool:
    """Whether the file exists; tightens its mode to 0600.

    Raises StorageFault FOLDER_UNSAFE for a link (soft or hard) or a foreign owner. A folder in its place is the
    business of whoever opens it.
    """
    with storage_border():
        try:
            status = os.lstat(path)
        except FileNotFoundError:
            return False
        if stat.S_ISDIR(status.st_mode):
            return True
        if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
            raise StorageFault(FailureCode.FOLDER_UNSAFE, f"{path.name} is a link or no plain file")
        _refuse_foreign(status)
        if _POSIX and stat.S_IMODE(status.st_mode) & 0o077:
            os.chmod(path, 0o600)
    return True


def read_file(path: Path, limit: int) -> bytes | None:
    """The content of a small file of ours, None when there is none; raises StorageFault, also above `limit` bytes."""
    if not check_file(path):
        return None
    with storage_border():
        handle = os.open(path, os.O_RDONLY | _NO_FOLLOW)
        with os.fdopen(handle, "rb") as file:
            content = file.read(limit + 1)
    if len(content) > limit:
        raise StorageFault(FailureCode.DATABASE_DAMAGED, f"{path.name} is too large")
    return content


def write_file(path: Path, content: bytes, reads_well: Callable[[bytes], bool] | None = None) -> None:
    """Replace a small file whole or not at all, mode 0600, durable before it returns; raises StorageFault.

    With `reads_well` the new file is read back first, and the old one stays where that does not find it good.
    """
    import secrets

    check_file(path)
    temporary = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    with storage_border():
        handle = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _NO_FOLLOW, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if reads_well is not None and not reads_well(temporary.read_bytes()):
                raise StorageFault(FailureCode.STORAGE_IO, f"{path.name} does not read back as it was written")
            os.replace(temporary, path)
        except BaseException:
            if os.path.lexists(temporary):
                os.unlink(temporary)
            raise
    sync_folder(path.parent)


def sweep(path: Path) -> None:
    """Remove what a stop in the middle of `write_file` may have left beside a file; raises StorageFault."""
    for left in path.parent.glob(f".{path.name}-*"):
        remove_file(left)


def remove_file(path: Path) -> None:
    """Remove a file of ours if it is there; raises StorageFault."""
    with storage_border():
        try:
            os.unlink(path)
        except FileNotFoundError:
            return
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames and removals in the folder durable (POSIX; Windows has no such call); raises StorageFault."""
    if not _POSIX:
        return
    with storage_border():
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def create_empty(path: Path) -> None:
    """Create an empty file of mode 0600 that was not there before, following no link; raises StorageFault."""
    with storage_border():
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | _NO_FOLLOW, 0o600))


def _refuse_foreign(status: os.stat_result) -> None:
    if _POSIX and status.st_uid != os.geteuid():
        raise StorageFault(FailureCode.FOLDER_UNSAFE, "the folder or a file in it belongs to another user")
