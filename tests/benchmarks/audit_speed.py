"""The audit of a 360-row table that hides its conventions: honest, and with one figure changed at its worst places."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Any

from borrower_app.lending.audit_json import audit_from_json
from borrower_app.lending.schedule_json import schedule_from_json
from tests.benchmarks.timing import seconds, side_by_side

GOAL = 0.3
TERMS = {"principal": "1000000.00", "annual_rate": "4.10", "number_of_installments": 360}


EVENTFUL = {
    **TERMS,
    "disbursed_on": "2026-01-05",
    "first_due_on": "2026-02-20",
    "rate_changes": [{"on": "2027-01-01", "annual_rate": "3.85"}, {"on": "2030-01-01", "annual_rate": "3.60"}],
    "prepayments": [{"on": "2028-05-07", "amount": "50000.00", "effect": "lower_installment"}],
}
"""A long first period, two repricing months and a prepayment inside a period: every dimension of the search is open."""


def _spoiled(rows: list[dict[str, Any]], index: int) -> list[dict[str, Any]]:
    changed = copy.deepcopy(rows)
    changed[index]["interest"] = str(Decimal(changed[index]["interest"]) + Decimal("0.01"))
    return changed


def lines() -> Iterator[str]:
    """Median times from JSON to JSON on one core, each beside the computation of the same table."""
    conventions = {"day_count": "actual/actual", "rounding": {"interest": "half_even"}}
    rows = schedule_from_json({**TERMS, **conventions})["rows"]
    banks = {"first_period": "actual/360", "broken_period": "actual/360"}
    bank = schedule_from_json({**EVENTFUL, **banks})["rows"]
    cases = {
        "honest": (TERMS, rows),
        "first row odd": (TERMS, _spoiled(rows, 0)),
        "last row odd": (TERMS, _spoiled(rows, 359)),
        "with first and broken periods, honest": (EVENTFUL, bank),
        "with first and broken periods, first row odd": (EVENTFUL, _spoiled(bank, 0)),
        "with first and broken periods, a late row odd": (EVENTFUL, _spoiled(bank, 300)),
    }
    for name, (terms, table) in cases.items():
        value = {"terms": terms, "rows": table}
        audit, one = side_by_side(
            partial(seconds, partial(audit_from_json, value)),
            lambda: seconds(lambda: schedule_from_json(TERMS)),
            runs=15,
        )
        verdict = "met" if audit < GOAL else "MISSED"
        yield (
            f"audit of 360 rows, {name}: {audit * 1000:.0f} ms = {audit / one:.0f} x computing one table"
            f" (goal < {GOAL * 1000:.0f} ms: {verdict})"
        )
