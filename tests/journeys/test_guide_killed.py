"""A power cut in the middle of a guide: the next start goes on where it was, and nothing happens twice."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.journeys.test_every_guide import each, effects
from tests.support.command_line import ROOT, CommandLine
from tests.support.guide_cases import CASES, SENDING, GuideCase
from tests.support.guide_walk import GuideWalk
from tests.support.sandbox_process import SandboxProcess, wait_until
from tests.support.window_desk import Lang, choose_language, fetched, opened

SECONDS = 60
UNANSWERED_MS = 3_000
UNKNOWN = 404


def _has_come(case: GuideCase, sandbox: SandboxProcess) -> bool:
    return bool(sandbox.verification_codes()) if case.has_code else bool(effects(sandbox))


def _killed(case: GuideCase, line: CommandLine, sandbox: SandboxProcess, language: Lang, moment: str) -> None:
    """A window that walks to the submit, presses it and is killed at that moment."""
    arguments = [str(line.folder), sandbox.base_url, case.name, language, "press"]
    words = [sys.executable, "-m", "tests.support.guide_child", *arguments]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        words, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        try:
            assert child.stdin is not None
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
            if moment == "on its way":
                rule: dict[str, Any] = {"path": case.path, "method": case.method, "times": 1}
                sandbox.set_faults({**rule, "fault": {"delay_ms": UNANSWERED_MS}})
            child.stdin.write("press\n")
            child.stdin.flush()
            assert child.stdout.readline() == "pressed\n"
            if moment == "on its way":
                _wait_until_taken_up(sandbox, child.stdout.readline().strip())
            if moment == "just done":
                wait_until(lambda: _has_come(case, sandbox), SECONDS)
        finally:
            child.kill()
    sandbox.set_faults()


def _wait_until_taken_up(sandbox: SandboxProcess, operation_id: str) -> None:
    """The lender knows the operation; its answer is on the way, or not even that."""
    token = str(sandbox.sign_in()["access_token"])
    wait_until(lambda: sandbox.get(f"/v1/operations/{operation_id}", token).status != UNKNOWN, SECONDS)


@pytest.mark.parametrize(("name", "language"), each(SENDING, ("card",)))
@pytest.mark.parametrize(
    "moment", ["on its way", *(pytest.param(moment, marks=pytest.mark.full) for moment in ("at once", "just done"))]
)
def test_a_power_cut_after_the_press_doubles_and_loses_nothing(
    tmp_path: Path, qtbot: QtBot, name: str, language: Lang, moment: str
) -> None:
    case = CASES[name]
    with SandboxProcess(case.story) as sandbox:
        line = CommandLine(tmp_path, sandbox.base_url)
        line.sign_in_and_sync()
        sandbox.move_clock(minutes=6)
        _killed(case, line, sandbox, language, moment)
        with opened(line.data, qtbot, sandbox.base_url, line.passphrase_file) as desk:
            fetched(desk)
            choose_language(desk, language)
            walk = GuideWalk(desk, sandbox, case)
            walk.open_again()
            walk.go(case.answers_at(sandbox.now()))
            assert effects(sandbox) == list(case.operations)
        assert line.run("sync").returncode == 0
        assert line.json("outbox") == {"operations": []}
        assert line.json("dump")["records"] == sandbox.records()
