"""A failing history made as short as it can be: events are left out as long as the same promise is still broken."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.simulation.events import Event

Breaks = Callable[[Sequence[Event]], bool]
"""Whether a history still breaks the promise."""


def shortest(events: Sequence[Event], breaks: Breaks) -> list[Event]:
    """A history of which no single event can be left out (delta debugging, Zeller and Hildebrandt 2002)."""
    kept = list(events)
    size = max(len(kept) // 2, 1)
    while True:
        kept, shorter = _without_pieces(kept, size, breaks)
        if not shorter and size == 1:
            return kept
        size = max(min(size, len(kept)) // 2, 1) if not shorter else max(min(size, len(kept) // 2), 1)


def _without_pieces(events: list[Event], size: int, breaks: Breaks) -> tuple[list[Event], bool]:
    """Leave out every piece of `size` events that is not needed, the last first: what follows a fault rests on it."""
    shorter = False
    start = len(events) - size
    while start > -size:
        rest = events[: max(start, 0)] + events[start + size :]
        if len(rest) < len(events) and breaks(rest):
            events, shorter = rest, True
        start -= size
    return events, shorter
