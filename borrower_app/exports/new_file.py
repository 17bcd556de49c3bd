"""Writes a file that was not there: whole or not at all, readable by its owner alone, never over another one."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from borrower_app.failures import FailureCode, WrongUse


def write_new_file(path: Path, content: bytes) -> None:
    """Raises WrongUse FILE_EXISTS when something has that name, FILE_UNREADABLE when it can't be written."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _give_name(Path(name), path)
    except FileExistsError as error:
        raise WrongUse(FailureCode.FILE_EXISTS, file=str(path)) from error
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)


def _give_name(temporary: Path, path: Path) -> None:
    """Unlike a plain rename on POSIX, neither way replaces an existing file."""
    if os.name == "nt":
        os.rename(temporary, path)
    else:
        os.link(temporary, path)


def _unwritable(path: Path, error: OSError) -> WrongUse:
    return WrongUse(FailureCode.FILE_UNREADABLE, file=str(path), reason=error.strerror or type(error).__name__)
