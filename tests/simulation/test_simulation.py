"""Many seeds, none of which may break a promise; and a look at whether enough happens in them to prove anything."""

from __future__ import annotations

import pytest

from tests.simulation.generation import history_of
from tests.simulation.runs import told, tried
from tests.simulation.world import run_history, terms_of

BATCH = 20


def _run(first: int, count: int) -> None:
    findings = [finding for seed in range(first, first + count) if (finding := tried(seed)) is not None]
    assert not findings, "\n\n".join(told(finding) for finding in findings[:2])


@pytest.mark.parametrize("first", range(0, 200, BATCH))
def test_two_hundred_seeds(first: int) -> None:
    _run(first, BATCH)


@pytest.mark.full
@pytest.mark.parametrize("first", range(0, 10_000, 100))
def test_ten_thousand_seeds(first: int) -> None:
    _run(first, 100)


def test_a_seed_is_the_same_history_every_time() -> None:
    for seed in range(5):
        assert history_of(seed) == history_of(seed)
        once, again = (run_history(terms_of(seed), history_of(seed)) for _ in range(2))
        assert once == again
        assert len(once[1]) > 10


def test_enough_happens() -> None:
    """What the seeds of `make test` meet, counted in their logs: a simulation in which all is well proves nothing."""
    lines = [line for seed in range(16) for line in run_history(terms_of(seed), history_of(seed))[1]]
    met = {word: sum(word in line for line in lines) for word in (": killed in", ": saved op-", "'applied': 1")}
    assert met[": killed in"] >= 3, met
    assert met[": saved op-"] >= 30, met
    assert met["'applied': 1"] >= 5, met
