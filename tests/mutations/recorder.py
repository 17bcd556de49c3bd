"""Plugin of the runs in the copies: refuses another copy of the app, and writes down how long each test took."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import pytest

from tests.mutations.trees import WRONG_COPY

FILE: Final = "MUTATIONS_SECONDS"
"""The variable with the file that the seconds go into."""

_seconds: defaultdict[str, float] = defaultdict(float)


def pytest_configure(config: pytest.Config) -> None:
    """The app must come from where pytest runs: an installed checkout could stand before it."""
    found = find_spec("borrower_app")
    origin = found.origin if found is not None else None
    if origin is None or not Path(origin).resolve().is_relative_to(config.rootpath.resolve()):
        pytest.exit(f"borrower_app comes from {origin}, not from {config.rootpath}", returncode=WRONG_COPY)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Setup, call and teardown of a test together."""
    _seconds[report.nodeid] += report.duration


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Once, by the process that hears of all tests."""
    file = os.environ.get(FILE)
    if file and not hasattr(session.config, "workerinput"):
        Path(file).write_text(json.dumps(_seconds), encoding="utf-8")
