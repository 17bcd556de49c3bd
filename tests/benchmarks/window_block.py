"""How long the UI thread did not answer at most during a first full sync of the heavy story; memory after it."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Iterator


def lines() -> Iterator[str]:
    """Longest gap between two turns of the event loop, with all 30 loans on Home and 5,000 attempts read ahead."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QElapsedTimer, QTimer

    from borrower_app.application.practice.practice_window import PracticeWindow
    from borrower_app.application.run_window import application_of_this_process
    from borrower_app.application.sandbox_child import SandboxChild
    from borrower_app.settings import Settings

    application = application_of_this_process()
    with SandboxChild("heavy") as lender:
        practice = PracticeWindow(lender.base_url, Settings(key_storage="memory"))
        practice.window.show()
        gaps: list[float] = []
        clock = QElapsedTimer()

        def turn() -> None:
            gaps.append(clock.nsecsElapsed() / 1e6)
            clock.restart()

        timer = QTimer()
        timer.setInterval(0)
        timer.timeout.connect(turn)
        practice.begin()
        end = time.monotonic() + 120
        while practice.state.round.stage == "" and time.monotonic() < end:
            application.processEvents()
        clock.start()
        timer.start()
        while time.monotonic() < end:
            application.processEvents()
            time.sleep(0.0005)
            if practice.state.round.finished and practice.is_settled and practice.state.records is not None:
                break
        timer.stop()
        practice.close()
    longest = max(gaps)
    gaps.sort()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    verdict = "met" if longest <= 50 else "MISSED"
    yield (
        f"heavy sync in the window: longest block {longest:.0f} ms (goal <= 50 ms: {verdict}),"
        f" 99 % of {len(gaps)} turns within {gaps[int(len(gaps) * 0.99)]:.1f} ms"
    )
    yield f"memory after it: {peak:.0f} MB at most"
