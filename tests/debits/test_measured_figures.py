"""What T-1 tells of the reader is what the texts kept aside give. Totals only: no text is printed."""

from __future__ import annotations

from collections import Counter

import pytest

from borrower_app.debits.reading_texts.measured import MEASURED, Measured
from tests.benchmarks.message_reading import items_of, reading_of, verdict_of


@pytest.mark.full
def test_the_figures_told_are_those_measured() -> None:
    verdicts: Counter[str] = Counter()
    flagged: Counter[tuple[bool, bool]] = Counter()
    for half in ("counted", "held"):
        for item in items_of(half):
            reading = reading_of(item)
            flagged[item["topic"] == "fraud", reading.fraud.looks_like_fraud] += 1
            if item["topic"] == "debit":
                verdicts[verdict_of(item, reading)] += 1
    found = Measured(
        debits=sum(verdicts.values()),
        right=verdicts["right"],
        misleading=verdicts["falsely certain"] + verdicts["dangerous"],
        frauds=flagged[True, True] + flagged[True, False],
        noticed=flagged[True, True],
        honest=flagged[False, True] + flagged[False, False],
        suspected=flagged[False, True],
    )
    assert found == MEASURED
