"""A power cut at every single write, sync and send; a disk that fills up; and the proof that the harness has teeth."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from tests.faults.every_write import Point, demand_tracing, full_disk_at, kill_at, points_of
from tests.faults.kill_harness import Borrower, borrower_at_sandbox, judge
from tests.support.sandbox_process import SandboxProcess

FEWEST_POINTS = 150
KILLS_BEFORE_A_LOOK = 6
SPREAD = 6


def _visit(borrower: Borrower, action: str, points: list[Point]) -> None:
    for point in points:
        kill_at(borrower, action, point)
        borrower.look_for_damage()


def _prove(folder: Path, step: int) -> None:
    demand_tracing()
    with borrower_at_sandbox(folder) as (borrower, sandbox):
        visited = 0
        for action in ("queue", "sync"):
            # What the kills before left in the outbox goes out first, so that a run is one run's length.
            borrower.run("sync")
            points = points_of(borrower, action, folder)
            visited += len(points)
            _visit(borrower, action, points[::step])
        verdict = judge(borrower, sandbox)
    assert visited >= FEWEST_POINTS, "the tracer saw too few calls: the test proves nothing"
    assert verdict.clean, verdict
    assert verdict.kills > 4 * verdict.too_late, verdict
    assert borrower.saved


def test_killed_at_every_twentieth_write_fsync_and_send(tmp_path: Path) -> None:
    _prove(tmp_path, step=20)


@pytest.mark.full
def test_killed_at_every_write_fsync_and_send(tmp_path: Path) -> None:
    _prove(tmp_path, step=1)


def _hunt(borrower: Borrower, sandbox: SandboxProcess, action: str, what: str, mistake: str, folder: Path) -> bool:
    """Kill at points spread over the action until the harness sees the mistake."""
    points = points_of(borrower, action, folder, mistake)
    for visited, point in enumerate(_order(points, what)):
        kill_at(borrower, action, point, mistake)
        if what == "damaged":
            # Looked at before any sync could heal it.
            borrower.look_for_damage()
            if borrower.damage:
                return True
        elif visited % KILLS_BEFORE_A_LOOK == KILLS_BEFORE_A_LOOK - 1 and getattr(judge(borrower, sandbox), what):
            return True
    return False


def _order(points: list[Point], what: str) -> list[Point]:
    """All points: the last writes first where a swap is looked for, else far and near ones in turn."""
    if what == "damaged":
        last_first = [point for point in reversed(points) if point[0] == "pwrite64"]
        # A swap is many writes long: every fourth finds it as surely, and sooner.
        return [point for begin in range(4) for point in last_first[begin::4]]
    # A stride that shares no factor with the count visits every point once.
    stride = next(number for number in range(len(points) * 5 // 8, 0, -1) if math.gcd(number, len(points)) == 1)
    return [points[turn * stride % len(points)] for turn in range(len(points))]


@pytest.mark.parametrize(
    ("mistake", "action", "what"),
    [
        # Each takes a minute or more of kills; `tests/simulation` finds the same mistakes in `make test`.
        pytest.param("key_made_at_send", "sync", "doubled", marks=pytest.mark.full),
        pytest.param("cursor_before_rows", "sync", "damaged", marks=pytest.mark.full),
        pytest.param("saved_before_commit", "queue", "lost", marks=pytest.mark.full),
        pytest.param("row_removed_before_answer", "sync", "lost", marks=pytest.mark.full),
    ],
)
def test_the_harness_finds_a_seeded_mistake(tmp_path: Path, mistake: str, action: str, what: str) -> None:
    demand_tracing()
    with borrower_at_sandbox(tmp_path) as (borrower, sandbox):
        assert _hunt(borrower, sandbox, action, what, mistake, tmp_path)
        assert borrower.kills <= 200


@pytest.mark.parametrize("action", ["queue", "sync"])
def test_a_full_disk_is_said_plainly_and_loses_nothing(tmp_path: Path, action: str) -> None:
    demand_tracing()
    with borrower_at_sandbox(tmp_path) as (borrower, sandbox):
        writes = sum(name in {"pwrite64", "ftruncate"} for name, _number in points_of(borrower, action, tmp_path))
        codes = set()
        for number in range(1, writes + 1, max(writes // SPREAD, 1)):
            result = full_disk_at(borrower, action, number)
            codes.add(result.code)
            assert "Traceback" not in result.errors
            if result.code != 0:
                assert result.code == 13, result.errors
                assert "disk" in result.errors.lower(), result.errors
                assert "saved" not in result.output
            borrower.note_saved(result.output.encode())
        verdict = judge(borrower, sandbox)
    assert 13 in codes
    assert verdict.clean, verdict
