"""How much the walled process may take: memory, time of the processor, open files, nothing written, no other process.

Limits of POSIX, set by the process itself before it reads a byte and never raised again. macOS does not keep to the one
of memory, Windows knows none of them; the parent's time limit holds everywhere.
"""

from __future__ import annotations

import sys
from typing import Final

MOST_MEMORY: Final = 512 * 1024 * 1024
MOST_SECONDS: Final = 20
_MOST_OPEN: Final = 64
_DEEPEST: Final = 2_000
"""Calls within calls: a file nested deeper than this is refused, long before the stack is full."""


def limit_resources() -> None:
    """Holds for the rest of this process. A limit that this system does not know is left out."""
    sys.setrecursionlimit(_DEEPEST)
    if sys.platform == "win32":
        return
    import resource

    for name, most in (
        ("RLIMIT_AS", MOST_MEMORY),
        ("RLIMIT_DATA", MOST_MEMORY),
        ("RLIMIT_CPU", MOST_SECONDS),
        ("RLIMIT_NOFILE", _MOST_OPEN),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_NPROC", 0),
        ("RLIMIT_CORE", 0),
    ):
        limit = getattr(resource, name, None)
        if limit is None:
            continue
        _soft, hard = resource.getrlimit(limit)
        wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(limit, (wanted, wanted))
        except (ValueError, OSError):
            # macOS refuses some of them; what is left is said in SECURITY.md.
            continue
