"""A stranger's file is read in another process, which is started with nothing and ended by us if it takes too long.

It gets the file at its standard input and nothing else: no argument, no environment, no open file of ours, no key.
What it answers is looked at as any foreign data.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from typing import IO, Annotated, Final, get_args

import msgspec
from msgspec import Meta, Struct

from borrower_app.imports.cells import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_LINES,
    Area,
    RefusalReason,
    Sheet,
    TableRefused,
)
from borrower_app.walled.resource_limits import MOST_SECONDS

_LONGEST_ANSWER: Final = 32 * 1024 * 1024
_MOST_SHEETS: Final = 50
_LONGEST_PASSWORD: Final = 200

_Cell = Annotated[str, Meta(max_length=LONGEST_CELL)]
_Row = Annotated[tuple[_Cell | None, ...], Meta(max_length=MOST_COLUMNS)]
_Rows = Annotated[tuple[_Row, ...], Meta(max_length=MOST_LINES)]


class _SheetTold(Struct, frozen=True, forbid_unknown_fields=True):
    rows: _Rows
    merged: Annotated[tuple[Area, ...], Meta(max_length=MOST_LINES)] = ()


class _Answer(Struct, frozen=True, forbid_unknown_fields=True):
    sheets: Annotated[tuple[_SheetTold, ...], Meta(max_length=_MOST_SHEETS)] = ()
    refused: str = ""


def read_walled(content: bytes, password: str = "", seconds: float = MOST_SECONDS) -> tuple[Sheet, ...]:
    """The sheets of a document, in at most `seconds`. Raises TableRefused, also where the process had to be ended."""
    secret = password[:_LONGEST_PASSWORD].encode("utf-8", "replace")
    with subprocess.Popen(
        _command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_bare_environment(),
        cwd=os.path.abspath(os.sep),
        close_fds=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        watch = threading.Timer(seconds, end)
        given = len(secret).to_bytes(4, "big") + secret + content
        feeder = threading.Thread(target=_feed, args=(process.stdin, given), daemon=True)
        watch.start()
        feeder.start()
        try:
            told = process.stdout.read(_LONGEST_ANSWER + 1)
        finally:
            process.kill()
            watch.cancel()
            watch.join()
            feeder.join()
    if late.is_set():
        raise TableRefused("took_too_long")
    return _sheets(told)


def _sheets(told: bytes) -> tuple[Sheet, ...]:
    if len(told) > _LONGEST_ANSWER:
        raise TableRefused("too_heavy")
    try:
        answer = msgspec.json.decode(told, type=_Answer)
    except (msgspec.DecodeError, UnicodeDecodeError):
        # Ended by a limit of the system, or by a fault of the library: it said nothing, or half of it.
        raise TableRefused("too_heavy") from None
    if answer.refused in get_args(RefusalReason):
        raise TableRefused(answer.refused)  # type: ignore[arg-type]
    if not answer.sheets:
        raise TableRefused("damaged")
    return tuple(Sheet("", told_sheet.rows, told_sheet.merged) for told_sheet in answer.sheets)


def _feed(pipe: IO[bytes], given: bytes) -> None:
    # A process that was ended reads no more.
    with contextlib.suppress(OSError), pipe:
        pipe.write(given)


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--walled"]
    # Isolated: neither the environment, nor the folder it is started in, nor a person's own packages are looked at.
    return [sys.executable, "-I", "-B", "-X", "utf8", "-m", "borrower_app.walled"]


def _bare_environment() -> dict[str, str]:
    """Windows starts no program without this one."""
    name = "SYSTEMROOT"
    return {name: os.environ[name]} if name in os.environ else {}
