"""Why a file that the user named can't be used: as a kind of trouble a person can do something about."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Final

from borrower_app.failures import FailureCode, WrongUse

_CAUSES: Final = {
    "ENOSPC": "full",
    "EDQUOT": "full",
    "EFBIG": "full",
    "EACCES": "forbidden",
    "EPERM": "forbidden",
    "EROFS": "forbidden",
    "ENOENT": "gone",
    "ENOTDIR": "gone",
    "EISDIR": "folder",
    "ENAMETOOLONG": "name",
    "EINVAL": "name",
}
"""By the system's name of the error; `cause` of the failure, "other" for the rest."""


def unusable_file(path: Path | str, error: OSError) -> WrongUse:
    """The failure FILE_UNREADABLE for an error of the system; the system's own English reason is for "other" alone."""
    cause = _CAUSES.get(errno.errorcode.get(error.errno or 0, ""), "other")
    reason = error.strerror or type(error).__name__
    return WrongUse(FailureCode.FILE_UNREADABLE, file=str(path), reason=reason, cause=cause)
