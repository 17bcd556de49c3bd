"""A window of its own process in a guide, used by real keys and clicks, that waits to be killed.

    python -m tests.support.guide_child FOLDER BASE_URL CASE LANGUAGE press|type

`press` walks to the submit, prints `ready`, waits for a line, presses it, prints `pressed`, then the operation's id
once it is saved. `type` answers the first step without any press and prints `typed` once that is on the disk.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtTest import QTest

from borrower_app.application.run_window import application_of_this_process
from tests.support.command_line import CommandLine
from tests.support.guide_cases import CASES
from tests.support.guide_walk import GuideWalk
from tests.support.sandbox_process import SandboxProcess
from tests.support.window_desk import Desk, Lang, choose_language, fetched, opened


class _Patience:
    """As much of pytest-qt's bot as a desk needs, outside of a test."""

    def waitUntil(self, callback: Callable[[], bool], *, timeout: int) -> None:
        end = time.monotonic() + timeout / 1000
        while not callback():
            if time.monotonic() > end:
                raise SystemExit("nothing happens any more")
            QTest.qWait(5)


def main(folder: str, base_url: str, name: str, language: str, does: str) -> None:
    """Open the guide, then press or type."""
    qt = application_of_this_process()
    case = CASES[name]
    sandbox = SandboxProcess(case.story)
    sandbox.base_url = base_url
    line = CommandLine(Path(folder), base_url)
    with opened(line.data, _Patience(), base_url, line.passphrase_file) as desk:
        fetched(desk)
        choose_language(desk, cast(Lang, language))
        walk = GuideWalk(desk, sandbox, case)
        walk.open()
        answers = case.answers_at(sandbox.now())
        if does == "press":
            walk.go(answers, lambda: bool(walk.submits))
            _press_when_told(walk)
        else:
            walk.answer(answers)
            desk.until(lambda: _answers_on_disk(desk) >= answers.items())
            print("typed", flush=True)
        qt.exec()


def _press_when_told(walk: GuideWalk) -> None:
    told = threading.Event()

    def wait_to_be_told() -> None:
        sys.stdin.readline()
        told.set()

    threading.Thread(target=wait_to_be_told, daemon=True).start()
    print("ready", flush=True)
    walk.desk.until(told.is_set)
    operation = walk.submits
    walk.desk.user.presses(walk.view.primary)
    print("pressed", flush=True)
    walk.desk.until(lambda: operation in walk.operations)
    print(walk.operations[operation], flush=True)


def _answers_on_disk(desk: Desk) -> set[tuple[str, str]]:
    """Of all drafts, as the store reads them in its lane."""
    found: list[set[tuple[str, str]]] = []
    desk.router.app.in_store(
        lambda store: {pair for draft in store.snapshot().drafts for pair in draft.answers.items()}, found.append
    )
    desk.until(lambda: bool(found))
    return found[0]


if __name__ == "__main__":
    main(*sys.argv[1:])
