"""The check of a lender's table as several lanes ask for it at the same time."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import msgspec
import pytest

from borrower_app.lending.audit import AuditResult
from borrower_app.lending.money import Money
from borrower_app.presentation.reading.table_audit import audit_of
from borrower_app.records.loan import InstallmentTable, Loan
from borrower_app.records.own_loan_record import own_loan_record
from tests.support.own_loans import house


def lenders_records() -> tuple[Loan, InstallmentTable]:
    """A loan of three installments as a lender states it, with the table that follows from it."""
    own, table = own_loan_record(house(number_of_installments=3))
    members = {name: getattr(own, name) for name in Loan.__struct_fields__}
    return Loan(**members), table


def charged(table: InstallmentTable, extra: int) -> InstallmentTable:
    """The table with so many minor units more interest in its first row."""
    first, *others = table.rows
    interest, payment = first.interest + Money(extra, "CNY"), first.payment + Money(extra, "CNY")
    return msgspec.structs.replace(
        table, rows=(msgspec.structs.replace(first, interest=interest, payment=payment), *others)
    )


@pytest.fixture
def eager_switches() -> Iterator[None]:
    """The interpreter changes threads as often as it can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("eager_switches")
def test_two_threads_that_ask_at_once_get_the_right_findings() -> None:
    """Half as many tables again as are remembered: each thread forgets what the other one asks for next."""
    loan, table = lenders_records()
    tables = [charged(table, extra) for extra in range(4)]
    others = [msgspec.structs.replace(table, id=f"empty-{number}", rows=()) for number in range(100)]
    together = Barrier(2)

    def findings(thread: int) -> list[AuditResult]:
        dice, found = random.Random(thread), []
        for one in tables * 4:
            together.wait(timeout=30)
            found.append(audit_of(loan, one))
            assert all(audit_of(loan, dice.choice(others)).reason == "no_rows" for _ask in range(500))
        return found

    with ThreadPoolExecutor(2) as threads:
        for found in threads.map(findings, range(2)):
            assert [one.agrees for one in found] == [True, False, False, False] * 4
            assert [one.costs_more for one in found] == [None, 1, 2, 3] * 4


def test_a_finding_is_used_again_for_equal_records_and_for_no_others() -> None:
    loan, table = lenders_records()
    known = audit_of(loan, table)
    again, its_table = lenders_records()
    assert again is not loan
    assert audit_of(again, its_table) is known
    assert audit_of(msgspec.structs.replace(loan, name="renamed"), table) is not known
    assert audit_of(loan, charged(table, 1)) != known
