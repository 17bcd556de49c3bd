"""The audit agrees with every honest table, finds one changed figure, and says when it cannot know."""

from __future__ import annotations

import copy
import time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borrower_app.lending.audit import audit
from borrower_app.lending.audit_json import audit_from_json
from borrower_app.lending.schedule import compute_schedule
from borrower_app.lending.schedule_json import schedule_from_json
from borrower_app.lending.terms import TermsError
from borrower_app.lending.terms_json import read_terms
from tests.lending.strategies import DAY_COUNTS, MODES, amount, eventful_terms, plain_terms, rate

HOUSE = {"principal": "1000000.00", "annual_rate": "4.10", "number_of_installments": 360}


def _without_conventions(terms: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in terms.items() if key not in ("rounding", "day_count")}


def _audit(terms: dict[str, Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
    return audit_from_json({"terms": _without_conventions(terms), "rows": rows})


def test_finding_on_the_default_table_has_the_documented_shape() -> None:
    result = _audit(HOUSE, schedule_from_json(HOUSE)["rows"])
    also_fits = result.pop("also_fits")
    assert also_fits >= 1
    assert result == {
        "agrees": True,
        "reason": None,
        "convention": {
            "day_count": "30/360",
            "rounding": {"installment": "half_up", "installment_unit": "0.01", "interest": "half_up", "unit": "0.01"},
        },
        "first_difference": None,
        "differences": 0,
        "arithmetic_errors": [],
    }


@pytest.mark.parametrize("day_count", DAY_COUNTS)
@pytest.mark.parametrize("interest", MODES)
@pytest.mark.parametrize("installment", MODES)
def test_agrees_in_every_convention_and_the_reported_one_reproduces_the_table(
    day_count: str, interest: str, installment: str
) -> None:
    for unit in ("0.01", "0.1", "1"):
        rounding = {"installment": installment, "installment_unit": unit, "interest": interest}
        terms = {
            "principal": "345678.90",
            "annual_rate": "5.37",
            "number_of_installments": 30,
            "day_count": day_count,
            "rounding": rounding,
            "first_due_on": "2026-02-20",
        }
        table = schedule_from_json(terms)
        result = _audit(terms, table["rows"])
        assert result["agrees"] is True, (terms, result)
        assert result["arithmetic_errors"] == []
        again = schedule_from_json({**_without_conventions(terms), **result["convention"]})
        assert again["rows"] == table["rows"]


@settings(max_examples=40, deadline=None)
@given(eventful_terms())
def test_agrees_with_tables_of_loans_in_which_something_happens(terms: dict[str, Any]) -> None:
    rows = compute_schedule(read_terms(terms)).rows
    table = schedule_from_json(terms)["rows"]
    assert len(rows) == len(table)
    assert _audit(terms, table)["agrees"] is True


def _in_cents(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows as they are shown: amounts half-up to the cent."""
    return [
        {
            name: value if name in ("n", "due") else Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)
            for name, value in row.items()
        }
        for row in rows
    ]


def _is_honest_in(convention: dict[str, Any], terms: dict[str, Any], rows: list[dict[str, Any]]) -> bool:
    again = schedule_from_json({**_without_conventions(terms), **convention})["rows"]
    return _in_cents(again) == _in_cents(rows)


def test_exact_amounts_shown_in_cents_are_honest_although_the_shown_parts_do_not_add_up() -> None:
    terms = {"principal": "1000.00", "annual_rate": "0.01", "number_of_installments": 2}
    rows = schedule_from_json(terms)["rows"]
    assert (rows[1]["principal"], rows[1]["interest"], rows[1]["payment"]) == ("500.00", "0.00", "500.00")
    rows[1]["payment"] = "500.01"
    result = _audit(terms, rows)
    assert result["agrees"] is True
    assert result["convention"]["rounding"]["interest"] == "none"
    assert _is_honest_in(result["convention"], terms, rows)


@settings(max_examples=100, deadline=None)
@given(plain_terms(), st.data())
def test_one_changed_figure_is_found_or_the_table_is_honest_in_the_convention_named(
    terms: dict[str, Any], data: st.DataObject
) -> None:
    table = schedule_from_json(terms)["rows"]
    index = data.draw(st.integers(0, len(table) - 1))
    field = data.draw(st.sampled_from(("principal", "interest", "payment", "prepaid", "balance")))
    by = data.draw(st.integers(-500, 500).filter(bool))
    changed = copy.deepcopy(table)
    changed[index][field] = str(Decimal(changed[index][field]) + Decimal(by) / 100)
    result = _audit(terms, changed)
    if result["agrees"]:
        assert _is_honest_in(result["convention"], terms, changed)
    else:
        assert result["agrees"] is False
        assert result["differences"] >= 1
    fixed = audit_from_json({"terms": terms, "rows": changed})
    difference = fixed["first_difference"]
    assert (difference["n"], difference["field"]) == (index + 1, field)
    assert Decimal(difference["stated"]) - Decimal(difference["computed"]) == Decimal(by) / 100
    assert fixed["differences"] == 1


@settings(max_examples=40, deadline=None)
@given(eventful_terms(), st.data())
def test_one_changed_figure_is_found_in_loans_in_which_something_happens(
    terms: dict[str, Any], data: st.DataObject
) -> None:
    table = schedule_from_json(terms)["rows"]
    index = data.draw(st.integers(0, len(table) - 1))
    field = data.draw(st.sampled_from(("principal", "interest", "payment", "prepaid", "balance")))
    by = data.draw(st.integers(-500, 500).filter(bool))
    table[index][field] = str(Decimal(table[index][field]) + Decimal(by) / 100)
    assert _audit(terms, table)["agrees"] is False


@settings(max_examples=30, deadline=None)
@given(amount(1_000_000, 100_000_000), rate(1500), st.integers(3, 40), st.data())
def test_a_changed_date_or_number_is_found(principal: str, annual: str, number: int, data: st.DataObject) -> None:
    terms = {"principal": principal, "annual_rate": annual, "number_of_installments": number}
    table = schedule_from_json(terms)["rows"]
    index = data.draw(st.integers(0, len(table) - 1))
    field, value = data.draw(st.sampled_from((("due", "2031-05-05"), ("n", 77))))
    table[index][field] = value
    result = _audit(terms, table)
    if index == 0 and field == "n":
        assert result["agrees"] is None
        assert "installment 1" in result["reason"]
    else:
        assert result["agrees"] is False
        assert result["first_difference"]["n"] == index + 1
        assert result["first_difference"]["field"] == field


def test_rows_left_out_or_added_are_found() -> None:
    terms = {**HOUSE, "number_of_installments": 12}
    table = schedule_from_json(terms)["rows"]
    short = _audit(terms, table[:-1])
    assert short["agrees"] is False
    assert short["first_difference"] == {"n": 12, "field": "n", "stated": None, "computed": 12}
    assert {error["rule"] for error in short["arithmetic_errors"]} == {"last_balance_zero", "principal_sums_to_loan"}
    longer = _audit(terms, [*table, {**table[-1], "n": 13}])
    assert longer["first_difference"] == {"n": 13, "field": "n", "stated": 13, "computed": None}


def test_each_arithmetic_rule_is_named_with_both_figures() -> None:
    terms = {**HOUSE, "number_of_installments": 12}
    table = schedule_from_json(terms)["rows"]
    table[4]["payment"] = "1.00"
    honest = Decimal(table[4]["principal"]) + Decimal(table[4]["interest"])
    errors = _audit(terms, table)["arithmetic_errors"]
    assert errors == [{"n": 5, "rule": "parts_sum_to_payment", "stated": "1.00", "expected": str(honest)}]
    table = schedule_from_json(terms)["rows"]
    table[4]["balance"] = str(Decimal(table[4]["balance"]) + 1)
    errors = _audit(terms, table)["arithmetic_errors"]
    assert [(error["n"], error["rule"]) for error in errors] == [(5, "balance_chain"), (6, "balance_chain")]


def test_full_precision_shown_to_a_unit_agrees_though_its_figures_do_not_add_up() -> None:
    """Shown figures of a table in full precision are off by up to a unit; the same faults elsewhere are errors."""
    terms = {**HOUSE, "number_of_installments": 60, "rounding": {"installment": "none", "interest": "none"}}
    table = schedule_from_json(terms)["rows"]
    off = [row for row in table if Decimal(row["payment"]) != Decimal(row["principal"]) + Decimal(row["interest"])]
    assert off, "the example must hold a row that does not add up"
    result = _audit(terms, table)
    assert (result["agrees"], result["arithmetic_errors"]) == (True, [])
    rounded = schedule_from_json({**terms, "rounding": {}})["rows"]
    rounded[9]["payment"] = str(Decimal(rounded[9]["payment"]) + Decimal("0.01"))
    result = _audit(terms, rounded)
    assert (result["agrees"], len(result["arithmetic_errors"])) == (False, 1)


def test_units_are_plain_decimals_in_the_finding() -> None:
    terms = {**HOUSE, "number_of_installments": 2, "rounding": {"installment_unit": "0.00000001"}}
    result = audit_from_json({"terms": terms, "rows": schedule_from_json(terms)["rows"]})
    assert result["convention"]["rounding"]["installment_unit"] == "0.00000001"


def test_first_period_counted_as_whole_is_a_convention_of_its_own() -> None:
    """A stub of 12 days that the lender charges as a whole month: found, and told as a date that reproduces it."""
    stub = {**HOUSE, "number_of_installments": 24, "disbursed_on": "2026-02-08", "first_due_on": "2026-02-20"}
    whole = schedule_from_json({**stub, "disbursed_on": "2026-01-20"})
    result = _audit(stub, whole["rows"])
    assert result["agrees"] is True
    assert result["convention"]["disbursed_on"] == "2026-01-20"


def test_dates_that_the_terms_leave_out_come_from_the_table() -> None:
    terms = {**HOUSE, "number_of_installments": 24}
    dated = schedule_from_json({**terms, "disbursed_on": "2024-05-05"})
    assert _audit(terms, dated["rows"])["agrees"] is True


@pytest.mark.parametrize(
    "terms, word",
    [
        (None, "principal and annual_rate and number_of_installments"),
        ({"principal": "1000.00", "number_of_installments": 3}, "annual_rate"),
        ({"principal": "1000.00", "annual_rate": None, "number_of_installments": 3}, "annual_rate"),
    ],
)
def test_unknown_terms_cannot_be_checked_but_the_arithmetic_is(terms: dict[str, Any] | None, word: str) -> None:
    table = schedule_from_json({"principal": "1000.00", "annual_rate": "4", "number_of_installments": 3})["rows"]
    table[1]["payment"] = "9.99"
    result = audit_from_json({"terms": terms, "rows": table})
    assert result["agrees"] is None
    assert word in result["reason"]
    assert [error["rule"] for error in result["arithmetic_errors"]] == ["parts_sum_to_payment"]


def test_a_table_without_rows_or_without_its_beginning_cannot_be_checked() -> None:
    terms = {**HOUSE, "number_of_installments": 12}
    assert audit_from_json({"terms": terms, "rows": []})["agrees"] is None
    result = _audit(terms, schedule_from_json(terms)["rows"][3:])
    assert result["agrees"] is None
    assert result["arithmetic_errors"] == []


def test_a_wrong_rate_says_what_it_costs_over_the_rest() -> None:
    agreed = read_terms({**HOUSE, "number_of_installments": 24})
    charged = compute_schedule(read_terms({**HOUSE, "number_of_installments": 24, "annual_rate": "4.60"}))
    result = audit(agreed, charged.rows)
    assert result.agrees is False
    assert result.computed is not None
    assert result.costs_more == charged.total_interest - result.computed.total_interest
    assert result.differences == 24


@pytest.mark.parametrize(
    "change, word",
    [
        ({"row": []}, "row is not a known key"),
        ({"rows": {}}, "rows must be a JSON array"),
        ({"rows": [{"n": 1}]}, "rows.due is missing"),
        ({"terms": {**HOUSE, "rate": "4"}}, "terms.rate is not a known key"),
        ({"terms": {**HOUSE, "annual_rate": "4,1"}}, "annual_rate must be"),
    ],
)
def test_bad_input_is_one_sentence(change: dict[str, Any], word: str) -> None:
    with pytest.raises(TermsError, match=word):
        audit_from_json({"terms": HOUSE, "rows": [], **change})


@pytest.mark.parametrize("spoiled", [None, 0, 200, 359])
def test_360_rows_take_less_than_three_tenths_of_a_second(spoiled: int | None) -> None:
    terms = {**HOUSE, "rounding": {"interest": "half_even"}, "day_count": "actual/365"}
    table = schedule_from_json(terms)["rows"]
    if spoiled is not None:
        table[spoiled]["interest"] = "1.00"
    fastest = min(_seconds(terms, table) for _ in range(3))
    assert fastest < Decimal("0.3")


def _seconds(terms: dict[str, Any], table: list[dict[str, Any]]) -> float:
    before = time.process_time()
    _audit(terms, table)
    return time.process_time() - before
