"""A power cut at every write of `own add`, and a disk that fills up: what was printed is there, a change is whole."""

from __future__ import annotations

import json
import re
import signal
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.every_write import Ended, Point, demand_tracing, run_traced
from tests.faults.kill_harness import Borrower
from tests.support.own_loans import HOUSE

FEWEST_POINTS = 25
OLD, NEW = "旧名字", "新名字"


class Desk:
    """A folder with one own loan, and the loans that were printed since."""

    def __init__(self, folder: Path) -> None:
        # No lender answers there: nothing of this needs one.
        self.borrower = Borrower(folder, "http://127.0.0.1:9")
        self.printed: set[str] = set()
        [self.changed] = self.borrower.json("own", "add", self.file(name=OLD))["ids"]

    def file(self, **members: object) -> str:
        """What is added."""
        path = self.borrower.folder / "loan.json"
        path.write_text(json.dumps({**HOUSE, "number_of_installments": 12, **members}), encoding="utf-8")
        return str(path)

    def run(self, action: str, *injection: str, trace: Path | None = None) -> Ended:
        """`add` a new loan, or `change` the first one, under the tracer."""
        members = {"id": self.changed, "name": NEW} if action == "change" else {"name": "neu"}
        ended = run_traced(self.borrower, ("own", "add", self.file(**members)), *injection, trace=trace)
        self.printed |= set(re.findall(r'"(own-[0-9a-f]+)"', ended.output))
        return ended

    def points(self, action: str, folder: Path) -> list[Point]:
        """Every point of one run that nobody disturbs."""
        trace = folder / f"{action}.trace"
        assert self.run(action, trace=trace).code == 0
        names = re.findall(r"^\d+ +(\w+)\(", trace.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
        return [(name, number) for name, count in Counter(names).items() for number in range(1, count + 1)]

    def look(self) -> dict[str, str]:
        """Name by id of everything that is there; nothing printed may be missing, nothing damaged."""
        listed = self.borrower.json("own", "list")["loans"]
        names = {loan["id"]: loan["name"] for loan in listed}
        assert self.printed <= set(names)
        assert names[self.changed] in (OLD, NEW)
        return names


def _prove(folder: Path, most: int | None = None) -> None:
    """Kill at `most` points of each action, spread over all of them; None: at every one."""
    demand_tracing()
    desk = Desk(folder)
    visited = killed = 0
    for action in ("add", "change"):
        points = desk.points(action, folder)
        visited += len(points)
        before = desk.look()
        for name, number in points[:: 1 if most is None else max(1, len(points) // most)]:
            if before[desk.changed] == NEW:
                # Back to the old name, so that a half change would show.
                desk.borrower.json("own", "add", desk.file(id=desk.changed, name=OLD))
            ended = desk.run(action, "-e", f"inject={name}:signal=SIGKILL:when={number}")
            killed += ended.code == -signal.SIGKILL
            after = desk.look()
            assert len(after) - len(before) in (0, 1)
            before = after
    assert desk.borrower.json("verify") == {"ok": True, "problems": []}
    assert visited >= FEWEST_POINTS, "the tracer saw too few calls: the test proves nothing"
    assert killed > 0


def test_killed_at_writes_spread_over_the_command(tmp_path: Path) -> None:
    _prove(tmp_path, most=3)


@pytest.mark.full
def test_killed_at_every_write(tmp_path: Path) -> None:
    _prove(tmp_path)


def test_a_full_disk_is_said_plainly_and_keeps_the_old_loan(tmp_path: Path) -> None:
    demand_tracing()
    desk = Desk(tmp_path)
    writes = sum(name in {"pwrite64", "ftruncate"} for name, _number in desk.points("change", tmp_path))
    codes = set()
    for number in range(1, writes + 1, max(writes // 4, 1)):
        ended = desk.run("change", "-e", f"inject=pwrite64,ftruncate:error=ENOSPC:when={number}+")
        codes.add(ended.code)
        assert "Traceback" not in ended.errors
        if ended.code != 0:
            assert ended.code == 13, ended.errors
            assert ended.output == ""
        desk.look()
    assert 13 in codes
