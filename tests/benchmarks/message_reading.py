"""The reader over both halves of the corpus: right, falsely certain, dangerous, and fraud at one in a hundred.

Figures only: no text of either half is ever printed. The texts are those that we collected; other texts may read worse.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from borrower_app.debits.reading_texts.reading import TextReading, read_text
from tests.benchmarks.timing import seconds

CORPUS: Final = Path(__file__).parents[1] / "debits" / "corpus"
HALVES: Final = ("building", "counted", "held")
FRAUD_RATE: Final = 0.01
NORMAL: Final = 1.959964
_SURE: Final = frozenset({"paid", "partly_paid", "failed", "reversed"})
_MAY_HAVE_LEFT: Final = frozenset({"paid", "processing", "partly_paid", "reversed", "unclear"})


def items_of(half: str) -> list[dict[str, Any]]:
    """Every labelled text of a half."""
    found: list[dict[str, Any]] = []
    for path in sorted((CORPUS / half).glob("*.jsonl")):
        found += [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return found


def reading_of(item: dict[str, Any]) -> TextReading:
    """The reading of one labelled text."""
    at = item["received_at"]
    return read_text(item["text"], received_at=dt.datetime.fromisoformat(at) if at else None)


def verdict_of(item: dict[str, Any], reading: TextReading) -> str:
    """`right`, `falsely certain`, `dangerous`, or `wrong` on the safe side.

    Dangerous: "paid" where nothing says so, or "failed" where money may have left. Falsely certain: a cause, or an
    outcome, that the text does not give.
    """
    told, wanted = reading.says.value, item["says"]
    if wanted is None:
        # A fraud says nothing that is true; only its signs count.
        return "right"
    if told != wanted:
        if told == "paid" or (told == "failed" and wanted in _MAY_HAVE_LEFT):
            return "dangerous"
        return "falsely certain" if told in _SURE else "wrong"
    if told not in ("failed", "partly_paid"):
        return "right"
    causes = item["cause"] if isinstance(item["cause"], list) else [item["cause"] or "unknown"]
    cause = reading.cause.value if reading.cause is not None else "unknown"
    if cause in causes:
        return "right"
    return "wrong" if cause == "unknown" else "falsely certain"


def interval(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson)."""
    if not of:
        return 0.0, 1.0
    share, square = hits / of, NORMAL**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = NORMAL * math.sqrt(share * (1 - share) / of + square / (4 * of**2)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def precision(recall: float, alarms: float) -> float:
    """The share of alarms that are right where one text in a hundred is fraud."""
    caught = FRAUD_RATE * recall
    return caught / (caught + (1 - FRAUD_RATE) * alarms) if caught else 0.0


def lines() -> Iterator[str]:
    """Both halves, each kind, then fraud."""
    for half in HALVES:
        items = items_of(half)
        readings = [reading_of(item) for item in items]
        yield from _kinds(half, items, readings)
        yield from _fraud(half, items, readings)
    text = next(item["text"] for item in items_of("building") if item["topic"] == "debit")
    one = min(seconds(lambda: read_text(text)) for _run in range(50))
    yield f"one reading: {one * 1000:.2f} ms (goal <= 1 ms: {'met' if one <= 0.001 else 'MISSED'})"


def _kinds(half: str, items: list[dict[str, Any]], readings: list[TextReading]) -> Iterator[str]:
    by_kind: dict[str, Counter[str]] = {}
    for item, reading in zip(items, readings, strict=True):
        kind = item["says"] if item["topic"] == "debit" else item["topic"]
        by_kind.setdefault(kind, Counter())[verdict_of(item, reading)] += 1
    debits = sum((counts for kind, counts in by_kind.items() if kind not in ("fraud", "other")), Counter())
    for kind, counts in [("debits, all", debits), *sorted(by_kind.items())]:
        total = sum(counts.values())
        yield (
            f"{half}, {kind}: {counts['right']} of {total} right ({100 * counts['right'] / total:.1f} %), "
            f"{counts['falsely certain']} falsely certain, {counts['dangerous']} dangerous"
        )


def _fraud(half: str, items: list[dict[str, Any]], readings: list[TextReading]) -> Iterator[str]:
    caught = frauds = alarms = honest = 0
    for item, reading in zip(items, readings, strict=True):
        flagged = reading.fraud.looks_like_fraud
        if item["topic"] == "fraud":
            frauds, caught = frauds + 1, caught + flagged
        else:
            honest, alarms = honest + 1, alarms + flagged
    low, high = interval(caught, frauds)
    quiet, loud = interval(alarms, honest)
    share = caught / frauds
    yield f"{half}, fraud: recall {share:.3f} (95 %: {low:.3f} to {high:.3f}), {alarms} false alarms of {honest}"
    yield (
        f"{half}, fraud at 1 %: precision {precision(share, alarms / honest):.2f} "
        f"(95 %: {precision(low, loud):.2f} to {precision(high, quiet):.2f})"
    )
