"""What one run of a program took: the peak of its memory, by the kernel's own account, and what it said."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.command_line import ROOT

MIB = 1024 * 1024


@dataclass(frozen=True)
class Measured:
    """`peak` in bytes."""

    returncode: int
    stderr: str
    peak: int


def measured(words: Sequence[str]) -> Measured:
    """Run to the end."""
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=told, cwd=ROOT)
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        return Measured(process.returncode, told.read().decode(), usage.ru_maxrss * 1024)


def folder_size(folder: Path) -> int:
    """Bytes on the disk of everything in a folder."""
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())
