"""The simulation's teeth: every classic mistake is found within 200 seeds, and what it prints leads back to it."""

from __future__ import annotations

import pytest

from tests.simulation.__main__ import main
from tests.simulation.planted_faults import PLANTED
from tests.simulation.runs import Finding, shortest_history, tried

SEEDS = 200


def found(planted: str) -> Finding:
    """What the first seed that notices a planted fault has seen."""
    for seed in range(SEEDS):
        finding = tried(seed, planted)
        if finding is not None:
            return finding
    raise AssertionError(f"{SEEDS} seeds did not notice {planted}")


LATE = ("cursor_before_rows", "digest_not_checked", "timeout_taken_for_not_sent")
"""Found after the most seeds: these in `make test-full` only."""


@pytest.mark.parametrize(
    "planted", [pytest.param(name, marks=pytest.mark.full) if name in LATE else name for name in sorted(PLANTED)]
)
def test_a_planted_fault_is_found(planted: str) -> None:
    finding = found(planted)
    # The same history without the fault keeps every promise: it is the fault that was found.
    assert tried(finding.seed) is None


@pytest.mark.full
def test_a_failing_seed_prints_a_shortest_history(capsys: pytest.CaptureFixture[str]) -> None:
    finding = found("retry_with_a_new_key")
    events = shortest_history(finding)
    assert len(events) <= 5
    for left_out in range(len(events)):
        shorter = [*events[:left_out], *events[left_out + 1 :]]
        again = tried(finding.seed, finding.planted, shorter)
        assert again is None or again.promise != finding.promise
    assert main(["--seeds", "1", "--from", str(finding.seed), "--plant", "retry_with_a_new_key"]) == 1
    printed = capsys.readouterr().out
    assert f"shortest history ({len(events)} of" in printed
    assert f"--from {finding.seed} --seeds 1 --plant retry_with_a_new_key" in printed
