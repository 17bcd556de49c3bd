"""What a bank's table says of a row beyond its parts: fees, payments made; loans of older folders know none of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from borrower_app.lending.money import Money
from borrower_app.lending.terms import TermsError
from borrower_app.presentation.reading.table_audit import audit_of, rows_of
from borrower_app.presentation.schedule.schedule import schedule_view
from borrower_app.records.own_loan import OwnLoan
from borrower_app.records.own_loan_json import own_loan_to_json, read_own_loan
from borrower_app.records.own_loan_record import own_loan_record
from tests.support.own_loans import HOUSE, own_reading

ROWS: list[dict[str, Any]] = [
    {"n": 1, "due": "2026-01-20", "principal": "50.00", "interest": "1.00", "payment": "54.00", "balance": "50.00",
     "fee": "3.00", "paid": "54.00", "paid_on": "2026-01-21"},
    {"n": 2, "due": "2026-02-20", "principal": "50.00", "interest": "0.50", "payment": "53.50", "balance": "0.00",
     "fee": "3.00"},
]  # fmt: skip
TERMS = {"principal": "100.00", "annual_rate": "12", "number_of_installments": 2, "disbursed_on": "2025-12-20",
         "method": "equal_principal"}  # fmt: skip


def loan(*rows: dict[str, Any]) -> OwnLoan:
    return read_own_loan({**HOUSE, **TERMS, "rows": list(rows or ROWS)}, "own-fees")


def test_the_json_form_gives_the_same_loan_again() -> None:
    shown = own_loan_to_json(loan())
    assert [{key: row[key] for key in ("fee", "paid", "paid_on") if key in row} for row in shown["rows"]] == [
        {"fee": "3.00", "paid": "54.00", "paid_on": "2026-01-21"},
        {"fee": "3.00"},
    ]
    assert read_own_loan(shown, "own-other") == loan()


def test_a_loan_of_an_older_folder_is_as_it_was() -> None:
    older = [{key: row[key] for key in row if key not in ("fee", "paid", "paid_on")} for row in ROWS]
    found = loan(*older)
    assert found.row_facts == ()
    assert all(set(row) == {"n", "due", "principal", "interest", "payment", "prepaid", "balance"}
               for row in own_loan_to_json(found)["rows"])  # fmt: skip


@pytest.mark.parametrize(
    "fact", [{"fee": "-1.00"}, {"paid": "-1.00"}, {"paid_on": "soon"}, {"fee": 3}, {"tip": "1.00"}]
)
def test_facts_that_can_not_be_are_refused(fact: dict[str, Any]) -> None:
    with pytest.raises(TermsError):
        loan({**ROWS[0], **fact}, ROWS[1])


def test_fees_are_no_contradiction_for_the_check_and_a_column_on_the_schedule() -> None:
    record, table = own_loan_record(loan())
    assert table.rows[0].fee == Money(300, "CNY")
    assert table.rows[0].paid_on == dt.date(2026, 1, 21)
    assert [row.payment for row in rows_of(record, table)] == [5_100, 5_050]
    assert audit_of(record, table).agrees is True
    view = schedule_view(own_reading(loan()), "own-fees", None)
    assert view.heads[4:6] == ("费用", "月供")
    first, second = (row for row in view.rows if not row.is_span)
    assert first.cells[4:6] == ("3.00", "54.00")
    assert first.cells[-1] == "银行的表上写着 2026-01-21 已还"
    assert second.cells[-1] == "日子已过" or second.cells[-1]
    assert len(first.cells) == len(view.heads)
