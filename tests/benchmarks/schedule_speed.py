"""A 360-row schedule, exact to the minor unit, against numpy-financial's arrays of floats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from borrower_app.lending.schedule import compute_schedule
from borrower_app.lending.schedule_json import schedule_from_json
from borrower_app.lending.terms_json import read_terms
from tests.benchmarks.timing import ratio_line, seconds, side_by_side

ROWS = 360
TERMS = {"principal": "1000000.00", "annual_rate": "4.10", "number_of_installments": ROWS}


def _with_numpy() -> list[tuple[int, dt.date, float, float, float, float]]:
    """What one writes with numpy-financial to get the same rows: number, due date, parts and balance."""
    import numpy
    import numpy_financial

    periods = numpy.arange(1, ROWS + 1)
    rate = 0.041 / 12
    principal = -numpy_financial.ppmt(rate, periods, ROWS, 1_000_000)
    interest = -numpy_financial.ipmt(rate, periods, ROWS, 1_000_000)
    balance = 1_000_000 - numpy.cumsum(principal)
    rows = []
    for n in range(ROWS):
        year, month = divmod(1 + n, 12)
        due = dt.date(2026 + year, month + 1, 20)
        p, i = float(principal[n]), float(interest[n])
        rows.append((n + 1, due, round(p, 2), round(i, 2), round(p + i, 2), round(float(balance[n]), 2)))
    return rows


def lines() -> Iterator[str]:
    """The ratio, and how far the floats are off in the sum."""
    terms = read_terms(TERMS)
    ours, theirs = side_by_side(lambda: seconds(lambda: compute_schedule(terms)), lambda: seconds(_with_numpy), runs=60)
    yield ratio_line("schedule of 360 rows, exact", ours, "numpy-financial, floats", theirs, 2)
    whole, _ = side_by_side(lambda: seconds(lambda: schedule_from_json(TERMS)), lambda: 0.0, runs=30)
    yield f"the same from JSON to JSON: {whole * 1000:.1f} ms"
    exact = sum(Decimal(row["principal"]) for row in schedule_from_json(TERMS)["rows"])
    rounded = sum(Decimal(str(row[2])) for row in _with_numpy())
    yield f"sum of the principal parts: ours {exact}, of the rounded floats {rounded}, of the loan 1000000.00"
