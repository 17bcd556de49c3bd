"""The real command, which waits for a line on standard input once its libraries are loaded.

Run as `python -m tests.faults.waiting_command MISTAKE ARGUMENTS…`; `honest` is the command as it is.
"""

from __future__ import annotations

import ctypes
import sys

READY = "waiting to be traced"
_SET_PTRACER, _ANYBODY = 0x59616D61, ctypes.c_ulong(-1)

if __name__ == "__main__":
    import requests  # noqa: F401 - loaded before the tracer comes
    import sqlalchemy.dialects.sqlite.pysqlite
    from cryptography.hazmat.primitives.kdf import argon2

    from borrower_app.cli import main
    from tests.faults.seeded_faults import MISTAKES

    assert sqlalchemy.dialects.sqlite.pysqlite
    assert argon2
    MISTAKES.get(sys.argv[1], lambda: None)()
    if hasattr(ctypes.CDLL(None), "prctl"):
        # Where only a parent may trace (Yama), the process itself allows it.
        ctypes.CDLL(None).prctl(_SET_PTRACER, _ANYBODY, 0, 0, 0)
    print(READY, flush=True)
    sys.stdin.readline()
    sys.exit(main(sys.argv[2:]))
