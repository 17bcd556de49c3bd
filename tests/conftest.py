"""For every test: no screen, and no thread is left behind."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("LC_ALL", "C.UTF-8")

SECONDS = 2.0
"""How long a thread may take to end after its work: a server's or a pool's last one ends a moment later."""


def _left(before: set[threading.Thread]) -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread not in before and thread.is_alive()]


@pytest.fixture(autouse=True)
def _no_thread_left_behind() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    end = time.monotonic() + SECONDS
    while _left(before) and time.monotonic() < end:
        time.sleep(0.01)
    assert _left(before) == [], "threads left running"
