"""Real wordings of published code lists, each with a verdict that two readers agree on.

`reviewed_wordings.csv`: the text as published, the one cause it plainly names (empty: none), the rail and the source.
The first reading is that of the reference list, made from code and text together; the second was made by hand for the
text alone, before this file was written down: what only the code can tell is empty here (wrong PINs, a merchant's own
limits and contracts, "ask your bank").
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from borrower_app.debits.reading_texts.reading import read_text

FILE = Path(__file__).with_name("reviewed_wordings.csv")
with FILE.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:40])
def test_a_real_wording(row: dict[str, str]) -> None:
    cause = read_text(row["text"]).cause
    assert (cause.value if cause is not None else "") == row["cause"]


def test_there_are_enough_of_each_kind() -> None:
    counts = Counter(row["cause"] for row in ROWS)
    assert len(ROWS) >= 250
    assert counts[""] >= 100
    assert len(counts) >= 9
    assert all(row["source"] for row in ROWS)
