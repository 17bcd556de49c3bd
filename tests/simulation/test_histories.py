"""Histories that once broke a promise; each was found by a seed, made short, and seen failing before its mend."""

from __future__ import annotations

import pytest

from tests.simulation.events import ClockJump, DiskFate, DiskFault, Event, Fate, NetworkFault, Save, SyncRound, Wait
from tests.simulation.runs import tried

KEPT: dict[str, list[Event]] = {
    # The answer came and could not be written down: the wish stayed "sending", and its subject waited, until a restart.
    "the disk is full when the answer comes": [
        Save(1, "email", "C"),
        DiskFault(1, "commit", 3, DiskFate.FULL),
        SyncRound(1, now=False),
    ],
    "the disk fails once when the answer comes": [
        Save(2, "address", "B"),
        DiskFault(2, "commit", 3, DiskFate.FAILS),
        SyncRound(2, now=True),
    ],
    # The key was thought young by the computer's clock, the lender had forgotten it: the wish happened twice.
    "the clock is set back while a key grows old": [
        Save(1, "complaint", "A"),
        NetworkFault(1, "write", 1, Fate.ANSWER_LOST),
        SyncRound(1, now=False),
        Wait(80_000),
        ClockJump(1, -43_200),
        Wait(7_200),
        SyncRound(1, now=True),
    ],
    # As above, and the lender says that it never heard of it: nothing may be sent again on its word alone.
    "the clock is set back, the lender has lost the wish": [
        Save(1, "complaint", "A"),
        NetworkFault(1, "write", 1, Fate.ANSWER_LOST),
        SyncRound(1, now=False),
        Wait(80_000),
        ClockJump(1, -43_200),
        Wait(7_200),
        NetworkFault(1, "write", 1, Fate.UNKNOWN_OPERATION),
        SyncRound(1, now=True),
        SyncRound(1, now=True),
    ],
}


@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize("seed", [0, 1, 2, 3])
def test_a_history_that_once_broke_a_promise(name: str, seed: int) -> None:
    """On the terms of several seeds: page sizes, and what the lender remembers."""
    assert tried(seed, events=KEPT[name]) is None
