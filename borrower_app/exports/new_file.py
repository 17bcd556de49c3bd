"""Writes a file whole or not at all, readable by its owner alone; over another one only where that was asked for."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from borrower_app.failures import FailureCode, WrongUse
from borrower_app.file_trouble import unusable_file

# Windows does not know all of these names.
_NO_HARD_LINKS: Final = {
    getattr(errno, name, None) for name in ("EPERM", "ENOTSUP", "EOPNOTSUPP", "EMLINK", "ENOSYS")
} - {None}


def write_new_file(path: Path, content: bytes) -> None:
    """Raises WrongUse FILE_EXISTS when something has that name, FILE_UNREADABLE when it can't be written."""
    _write(path, content, _give_free_name)


def replace_file(path: Path, content: bytes) -> None:
    """Put the content in place of a file that the user said may go; a link is replaced, never written through.

    Raises WrongUse FILE_UNREADABLE when it can't be written: the old file is then as it was.
    """
    _write(path, content, os.replace)


def _write(path: Path, content: bytes, give_name: Callable[[Path, Path], None]) -> None:
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    except OSError as error:
        raise unusable_file(path, error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        give_name(Path(name), path)
    except FileExistsError as error:
        raise WrongUse(FailureCode.FILE_EXISTS, file=str(path)) from error
    except OSError as error:
        raise unusable_file(path, error) from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)


def _give_free_name(temporary: Path, path: Path) -> None:
    """Unlike a plain rename on POSIX, no way here replaces an existing file."""
    if os.name == "nt":
        os.rename(temporary, path)
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        # A memory stick knows no hard links: take the name first, then put the whole file under it.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        os.replace(temporary, path)
