"""Journeys in the real window: no screen, compiled catalogues, no timer left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What the offscreen plugin can't do for a window, or for the list that a file dialog drops, is harmless:
    smallest sizes, coming to the front, keys for one window alone.
    """
    unsupported = "does not support (propagateSizeHints|raise|grabbing the keyboard)"
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.qt_log_ignore(unsupported, extend=True))


@pytest.fixture(scope="session", autouse=True)
def _compiled_catalogues() -> None:
    """The .mo files are not kept in git."""
    subprocess.run([sys.executable, str(ROOT / ".ci" / "build_catalogues.py")], check=True, capture_output=True)


@pytest.fixture(autouse=True)
def _cheap_derivations(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a PIN or passphrase costs stands in the file it makes: here the least that a file may ask for."""
    from borrower_app.store import keys

    monkeypatch.setattr(keys, "MEMORY_KIB", 8_192)
    monkeypatch.setattr(keys, "ITERATIONS", 1)


@pytest.fixture(autouse=True)
def _no_timer_left_behind() -> Iterator[None]:
    yield
    if "PySide6.QtCore" in sys.modules:
        from tests.support.timers import stop_timers_left

        assert stop_timers_left() == [], "timers left running"
