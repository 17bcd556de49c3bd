"""A borrower's computer dies at any moment: nothing saved is lost, nothing asked for happens twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.kill_harness import borrower_at_sandbox, judge, kill_many


def _prove(folder: Path, kills: int, seed: int) -> None:
    with borrower_at_sandbox(folder) as (borrower, sandbox):
        kill_many(borrower, kills, seed)
        verdict = judge(borrower, sandbox)
    assert verdict.clean, verdict
    assert verdict.kills >= kills
    assert verdict.kills >= verdict.too_late, "most processes ended before their kill: the test proves nothing"
    assert borrower.saved, "no operation was ever saved: the test proves nothing"


def test_thirty_kills(tmp_path: Path) -> None:
    _prove(tmp_path, kills=30, seed=20261120)


@pytest.mark.full
def test_a_thousand_kills(tmp_path: Path) -> None:
    _prove(tmp_path, kills=1_000, seed=4821)
