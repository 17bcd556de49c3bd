"""What may be done so that a secret leaves the memory: overwrite it where it lies, and let no core file be written.

Python's bytes can't be changed by Python, and memory that is given back keeps its content until somebody else gets it.
So the one object is overwritten where it lies, on CPython; whoever still holds it then holds zeros.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Final

_PR_SET_DUMPABLE: Final = 4


def overwrite(*secrets: bytes | None) -> None:
    """Zeros in place of each secret. Only for bytes that were made for this purpose, and that nobody needs any more."""
    if sys.implementation.name != "cpython":
        return
    import ctypes

    for secret in secrets:
        # One byte is shared by all who have the same one.
        if secret is not None and len(secret) > 1:
            ctypes.memset(id(secret) + bytes.__basicsize__ - 1, 0, len(secret))


def forbid_core_files() -> None:
    """No crash of this process writes its memory into a core file (POSIX). Costs nothing at a start.

    Where it can't be set it is left: the app must start all the same.
    """
    if sys.platform != "win32":
        import resource

        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def forbid_dumps() -> None:
    """On Linux neither the system's collector of crashes nor another program of this user reads this process."""
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
