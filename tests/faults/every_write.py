"""Stops the real command at one chosen write, sync or send after the other, with `strace`.

Random kills show how often something goes wrong; visiting every point shows that no point was forgotten. A point is
the n-th call of one system call by name. The tracer kills the process as it enters the call, so the call before it is
the last one that happened.

The command is traced from the moment on when it has imported its libraries (`waiting_command`): nothing is written
before that, and tracing an import takes seconds.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.kill_harness import Borrower
from tests.faults.waiting_command import READY
from tests.support.command_line import APPLICATION, ROOT

CALLS = ("write", "pwrite64", "fsync", "fdatasync", "sendto", "unlink", "ftruncate", "rename")

Point = tuple[str, int]
"""Name of a system call, and which call of it (from 1)."""


@dataclass(frozen=True)
class Ended:
    """How a traced command ended; a negative code is the signal that killed it."""

    code: int
    output: str
    errors: str


def demand_tracing() -> None:
    """Skip with a reason where tracing is not allowed; in CI that is a failure, because nothing would be proved."""
    try:
        done = subprocess.run(["strace", "-qq", "-o", os.devnull, "true"], capture_output=True, text=True, check=False)
        reason = "" if done.returncode == 0 else done.stderr
    except FileNotFoundError:
        reason = "strace is not installed"
    if not reason:
        return
    words = f"this machine does not let strace trace a process ({reason.strip()}): kills at every write are not proved"
    if "BORROWER_APP_CI" in os.environ:
        pytest.fail(words)
    pytest.skip(words)


def run_traced(
    borrower: Borrower, arguments: tuple[str, ...], *injection: str, trace: Path | None = None, mistake: str = ""
) -> Ended:
    """Run one command under the tracer; `mistake` names a seeded fault."""
    runner = borrower.runner
    borrower.runner = (sys.executable, "-m", "tests.faults.waiting_command", mistake or "honest")
    words = borrower.words(*arguments)
    borrower.runner = runner
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe, text=True, cwd=ROOT) as command:
        assert command.stdin is not None
        assert command.stdout is not None
        assert command.stdout.readline().strip() == READY
        tracer = [*("strace", "-f", "-p", str(command.pid)), *("-e", f"trace={','.join(CALLS)}"), *injection]
        with subprocess.Popen(
            [*tracer, "-o", str(trace or os.devnull)], stderr=pipe, stdout=subprocess.DEVNULL, text=True, cwd=ROOT
        ) as watching:
            assert watching.stderr is not None
            first = watching.stderr.readline()
            assert "attached" in first, first
            output, errors = command.communicate("go\n", timeout=120)
            watching.communicate(timeout=30)
        return Ended(command.returncode, output, errors)


def points_of(borrower: Borrower, action: str, folder: Path, mistake: str = "") -> list[Point]:
    """Every point of one action, from a run that nobody disturbs."""
    trace = folder / f"{action}.trace"
    prepare(borrower, action)
    ended = run_traced(borrower, borrower.arguments_of(action), trace=trace, mistake=mistake)
    assert ended.code == 0, ended.errors
    borrower.note_saved(ended.output.encode())
    names = re.findall(r"^\d+ +(\w+)\(", trace.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
    return [(name, number) for name, count in Counter(names).items() for number in range(1, count + 1)]


def prepare(borrower: Borrower, action: str) -> None:
    """Let a sync have something to send and something to receive."""
    if action == "sync":
        untouched, borrower.runner = borrower.runner, APPLICATION
        done = borrower.run("queue", str(borrower.next_operation()))
        borrower.runner = untouched
        assert done.returncode == 0, done.stderr
        borrower.note_saved(done.stdout.encode())


def kill_at(borrower: Borrower, action: str, point: Point, mistake: str = "") -> None:
    """Run one action, killed as it enters `point`."""
    prepare(borrower, action)
    name, number = point
    # Not with --seccomp-bpf, though it is faster: strace 6.1 then lets an injected signal fall under the table.
    injection = ("-e", f"inject={name}:signal=SIGKILL:when={number}")
    ended = run_traced(borrower, borrower.arguments_of(action), *injection, mistake=mistake)
    if ended.code == -signal.SIGKILL:
        borrower.kills += 1
    else:
        borrower.too_late += 1
    borrower.note_saved(ended.output.encode())


def full_disk_at(borrower: Borrower, action: str, number: int) -> Ended:
    """Run one action on a disk that is full from its n-th database write on."""
    prepare(borrower, action)
    injection = ("-e", f"inject=pwrite64,ftruncate:error=ENOSPC:when={number}+")
    return run_traced(borrower, borrower.arguments_of(action), *injection)
