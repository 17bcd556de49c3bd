"""A window of its own process that stands before the submit of a guide, presses it when told, and waits to be killed.

    python -m tests.support.guide_child FOLDER BASE_URL CASE LANGUAGE

Prints `ready` before the press, waits for a line, presses, prints `pressed`.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal, cast

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from borrower_app.application.run_window import application_of_this_process
from borrower_app.presentation.intents import Address, ChooseLook
from tests.support.command_line import CommandLine
from tests.support.guide_cases import CASES
from tests.support.guide_walk import GuideWalk
from tests.support.sandbox_process import SandboxProcess
from tests.support.window_desk import opened


class _Patience:
    """As much of pytest-qt's bot as a desk needs, outside of a test."""

    def waitUntil(self, condition: Callable[[], bool], timeout: int) -> None:
        end = time.monotonic() + timeout / 1000
        while not condition():
            if time.monotonic() > end:
                raise SystemExit("nothing happens any more")
            QTest.qWait(10)


def main(folder: str, base_url: str, name: str, language: str) -> None:
    """Walk to the submit and press it."""
    qt = application_of_this_process()
    case = CASES[name]
    sandbox = SandboxProcess(case.story)
    sandbox.base_url = base_url
    line = CommandLine(Path(folder), base_url)
    with opened(line.data, cast(QtBot, _Patience()), base_url, line.passphrase_file) as desk:
        desk.until(lambda: desk.state.round.finished > 0)
        desk.emit(ChooseLook(language=cast(Literal["zh", "en"], language)))
        desk.settled()
        code, subject = case.address_in(sandbox)
        walk = GuideWalk(desk.window, desk.router, desk.until, sandbox, Address(code, subject))
        walk.open()
        walk.go(case.answers_at(sandbox.now()), lambda: bool(walk.submits))
        told = threading.Event()

        def wait_to_be_told() -> None:
            sys.stdin.readline()
            told.set()

        threading.Thread(target=wait_to_be_told, daemon=True).start()
        print("ready", flush=True)
        waiting = QTimer()

        def press() -> None:
            if told.is_set():
                waiting.stop()
                walk.click(walk.view.primary)
                print("pressed", flush=True)

        waiting.timeout.connect(press)
        waiting.start(5)
        qt.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
