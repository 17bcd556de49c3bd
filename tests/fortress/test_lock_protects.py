"""Fortress (d): with a PIN set the data open by nothing else, neither at a start nor by a command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.test_own_loans_command import Alone
from tests.store.old_pin_folder_maker import LOAN_NAME, PHRASE, SAMPLE
from tests.support.command_line import ROOT


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


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="only Linux tells a process's limits so")
def test_no_process_that_holds_the_key_may_leave_a_core_file(old: Alone) -> None:
    """Looked at while the command waits for its passphrase: before the key is there."""
    old.phrase.unlink()
    os.mkfifo(old.phrase, 0o600)
    words = [sys.executable, "-m", "borrower_app", "--data-dir", str(old.data), "--passphrase-file", str(old.phrase)]
    command = subprocess.Popen([*words, "own", "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    # Opening it to write waits until the command opens it to read.
    with old.phrase.open("w", encoding="utf-8") as phrase:
        limits = Path(f"/proc/{command.pid}/limits").read_text(encoding="ascii")
        core = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
        phrase.write(PHRASE + "\n")
    command.communicate(timeout=120)
    assert core.split()[4:6] == ["0", "0"]


@pytest.mark.skipif(sys.platform != "linux", reason="a word of Linux alone")
def test_such_a_process_is_not_dumpable() -> None:
    program = (
        "import ctypes; from borrower_app.store.secret_memory import forbid_dumps; get = ctypes.CDLL(None).prctl\n"
        "before = get(3, 0, 0, 0, 0); forbid_dumps(); print(before, get(3, 0, 0, 0, 0))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == ["1", "0"]
