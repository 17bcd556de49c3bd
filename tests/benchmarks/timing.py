"""Two things timed side by side: their runs alternate, and the medians are compared."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def seconds(work: Callable[[], object]) -> float:
    """How long one run takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def side_by_side(ours: Callable[[], float], theirs: Callable[[], float], runs: int) -> tuple[float, float]:
    """Medians in seconds; each call runs once and says how long it took."""
    ours(), theirs()
    pairs = [(ours(), theirs()) for _ in range(runs)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def ratio_line(what: str, ours: float, against: str, theirs: float, goal: float) -> str:
    """One line of the report."""
    ratio = ours / theirs
    verdict = "met" if ratio <= goal else "MISSED"
    return (
        f"{what}: {ours * 1000:.1f} ms against {theirs * 1000:.1f} ms ({against}) = {ratio:.2f} x"
        f" (goal <= {goal:g} x: {verdict})"
    )
