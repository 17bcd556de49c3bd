"""Kills the real command in the middle of its work and compares what is left with the lender's ledger.

Words as in the project's reliability rules: *saved* = `queue` printed `saved ID`; *lost* = saved, but after a clean
sync neither an effect at the lender nor in the outbox; *doubled* = more than one effect for one operation;
*differing* = a record of the cache that is not the lender's. Kill times are drawn from the span between the first
write to a database and the exit: a process spends most of its life importing, and kills there prove nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.command_line import APPLICATION, CommandLine
from tests.support.sandbox_process import SandboxProcess

WATCHED = ("own.db", "own.db-journal", "cache.db", "cache.db-wal")


@dataclass
class Borrower(CommandLine):
    """A command line whose processes get killed; `runner` may carry a seeded fault."""

    saved: list[str] = field(default_factory=list)
    kills: int = 0
    too_late: int = 0
    spans: dict[str, float] = field(default_factory=dict)
    damage: list[str] = field(default_factory=list)
    sequence: int = 0
    loan_id: str = ""

    def next_operation(self) -> Path:
        """A file with an operation whose subject nobody used before, so that none replaces another."""
        self.sequence += 1
        year, month = divmod(self.sequence, 12)
        return self.operation_file(
            "document_request", loan_id=self.loan_id, document="statement", period=f"{1900 + year}-{month + 1:02d}"
        )

    def _marks(self) -> tuple[object, ...]:
        marks: list[object] = []
        for name in WATCHED:
            try:
                status = os.stat(self.data / name)
                marks.append((status.st_mtime_ns, status.st_size))
            except FileNotFoundError:
                marks.append(None)
        return tuple(marks)

    def wait_for_first_write(self, process: subprocess.Popen[bytes]) -> bool:
        """Whether a database file changed before the process ended."""
        before = self._marks()
        while process.poll() is None:
            if self._marks() != before:
                return True
            time.sleep(0.0005)
        return False

    def calibrate(self, action: str) -> None:
        """Measure the span between first write and exit of one action that nobody kills."""
        process = self.start(*self.arguments_of(action))
        self.wait_for_first_write(process)
        begun = time.monotonic()
        output, _errors = process.communicate(timeout=60)
        self.spans[action] = max(time.monotonic() - begun, 0.01)
        self.note_saved(output)

    def arguments_of(self, action: str) -> tuple[str, ...]:
        """Command line words of an action."""
        return ("queue", str(self.next_operation())) if action == "queue" else ("sync",)

    def kill_once(self, action: str, dice: random.Random) -> None:
        """Run one action and kill it at a random moment of its working span."""
        process = self.start(*self.arguments_of(action))
        if self.wait_for_first_write(process):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=dice.uniform(0, self.spans[action]))
        # The machine is not always as fast as while it was measured: the span follows it.
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            self.kills += 1
            self.spans[action] *= 1.02
        else:
            self.too_late += 1
            self.spans[action] = max(self.spans[action] * 0.9, 0.01)
        output, _errors = process.communicate(timeout=60)
        self.note_saved(output)

    def look_for_damage(self) -> None:
        """Note what `verify` finds right after a kill, before any sync could heal it."""
        result = self.run("verify")
        if result.returncode != 0:
            self.damage.append(result.stdout + result.stderr)

    def note_saved(self, output: bytes) -> None:
        # A line that the kill cut off has announced nothing.
        for line in output.decode().split("\n")[:-1]:
            word, _, identifier = line.partition(" ")
            if word == "saved" and identifier:
                self.saved.append(identifier)


@dataclass(frozen=True)
class Verdict:
    """What was found after a clean sync."""

    lost: list[str]
    doubled: list[str]
    differing: int
    damaged: list[str]
    kills: int
    too_late: int

    @property
    def clean(self) -> bool:
        """Nothing lost, doubled, differing or damaged."""
        return not (self.lost or self.doubled or self.differing or self.damaged)


def judge(borrower: Borrower, sandbox: SandboxProcess) -> Verdict:
    """Sync to the end without disturbance and compare with the lender's ledger and records."""
    result = borrower.run("sync")
    for _ in range(4):
        if result.returncode == 0:
            break
        if result.returncode == 11:
            borrower.run("sign-in", "--device")
        result = borrower.run("sync")
    effects = Counter(effect["operation_id"] for effect in sandbox.ledger())
    theirs = sandbox.records()
    # Each wish is for a period of its own: two requests for one period are one wish that happened twice.
    wishes = Counter(request["summary"] for request in theirs.get("request", {}).values() if request["summary"])
    waiting = {entry["operation_id"] for entry in json.loads(borrower.run("outbox").stdout)["operations"]}
    ours = json.loads(borrower.run("dump").stdout)["records"]
    differing = sum(
        ours.get(kind, {}).get(identifier) != theirs.get(kind, {}).get(identifier)
        for kind in {*ours, *theirs}
        for identifier in {*ours.get(kind, {}), *theirs.get(kind, {})}
    )
    verification = borrower.run("verify")
    return Verdict(
        lost=[identifier for identifier in borrower.saved if not effects[identifier] and identifier not in waiting],
        doubled=[name for counts in (effects, wishes) for name, count in counts.items() if count > 1],
        differing=differing,
        damaged=[*borrower.damage, *([] if verification.returncode == 0 else [verification.stdout])],
        kills=borrower.kills,
        too_late=borrower.too_late,
    )


@contextlib.contextmanager
def borrower_at_sandbox(
    folder: Path, runner: tuple[str, ...] = APPLICATION
) -> Iterator[tuple[Borrower, SandboxProcess]]:
    """A signed-in borrower at a sandbox lender of their own."""
    with SandboxProcess("insufficient_funds", approve_devices=True, control=True) as sandbox:
        borrower = Borrower(folder=folder, base_url=sandbox.base_url)
        borrower.sign_in_and_sync()
        borrower.loan_id = next(iter(borrower.json("dump")["records"]["loan"]))
        borrower.runner = runner
        yield borrower, sandbox


def kill_many(borrower: Borrower, kills: int, seed: int) -> None:
    """Kill queue and sync in turn until `kills` landed in the middle of their work."""
    dice = random.Random(seed)
    for action in ("queue", "sync"):
        borrower.calibrate(action)
    while borrower.kills < kills:
        borrower.kill_once(dice.choice(("queue", "sync")), dice)
