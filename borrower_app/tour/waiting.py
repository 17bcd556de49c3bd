"""Waiting for a condition while the window lives; never for a time."""

from __future__ import annotations

import time
from collections.abc import Callable

from borrower_app.failures import FailureCode, Offline

PATIENCE_SECONDS = 60.0


def until(condition: Callable[[], object], seconds: float = PATIENCE_SECONDS) -> None:
    """Let the window work until something has come about; raises Offline when it does not."""
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise Offline(FailureCode.TOO_SLOW, "the tour waited in vain")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.002)
