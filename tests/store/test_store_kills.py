"""kill -9 in the middle of real work: what was announced is there, and every state is one whole state."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from borrower_app.store.session import SessionVault
from borrower_app.store.store import Store
from tests.store import lender_pages as lender
from tests.support.present import present

ROOT = Path(__file__).resolve().parents[2]
KEY = bytes(range(32))

WORKER = """
import sys
from pathlib import Path
from borrower_app.contract import operation_values as values_of
from borrower_app.store.session import SessionVault
from borrower_app.store.store import Store
from tests.store import lender_pages as lender
from tests.support.present import present
folder, start = Path(sys.argv[1]), int(sys.argv[2])
key = bytes(range(32))
store = Store.open(folder, key, lender.LENDER)
vault = SessionVault(folder, key)
print("open", flush=True)
for number in range(start, start + 1000):
    text = f"state {number}"
    records = [lender.loan(), *(lender.attempt(item, version=number + 1, text=text) for item in range(30))]
    store.stage_page(lender.page(records[:16], f"p{number}"), full=True, first=True)
    store.stage_page(lender.page(records[16:], f"c{number}", records), full=True, first=False)
    store.finish_pull(lender.NOW, None)
    print("pulled", number, flush=True)
    values = values_of.MarkMessageRead(message_id=f"m-{number}")
    identifier = store.save_operation("mark_message_read", values, lender.NOW)
    print("saved", identifier, flush=True)
    store.mark_sending(identifier, lender.NOW)
    print("sending", identifier, flush=True)
    vault.save(f"token {number}".encode())
    print("token", number, flush=True)
"""


def one_kill(folder: Path, start: int, dice: random.Random) -> dict[str, list[str]]:
    """Let the worker work, kill it at a random moment after its first write; returns what it announced."""
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(folder), str(start)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    assert first == b"open\n", process.communicate()[1].decode()
    # By what it has announced, then a moment: on a loaded machine a tenth of a second is nothing.
    seen = b"".join(process.stdout.readline() for _ in range(dice.randint(0, 6)))
    time.sleep(dice.uniform(0, 0.12))
    process.send_signal(signal.SIGKILL)
    rest, errors = process.communicate()
    output = seen + rest
    assert errors == b""
    announced: dict[str, list[str]] = {"pulled": [], "saved": [], "sending": [], "token": []}
    # A line that the kill cut off has announced nothing.
    for line in output.decode().split("\n")[:-1]:
        word, _, value = line.partition(" ")
        announced[word].append(value)
    return announced


def check(folder: Path, announced: dict[str, list[str]], all_saved: set[str]) -> int:
    """Everything announced is there; returns the number of the state that is."""
    store = Store.open(folder, KEY, lender.LENDER)
    assert store.check_and_repair() == []
    assert store.verify() == []
    entries = {entry.operation_id: entry for entry in store.operations()}
    all_saved.update(announced["saved"])
    assert all_saved <= set(entries)
    assert all(entries[identifier].attempts == 1 for identifier in announced["sending"])
    picture = store.snapshot()
    texts = {present(held.record.reason.text) for held in picture.attempts if held.record.reason is not None}
    assert len(texts) <= 1
    assert len(picture.attempts) in (0, 30)
    number = int(next(iter(texts)).split()[1]) if texts else -1
    assert number >= max(map(int, announced["pulled"]), default=-1)
    if number >= 0:
        proof = {entry.version for entry in store.proof_of_attempt("attempt-7")}
        assert {int(pulled) + 1 for pulled in announced["pulled"]} | {number + 1} <= proof
        assert store.pull_state().cursor == f"c{number}"
    store.close()
    token = SessionVault(folder, KEY).load()
    if announced["token"]:
        assert token is not None
        assert int(token.split()[1]) >= int(announced["token"][-1])
    assert not [path.name for path in folder.iterdir() if "damaged" in path.name]
    return number


def run_kills(folder: Path, count: int) -> int:
    dice = random.Random(20261124)
    saved: set[str] = set()
    number, worked = -1, 0
    for _ in range(count):
        announced = one_kill(folder, number + 1, dice)
        worked += bool(announced["pulled"] or announced["saved"])
        number = max(number, check(folder, announced, saved))
    return worked


def test_nothing_announced_is_lost_when_killed(tmp_path: Path) -> None:
    worked = run_kills(tmp_path / "data", 12)
    assert worked >= 6, "most kills must land in the middle of the work, or the test is void"


@pytest.mark.full
def test_nothing_announced_is_lost_when_killed_often(tmp_path: Path) -> None:
    assert run_kills(tmp_path / "data", 200) >= 100
