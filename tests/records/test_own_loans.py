"""Own loans in their JSON form, and as the loans and tables the rest of the app works with."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrower_app.lending.schedule_json import schedule_from_json
from borrower_app.lending.terms import TermsError
from borrower_app.lending.terms_json import KEYS as TERM_KEYS
from borrower_app.records.own_loan_json import own_loan_to_json, read_own_loan
from borrower_app.records.own_loan_record import as_of, own_loan_record
from tests.lending.strategies import eventful_terms, plain_terms
from tests.support.own_loans import HOUSE, house

words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=60)


@st.composite
def own_json(draw: st.DrawFn) -> dict[str, Any]:
    """What a person might write into a file for `own add`."""
    value = dict(draw(st.one_of(plain_terms(), plain_terms("equal_principal"), plain_terms("flat"), eventful_terms())))
    value |= {"lender": draw(words), "name": draw(words), "debit_day": draw(st.integers(1, 31))}
    for key, strategy in {
        "card_last4": st.from_regex(r"\A[0-9]{4}\Z", fullmatch=True).filter(str.isascii),
        "advertised_rate": st.sampled_from(("0", "3.2", "12.345")),
        "product": st.sampled_from(("commercial", "provident_fund", "consumer", "unknown")),
        "notes": words,
        "fees": st.lists(st.fixed_dictionaries({"name": words, "amount": st.just("12.30")}), max_size=3),
    }.items():
        if draw(st.booleans()):
            value[key] = draw(strategy)
    for key in ("day_count", "rounding"):
        if draw(st.booleans()):
            value.pop(key, None)
    return value


@given(own_json())
def test_what_is_printed_is_read_again_as_the_same_loan(value: dict[str, Any]) -> None:
    try:
        loan = read_own_loan(value, "own-1")
    except TermsError:
        return
    printed = json.loads(json.dumps(own_loan_to_json(loan)))
    assert read_own_loan(printed, "own-other") == loan
    assert own_loan_to_json(read_own_loan(printed, "own-other")) == printed


@given(own_json())
def test_its_table_is_that_of_schedule(value: dict[str, Any]) -> None:
    try:
        loan = read_own_loan(value, "own-1")
    except TermsError:
        return
    own = own_loan_to_json(loan)
    computed = schedule_from_json({key: own[key] for key in TERM_KEYS if key in own})
    _loan, table = own_loan_record(loan)
    assert [row.payment.to_decimal_text() for row in table.rows] == [row["payment"] for row in computed["rows"]]
    assert [row.due.isoformat() for row in table.rows] == [row["due"] for row in computed["rows"]]
    assert [row.balance.to_decimal_text() for row in table.rows] == [row["balance"] for row in computed["rows"]]


@pytest.mark.parametrize(
    ("members", "first", "paid_out"),
    [
        ({}, "2024-02-20", "2024-01-20"),
        ({"debit_day": 5}, "2024-02-05", "2024-01-20"),
        ({"debit_day": 31}, "2024-02-29", "2024-01-20"),
        ({"first_due_on": "2024-03-11"}, "2024-03-11", "2024-01-20"),
        ({"disbursed_on": "2023-12-31", "debit_day": 1}, "2024-01-01", "2023-12-31"),
        ({"period": {"unit": "month", "every": 3}}, "2024-04-20", "2024-01-20"),
        ({"period": {"unit": "week", "every": 2}, "debit_day": None}, "2024-02-03", "2024-01-20"),
    ],
)
def test_the_first_due_date_follows_from_the_debit_day(members: dict[str, Any], first: str, paid_out: str) -> None:
    terms = house(**members).terms
    assert (terms.first_due.isoformat(), terms.disbursed_on.isoformat()) == (first, paid_out)


@pytest.mark.parametrize(
    ("members", "dues"),
    [
        ({"disbursed_on": "2026-10-31", "debit_day": 31}, ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"]),
        (
            {"disbursed_on": "2026-10-31", "debit_day": 31, "first_due_on": "2026-11-30"},
            ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"],
        ),
        ({"disbursed_on": "2027-01-29", "debit_day": 29}, ["2027-02-28", "2027-03-29", "2027-04-29", "2027-05-29"]),
        (
            {"disbursed_on": "2026-10-31", "debit_day": 5, "first_due_on": "2026-11-30"},
            ["2026-11-30", "2026-12-30", "2027-01-30", "2027-02-28"],
        ),
    ],
)
def test_a_debit_day_at_the_months_end_comes_back(members: dict[str, Any], dues: list[str]) -> None:
    loan = house(**members, number_of_installments=4)
    _record, table = own_loan_record(loan)
    assert [row.due.isoformat() for row in table.rows] == dues
    assert own_loan_to_json(read_own_loan(own_loan_to_json(loan), loan.id)) == own_loan_to_json(loan)


def test_a_bank_that_stays_on_the_thirtieth_is_not_contradicted() -> None:
    rows = _rows(4, "2024-04-30")
    assert [row["due"] for row in rows] == ["2024-04-30", "2024-05-30", "2024-06-30", "2024-07-30"]
    assert house(rows=rows, debit_day=31, disbursed_on="2024-03-30").terms.due_day is None


def test_rules_for_first_and_broken_periods_are_kept() -> None:
    rules: dict[str, Any] = {
        "first_period": "actual/360",
        "broken_period": "twelfth",
        "payment_rule": {"odd_period": "installment"},
    }
    loan = house(first_due_on="2024-03-11", **rules)
    assert (loan.unknown.first_period, loan.unknown.broken_period, loan.unknown.payment_rule) == (False, False, False)
    assert own_loan_to_json(read_own_loan(own_loan_to_json(loan), loan.id)) == own_loan_to_json(loan)


def _rows(count: int, first: str = "2024-02-20") -> list[dict[str, Any]]:
    terms = {key: HOUSE[key] for key in ("principal", "annual_rate", "number_of_installments", "disbursed_on")}
    rows: list[dict[str, Any]] = schedule_from_json({**terms, "first_due_on": first})["rows"][:count]
    return rows


def test_the_banks_table_is_the_truth_where_it_is_there() -> None:
    rows = _rows(360)
    rows[3]["payment"] = "4832.00"
    loan, table = own_loan_record(house(rows=rows))
    assert not loan.is_computed
    assert table.rows[3].payment.to_decimal_text() == "4832.00"
    assert own_loan_to_json(loan.entered)["rows"][3]["payment"] == "4832.00"


def test_dates_that_were_left_out_come_from_the_banks_table() -> None:
    loan = house(rows=_rows(12, "2024-03-11"), disbursed_on=None)
    assert loan.terms.first_due == dt.date(2024, 3, 11)
    assert loan.terms.disbursed_on == dt.date(2024, 2, 11)


@pytest.mark.parametrize(
    ("day", "owed"),
    [("2024-01-20", 0), ("2024-02-20", 0), ("2024-02-21", 1), ("2026-11-20", 33), ("2099-01-01", 360)],
)
def test_what_is_left_follows_the_table_to_the_day(day: str, owed: int) -> None:
    loan, table = own_loan_record(house())
    stands = as_of(loan, table, dt.date.fromisoformat(day))
    expected = table.rows[owed - 1].balance if owed else loan.principal
    assert stands.outstanding_principal == expected


def test_the_rate_of_the_day_follows_the_changes() -> None:
    loan, table = own_loan_record(house(rate_changes=[{"on": "2025-01-01", "annual_rate": "3.85"}]))
    assert as_of(loan, table, dt.date(2024, 12, 31)).annual_rate == "4.10"
    assert as_of(loan, table, dt.date(2025, 1, 1)).annual_rate == "3.85"


@pytest.mark.parametrize(
    ("members", "named"),
    [
        ({"colour": "red"}, "colour"),
        ({"lender": None}, "lender"),
        ({"lender": "  "}, "lender"),
        ({"name": 5}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"name": "evil\u202ename"}, "name"),
        ({"notes": "a\x00b"}, "notes"),
        ({"debit_day": None}, "debit_day"),
        ({"debit_day": 0}, "debit_day"),
        ({"debit_day": 32}, "debit_day"),
        ({"debit_day": "20"}, "debit_day"),
        ({"card_last4": "6222021234567890"}, "card_last4"),
        ({"card_last4": "１２３４"}, "card_last4"),
        ({"product": "boat"}, "product"),
        ({"advertised_rate": "-1"}, "advertised_rate"),
        ({"advertised_rate": 3.2}, "advertised_rate"),
        ({"fees": [{"name": "a", "amount": "-1.00"}]}, "fees.amount"),
        ({"fees": [{"name": "a", "amount": "1.00", "when": "now"}]}, "fees.when"),
        ({"principal": "0.00"}, "principal"),
        ({"principal": 1000000.0}, "principal"),
        ({"annual_rate": "NaN"}, "annual_rate"),
        ({"first_due_on": "2024-01-19"}, "first_due_on"),
        ({"id": "loan-1"}, "id"),
        ({"id": "own-"}, "id"),
        ({"id": "own-1/../x"}, "id"),
        ({"rows": [{"n": 1}]}, "rows.due"),
        ({"rows": {}}, "rows"),
        ({"computed_columns": ["due"]}, "computed_columns"),
    ],
)
def test_what_is_wrong_is_named(members: dict[str, Any], named: str) -> None:
    with pytest.raises(TermsError, match=named.replace(".", r"\.")):
        house(**members)


@pytest.mark.parametrize("spoil", ["number", "date", "negative"])
def test_rows_out_of_order_are_refused(spoil: str) -> None:
    rows = _rows(5)
    match spoil:
        case "number":
            rows[2]["n"] = 2
        case "date":
            rows[2]["due"] = rows[1]["due"]
        case "negative":
            rows[2]["interest"] = "-1.00"
    with pytest.raises(TermsError, match="rows"):
        house(rows=rows)


def test_fifty_thousand_rows_are_the_most() -> None:
    day = dt.date(1950, 1, 1)
    row = {"principal": "1.00", "interest": "0.00", "payment": "1.00", "balance": "0.00"}
    rows = [{**row, "n": n, "due": (day + dt.timedelta(days=n)).isoformat()} for n in range(1, 50_002)]
    assert len(house(rows=rows[:50_000], disbursed_on=None).rows) == 50_000
    with pytest.raises(TermsError, match="50000"):
        house(rows=rows, disbursed_on=None)


def test_a_prepayment_after_the_end_is_refused_but_one_that_is_kept_already_is_read() -> None:
    value = {**HOUSE, "prepayments": [{"on": "2099-05-20", "amount": "100.00", "effect": "shorter_term"}]}
    with pytest.raises(TermsError, match="2099-05-20 lies after the last due date"):
        read_own_loan(value, "own-1")
    assert read_own_loan(value, "own-1", is_kept=True).terms.prepayments[0].on == dt.date(2099, 5, 20)
