"""Conventions of banks: honest tables are never called odd, and one 分 more is found wherever the convention is plain.

The tables come from the second computation (plain fractions), not from the one that the audit uses.
"""

from __future__ import annotations

import copy
import datetime as dt
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borrower_app.lending.audit import audit
from borrower_app.lending.audit_json import audit_from_json
from borrower_app.lending.period_rules import BROKEN_PERIODS, FIRST_PERIODS
from borrower_app.lending.schedule import ScheduleRow
from borrower_app.lending.schedule_json import schedule_from_json
from borrower_app.lending.terms_json import read_terms
from tests.lending.second_computation import Plain

CONVENTIONS = ("day_count", "first_period", "broken_period", "payment_rule", "rounding")
LOAN = {"principal": "420000.00", "annual_rate": "3.1", "number_of_installments": 24, "disbursed_on": "2026-07-20"}
LONG_START = {**LOAN, "disbursed_on": "2026-07-02", "first_due_on": "2026-08-20"}
REPRICED = {**LOAN, "rate_changes": [{"on": "2027-01-01", "annual_rate": "2.85"}]}


def plain_rows(terms: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of the second computation, as a table states them."""

    def text(amount: Fraction) -> str:
        return f"{Decimal(int(amount * 100)).scaleb(-2):.2f}"

    return [
        {
            "n": number,
            "due": row.due.isoformat(),
            "principal": text(row.principal),
            "interest": text(row.interest),
            "payment": text(row.principal + row.interest),
            "prepaid": text(row.prepaid),
            "balance": text(row.balance),
        }
        for number, row in enumerate(Plain(terms).run().rows, start=1)
    ]


def open_terms(terms: dict[str, Any]) -> dict[str, Any]:
    """What a borrower knows: the terms without any convention."""
    return {key: value for key, value in terms.items() if key not in CONVENTIONS}


def check_honest(terms: dict[str, Any]) -> dict[str, Any]:
    """The audit agrees with the table, and what it found gives the table again through `schedule`."""
    rows = plain_rows(terms)
    result = audit_from_json({"terms": open_terms(terms), "rows": rows})
    assert result["agrees"] is True, (terms, result["first_difference"])
    assert schedule_from_json({**open_terms(terms), **result["convention"]})["rows"] == rows
    return result


def one_fen_more(rows: list[dict[str, Any]], index: int) -> list[dict[str, Any]]:
    """Interest and payment of one row, so that every sum of the table still holds."""
    changed = copy.deepcopy(rows)
    for field in ("interest", "payment"):
        changed[index][field] = str(Decimal(changed[index][field]) + Decimal("0.01"))
    return changed


def test_a_first_period_by_days_over_360_with_a_twelfth_after_it() -> None:
    """420000 · 3.1 % · 49 ÷ 360 = 1772.1666…; a twelfth is 1085.00 and stays the whole period's part of 18070.69."""
    rows = plain_rows({**LONG_START, "first_period": "actual/360"})
    first = rows[0]
    assert (first["interest"], first["principal"], first["payment"]) == ("1772.17", "16985.69", "18757.86")
    assert {row["payment"] for row in rows[1:-1]} == {"18070.69"}
    result = check_honest({**LONG_START, "first_period": "actual/360"})
    assert (result["convention"]["day_count"], result["convention"]["first_period"]) == ("30/360", "actual/360")


def test_a_repricing_month_split_by_days_over_360() -> None:
    """334631.62 · (12 · 3.1 % + 19 · 2.85 %) ÷ 360 = 849.13."""
    rows = plain_rows({**REPRICED, "broken_period": "actual/360"})
    assert (rows[5]["interest"], rows[5]["principal"], rows[6]["payment"]) == ("849.13", "17238.71", "18033.46")
    result = check_honest({**REPRICED, "broken_period": "actual/360"})
    assert result["convention"]["broken_period"] == "actual/360"
    assert "first_period" not in result["convention"]


def test_an_installment_by_the_monthly_formula_with_interest_by_actual_days() -> None:
    terms = {"principal": "180000.00", "annual_rate": "4.8", "number_of_installments": 12,
             "disbursed_on": "2026-03-10", "day_count": "actual/365",
             "payment_rule": {"installment_by": "equal_periods", "odd_period": "installment"}}  # fmt: skip
    rows = plain_rows(terms)
    assert {row["payment"] for row in rows[:-1]} == {"15392.85"}
    assert [row["interest"] for row in rows[:3]] == ["733.81", "652.30", "613.95"]
    assert check_honest(terms)["convention"]["day_count"] == "actual/365"


def test_an_installment_that_no_formula_gives_is_taken_from_the_table() -> None:
    terms = {**LOAN, "stated_installment": "18100.00"}
    rows = plain_rows(terms)
    result = audit_from_json({"terms": LOAN, "rows": rows})
    assert (result["agrees"], result["convention"]["stated_installment"]) == (True, "18100.00")
    assert schedule_from_json({**LOAN, **result["convention"]})["rows"] == rows
    later = {**REPRICED, "stated_installment": "18100.00", "broken_period": "actual/360",
             "renewed_installments": [{"on": "2027-01-20", "amount": "18050.00"}]}  # fmt: skip
    rows = plain_rows(later)
    result = audit_from_json({"terms": REPRICED, "rows": rows})
    assert result["agrees"] is True
    assert schedule_from_json({**REPRICED, **result["convention"]})["rows"] == rows
    for index in (0, 5, 9, 22):
        assert audit_from_json({"terms": REPRICED, "rows": one_fen_more(rows, index)})["agrees"] is False


def _every_convention() -> list[dict[str, Any]]:
    days = ("30/360", "actual/360", "actual/365")
    found: list[dict[str, Any]] = []
    for day_count, first in product(days, (None, *FIRST_PERIODS)):
        found.append({**LONG_START, "day_count": day_count, "first_period": first})
    for day_count, broken in product(days, (None, *BROKEN_PERIODS)):
        found.append({**REPRICED, "day_count": day_count, "broken_period": broken})
    return found


def test_every_convention_is_honest_and_one_fen_is_found_in_every_one() -> None:
    """First and broken periods under each day count; the odd row, one in the middle and the last."""
    missed = 0
    for terms in _every_convention():
        check_honest(terms)
        rows = plain_rows(terms)
        for index in (0, 5, 12, 23):
            result = audit_from_json({"terms": open_terms(terms), "rows": one_fen_more(rows, index)})
            missed += result["agrees"] is not False
    assert missed == 0


@st.composite
def bank_terms(draw: st.DrawFn) -> dict[str, Any]:
    """Loans as banks make them, in which something may happen, in any convention."""
    paid_out = draw(st.dates(dt.date(2025, 1, 1), dt.date(2026, 12, 28)))
    terms: dict[str, Any] = {
        "principal": f"{draw(st.integers(10_000, 900_000))}.00",
        "annual_rate": f"{draw(st.integers(150, 1500)) / 100:.2f}",
        "number_of_installments": draw(st.sampled_from((6, 12, 24))),
        "method": draw(st.sampled_from(("equal_installment", "equal_installment", "equal_principal"))),
        "disbursed_on": paid_out.isoformat(),
        "first_due_on": (paid_out + dt.timedelta(days=draw(st.integers(12, 60)))).isoformat(),
        "day_count": draw(st.sampled_from(("30/360", "actual/360", "actual/365"))),
        "first_period": draw(st.none() | st.sampled_from(FIRST_PERIODS)),
        "broken_period": draw(st.none() | st.sampled_from(BROKEN_PERIODS)),
    }
    if draw(st.booleans()):
        changed = paid_out + dt.timedelta(days=draw(st.integers(1, 150)))
        terms["rate_changes"] = [{"on": changed.isoformat(), "annual_rate": "2.85"}]
    elif draw(st.booleans()):
        effect = draw(st.sampled_from(("shorter_term", "lower_installment")))
        early = (paid_out + dt.timedelta(days=draw(st.integers(1, 150)))).isoformat()
        terms["prepayments"] = [{"on": early, "amount": "1500.00", "effect": effect}]
    if terms["method"] == "equal_installment" and draw(st.booleans()):
        later = draw(st.sampled_from(("at_once", "next_row")))
        terms["payment_rule"] = {"odd_period": "installment", "new_installment": later}
    return terms


@settings(max_examples=40, deadline=None)
@given(bank_terms(), st.data())
def test_honest_tables_agree_and_one_fen_is_found_where_the_convention_is_determined(
    terms: dict[str, Any], data: st.DataObject
) -> None:
    """Where another convention gives the changed table as well, nothing was to be found: that one must reproduce it."""
    check_honest(terms)
    rows = plain_rows(terms)
    changed = one_fen_more(rows, data.draw(st.integers(0, len(rows) - 1)))
    result = audit_from_json({"terms": open_terms(terms), "rows": changed})
    if result["agrees"]:
        assert schedule_from_json({**open_terms(terms), **result["convention"]})["rows"] == changed


def _read(rows: list[dict[str, Any]]) -> list[ScheduleRow]:
    names = ("principal", "interest", "payment", "prepaid", "balance")
    return [
        ScheduleRow(row["n"], dt.date.fromisoformat(row["due"]), *(int(row[name].replace(".", "")) for name in names))
        for row in rows
    ]


def test_too_much_is_said_only_where_the_other_rows_prove_the_convention() -> None:
    terms = {**LONG_START, "first_period": "actual/360"}
    rows = plain_rows(terms)
    one_odd = audit(read_terms(LONG_START), _read(one_fen_more(rows, 12)))
    assert (one_odd.agrees, one_odd.is_determined, one_odd.costs_more) == (False, True, 1)
    assert [(one.row, one.field) for one in one_odd.to_ask] == [(12, "interest")]
    odd_first = audit(read_terms(LONG_START), _read(one_fen_more(rows, 0)))
    assert (odd_first.agrees, odd_first.is_determined, odd_first.is_open) == (False, False, True)
    assert [(one.row, one.field) for one in odd_first.to_ask] == [(0, "interest")]
    dearer = audit(read_terms(LOAN), _read(plain_rows({**LOAN, "annual_rate": "3.6"})))
    assert (dearer.agrees, dearer.is_determined, dearer.is_open) == (False, False, True)
    assert len(dearer.to_ask) == 24


def test_a_way_of_counting_is_certain_only_where_all_that_fit_count_so() -> None:
    certain = audit(read_terms(LONG_START), _read(plain_rows({**LONG_START, "first_period": "actual/360"})))
    assert (certain.agrees, certain.counts_days_so) == (True, True)
    # 49 days from 2 July are one month and 18 days: months of 30 days and whole months with odd days come to the same.
    two_names = audit(read_terms(LONG_START), _read(plain_rows({**LONG_START, "first_period": "30/360"})))
    assert (two_names.agrees, two_names.counts_days_so) == (True, False)


def test_a_due_day_that_comes_back_is_read_from_the_table() -> None:
    terms = {**LOAN, "disbursed_on": "2026-10-31", "first_due_on": "2026-11-30"}
    rows = plain_rows({**terms, "due_day": 31})
    assert [row["due"] for row in rows[:4]] == ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"]
    result = audit_from_json({"terms": terms, "rows": rows})
    assert (result["agrees"], result["convention"]["due_day"]) == (True, 31)
    assert schedule_from_json({**terms, **result["convention"]})["rows"] == rows
    stays = plain_rows(terms)
    assert [row["due"] for row in stays[:3]] == ["2026-11-30", "2026-12-30", "2027-01-30"]
    assert "due_day" not in audit_from_json({"terms": terms, "rows": stays})["convention"]


@pytest.mark.parametrize("key", ["first_period", "broken_period"])
def test_a_rule_that_the_terms_name_is_not_searched(key: str) -> None:
    terms = LONG_START if key == "first_period" else REPRICED
    rows = plain_rows({**terms, key: "actual/360"})
    told = audit_from_json({"terms": {**terms, key: "actual/360"}, "rows": rows})
    assert told["agrees"] is True
    assert key not in told["convention"]
    other = audit_from_json({"terms": {**terms, key: "actual/365"}, "rows": rows})
    assert other["agrees"] is False
