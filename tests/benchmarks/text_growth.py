"""How the cost of somebody else's text grows: twice the text may cost little more than twice as much."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from borrower_app import masking
from borrower_app.debits.quoting import quoted
from borrower_app.foreign_text import shown
from tests.benchmarks.timing import seconds, side_by_side

_UNITS: Final = ("a", "1", "a.", "a-", "1.", "www.", "6222 ", "余额不足，", "\u2068\u05d0", "\u0301")
_LENGTH: Final = 20_000
_GOAL: Final = 3.0

WORK: Final[dict[str, Callable[[str], object]]] = {
    "quoted": lambda text: quoted(text, len(text)),
    "free_text": masking.free_text,
    "shown": shown,
}


def lines() -> Iterator[str]:
    """The worst of ten kinds of text for each kind of work: half the text against all of it."""
    for name, work in WORK.items():
        measured = [(*_halves(work, unit), unit) for unit in _UNITS]
        half, whole, unit = max(measured, key=lambda one: one[1] / one[0])
        slowest = max(one[1] for one in measured)
        verdict = "met" if whole / half <= _GOAL else "MISSED"
        yield (
            f"{name}, {_LENGTH:,} characters against half: {whole / half:.1f} x (goal <= {_GOAL:g} x: {verdict};"
            f" worst text {unit!a}); slowest {slowest * 1000:.0f} ms"
        )


def _halves(work: Callable[[str], object], unit: str) -> tuple[float, float]:
    whole = (unit * _LENGTH)[:_LENGTH]
    half = whole[: _LENGTH // 2]
    return side_by_side(lambda: seconds(lambda: work(half)), lambda: seconds(lambda: work(whole)), runs=5)
