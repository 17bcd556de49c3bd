"""Published repayment schedules and savings of others must come out of our computation exactly."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from borrower_app.lending.schedule_json import schedule_from_json

CASES = json.loads((Path(__file__).parent / "published_schedules.json").read_text("utf-8"))["cases"]


def _close(stated: str, computed: str, tolerance: Decimal) -> bool:
    return abs(Decimal(stated) - Decimal(computed)) <= tolerance


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_published_case(case: dict[str, Any]) -> None:
    result = schedule_from_json(case["terms"])
    rows = {row["n"]: row for row in result["rows"]}
    expected, tolerance = case["expected"], Decimal(case["tolerance"])
    of_totals = Decimal(case.get("tolerance_of_totals", case["tolerance"]))
    checked = 0
    for key in ("total_interest", "total_paid"):
        if key in expected:
            assert _close(expected[key], result[key], of_totals), key
            checked += 1
    if "installment" in expected:
        assert _close(expected["installment"], result["installment"], tolerance)
        checked += 1
    if "payment_of_row" in expected:
        wanted = expected["payment_of_row"]
        assert _close(wanted["payment"], rows[wanted["n"]]["payment"], tolerance)
        checked += 1
    if "installment_change" in expected:
        changed = schedule_from_json({**case["terms"], "annual_rate": case["new_annual_rate"]})
        change = Decimal(result["installment"]) - Decimal(changed["installment"])
        assert abs(change - Decimal(expected["installment_change"])) <= tolerance
        checked += 1
    for wanted in expected.get("rows", []):
        for key, figure in wanted.items():
            computed = rows[wanted["n"]][key]
            agrees = computed == figure if key in ("n", "due") else _close(figure, computed, tolerance)
            assert agrees, (wanted["n"], key, figure, computed)
            checked += 1
    assert checked


@pytest.mark.parametrize(
    "principal, before, after, saving",
    [
        ("1200000", "2.85", "2.60", "57100.85"),
        ("1200000", "3.325", "3.075", "59070.01"),
        ("1560000", "2.85", "2.60", "74229.62"),
        ("1560000", "3.325", "3.075", "76789.24"),
    ],
)
def test_published_savings_are_exact(principal: str, before: str, after: str, saving: str) -> None:
    def interest(rate: str) -> Decimal:
        terms = {"principal": principal, "annual_rate": rate, "number_of_installments": 360}
        return Decimal(schedule_from_json(terms)["total_interest"])

    assert interest(before) - interest(after) == Decimal(saving)
