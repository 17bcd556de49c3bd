"""From the press to the painted page, of the pages that are long with 30 loans: D-1 Debits and C-1 Cards."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator

GOAL_MS = 200
ROUNDS = 5


def lines() -> Iterator[str]:
    """In this process's own time, so that others on the computer don't count; the middle of several presses."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QWidget

    from borrower_app.application.practice.practice_window import PracticeWindow
    from borrower_app.application.run_window import application_of_this_process
    from borrower_app.application.sandbox_child import SandboxChild
    from borrower_app.presentation.intents import Address
    from borrower_app.settings import Settings

    application = application_of_this_process()
    told: list[str] = []
    with SandboxChild("heavy") as lender:
        practice = PracticeWindow(lender.base_url, Settings(key_storage="memory"))
        window = practice.window
        window.show()
        practice.begin()
        end = time.monotonic() + 180
        while time.monotonic() < end:
            application.processEvents()
            time.sleep(0.001)
            if practice.state.round.finished and practice.is_settled and practice.state.records is not None:
                break
        for code in ("D-1", "C-1"):
            taken = []
            for _round in range(ROUNDS):
                window.open(Address("M-1"))
                application.processEvents()
                start = time.process_time()
                window.open(Address(code))
                application.processEvents()
                window.area.viewport().repaint()
                taken.append((time.process_time() - start) * 1000)
            middle = statistics.median(taken)
            verdict = "met" if middle <= GOAL_MS else "MISSED"
            made = len(window.page.findChildren(QWidget))
            told.append(
                f"{code} with 30 loans, press to page: {middle:.0f} ms (goal <= {GOAL_MS} ms: {verdict}),"
                f" slowest {max(taken):.0f} ms, {made} widgets over {window.page.height():,} px"
            )
        practice.close()
    yield from told
