"""A signed-in folder over a lender that can be told to lie."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command_line import CommandLine
from tests.support.lying_lender import LyingLenderProcess


@pytest.fixture
def lender() -> Iterator[LyingLenderProcess]:
    """A failed debit, told by a lender that lies when it is told to."""
    with LyingLenderProcess("insufficient_funds") as process:
        yield process


@pytest.fixture
def line(lender: LyingLenderProcess, tmp_path: Path) -> CommandLine:
    """Signed in, nothing fetched yet."""
    line = CommandLine(tmp_path, lender.base_url)
    done = line.run("sign-in", "--device")
    assert done.returncode == 0, done.stderr
    return line
