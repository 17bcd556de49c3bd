"""Fortress (d): with a PIN set the data open by nothing else, neither at a start nor by a command."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.journeys.test_own_loans_command import Alone
from tests.store.old_pin_folder_maker import LOAN_NAME, PHRASE, SAMPLE


@pytest.fixture
def old(tmp_path: Path) -> Alone:
    """A folder as the version before left it: a passphrase, and a PIN that was a curtain."""
    alone = Alone(tmp_path)
    shutil.copytree(SAMPLE, alone.data)
    alone.phrase.write_text(PHRASE + "\n", encoding="utf-8")
    return alone


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """One sentence, nothing of the data, 15."""
    assert done.returncode == 15, (done.returncode, done.stdout, done.stderr)
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    return done.stderr


@pytest.mark.parametrize("command", [("dump",), ("outbox",), ("own", "list"), ("verify",), ("sync",)])
def test_no_command_opens_a_folder_with_a_pin_unasked(old: Alone, command: tuple[str, ...]) -> None:
    assert "--pin-file" in refused(old.run(*command))


def test_no_export_without_the_pin(old: Alone, tmp_path: Path) -> None:
    out = tmp_path / "plan.csv"
    refused(old.run("export", "--loan", "own-1", "--format", "csv", "--out", str(out)))
    assert not out.exists()
    assert LOAN_NAME not in out.name
