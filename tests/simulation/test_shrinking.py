"""A failing history is made short: nothing that is needed is left out, nothing that is not needed stays."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from tests.simulation.events import Event, Wait
from tests.simulation.shrinking import shortest


@given(st.sets(st.integers(0, 40), min_size=1, max_size=6), st.integers(41, 60))
def test_only_what_is_needed_stays(needed: set[int], length: int) -> None:
    events: list[Event] = [Wait(number) for number in range(length)]

    def breaks(history: Sequence[Event]) -> bool:
        return needed <= {event.seconds for event in history if isinstance(event, Wait)}

    assert shortest(events, breaks) == [Wait(number) for number in sorted(needed)]


def test_one_event_is_enough() -> None:
    assert shortest([Wait(1), Wait(2)], lambda history: Wait(2) in history) == [Wait(2)]
