"""The small story, served by a real process."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SUPPORT = Path(__file__).resolve().parents[1] / "support"
sys.path.insert(0, str(SUPPORT))

from sandbox_process import SandboxProcess  # noqa: E402

SMALL = (str(Path(__file__).with_name("small_story.py")),)


@pytest.fixture
def small() -> Iterator[SandboxProcess]:
    """A fresh lender with the small story."""
    with SandboxProcess("small", program=SMALL) as sandbox:
        yield sandbox
