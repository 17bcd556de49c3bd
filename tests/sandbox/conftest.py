"""The small story, served by a real process."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
for folder in (HERE, HERE.parent / "support"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

from sandbox_process import SandboxProcess  # noqa: E402
from wire import SMALL  # noqa: E402


@pytest.fixture
def small() -> Iterator[SandboxProcess]:
    """A fresh lender with the small story."""
    with SandboxProcess("small", program=SMALL) as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def shared() -> Iterator[SandboxProcess]:
    """One lender for all tests that leave books, clock and faults as they are."""
    with SandboxProcess("small", program=SMALL) as sandbox:
        yield sandbox
