"""Own loans as a test needs them: the JSON a person would write, the loan, and a reading with nothing else in it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import msgspec

from borrower_app.contract.snapshot import Held, Snapshot
from borrower_app.language import Language
from borrower_app.presentation.reading.records import Reading, read_at
from borrower_app.reason_catalogue import reason_catalogue
from borrower_app.records.loan import Loan
from borrower_app.records.own_loan import OwnLoan
from borrower_app.records.own_loan_json import read_own_loan
from borrower_app.records.own_loan_record import OwnLoanRecord, own_loan_record
from tests.support.story_snapshot import NOON

HOUSE: dict[str, Any] = {
    "lender": "城南银行",
    "name": "我的房贷",
    "debit_day": 20,
    "principal": "1000000.00",
    "annual_rate": "4.10",
    "number_of_installments": 360,
    "disbursed_on": "2024-01-20",
    "card_last4": "5678",
}
SAVED = dt.datetime(2026, 11, 1, 9, 30, tzinfo=dt.UTC)


def house(identifier: str = "own-house", **members: Any) -> OwnLoan:
    """The house loan with other members; None leaves one out."""
    loan = read_own_loan({**HOUSE, **members}, identifier)
    return msgspec.structs.replace(loan, saved_at=SAVED)


def with_own(snapshot: Snapshot, *loans: OwnLoan) -> Snapshot:
    """The snapshot a store would give with these loans kept."""
    made = [own_loan_record(loan) for loan in loans]
    return dataclasses.replace(
        snapshot,
        loans=(*snapshot.loans, *(Held[Loan](loan, 0, "own") for loan, _table in made)),
        tables={**snapshot.tables, **{loan.id: Held(table, 0, "own") for loan, table in made}},
    )


def own_reading(*loans: OwnLoan, language: str = "zh", now: dt.datetime = NOON) -> Reading:
    """Own loans alone, in a folder without any lender."""
    return reading_over(with_own(Snapshot(), *loans), language, now)


def reading_over(snapshot: Snapshot, language: str = "zh", now: dt.datetime = NOON) -> Reading:
    """A snapshot read at a moment."""
    return read_at(snapshot, now, None, Language("zh" if language == "zh" else "en"), reason_catalogue())


def entered_of(reading: Reading, identifier: str = "own-house") -> OwnLoanRecord:
    """The loan as the pages get it."""
    found = next(held.record for held in reading.snapshot.loans if held.record.id == identifier)
    assert isinstance(found, OwnLoanRecord)
    return found
