"""The small story, served by a real process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sandbox.wire import SMALL
from tests.support.sandbox_process import SandboxProcess


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
