"""Each story is coherent to the minor unit: tables, postings, debits and what is still owed."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from borrower_app.lending.money import Money
from borrower_app.records.debit import DebitAttempt
from borrower_app.records.loan import InstallmentTable, Loan
from borrower_app.sandbox.stories import Story
from tests.sandbox.stories.stages import Stage
from tests.support.present import present


def _add_months(date: dt.date, months: int) -> dt.date:
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    return dt.date(year, month + 1, min(date.day, calendar.monthrange(year, month + 1)[1]))


def _total(amounts: Iterable[Money | None], currency: str) -> Money:
    return Money(sum(amount.minor for amount in amounts if amount is not None), currency)


def _tables(stage: Stage) -> list[tuple[Loan, InstallmentTable]]:
    return [(present(stage.get(Loan, table.loan_id)), table) for table in stage.of(InstallmentTable)]


def test_rows_add_up_and_chain_to_nothing(stages: list[Stage]) -> None:
    for stage in stages:
        for loan, table in _tables(stage):
            balance = loan.principal
            since = loan.disbursed_on
            for number, row in enumerate(table.rows, start=1):
                assert row.n == number, stage
                assert row.due == _add_months(loan.first_due_on, number - 1), stage
                assert row.payment == row.principal + row.interest, stage
                early = [paid.amount for paid in loan.prepayments if since < paid.on <= row.due]
                balance = balance - row.principal - _total(early, balance.currency)
                assert row.balance == balance, (str(stage), number)
                since = row.due
            assert balance.minor == 0, stage


def test_outstanding_principal_is_the_balance_after_the_last_paid_row(stages: list[Stage]) -> None:
    for stage in stages:
        for loan, table in _tables(stage):
            expected = loan.principal
            for row in table.rows:
                if row.paid is None:
                    break
                whole = row.paid >= row.payment
                part = Money(max(0, row.paid.minor - row.interest.minor), expected.currency)
                expected = row.balance if whole else expected - part
            assert loan.outstanding_principal == expected, stage
            assert not any(row.paid for row in table.rows if row.due > stage.now.date()), stage


def test_the_stated_installment_is_that_of_the_first_open_row(tellings: tuple[Story, ...], stages: list[Stage]) -> None:
    for stage in stages[:: max(1, len(stages) // len(tellings))]:
        for loan, table in _tables(stage):
            first_open = next(row for row in table.rows if row.paid is None or row.paid < row.payment)
            if stage.now == stage.story.start:
                assert loan.installment in (first_open.payment, table.rows[first_open.n].payment), stage


def test_the_parts_of_a_debit_make_its_amount(stages: list[Stage]) -> None:
    for stage in stages:
        for attempt in stage.of(DebitAttempt):
            split = present(attempt.split)
            parts = (split.principal, split.interest, split.penalty, split.fee, split.carried_arrears)
            assert _total(parts, attempt.amount_requested.currency) == attempt.amount_requested, stage


def test_a_debit_asks_for_what_is_open_of_its_rows(stages: list[Stage]) -> None:
    for stage in stages:
        taken_before: defaultdict[tuple[str, tuple[int, ...]], int] = defaultdict(int)
        tables = {table.loan_id: table for table in stage.of(InstallmentTable)}
        for attempt in sorted(stage.of(DebitAttempt), key=lambda one: one.planned_at):
            rows = [tables[attempt.loan_id].rows[number - 1] for number in attempt.installments]
            asked = attempt.amount_requested.minor
            split = present(attempt.split)
            if split.penalty:
                asked -= split.penalty.minor
            key = (attempt.loan_id, attempt.installments)
            already = 0 if attempt.duplicate_of else taken_before[key]
            assert asked == sum(row.payment.minor for row in rows) - already, (str(stage), attempt.id)
            if split.carried_arrears is None and not already:
                assert split.principal == rows[-1].principal, stage
                assert split.interest == rows[-1].interest, stage
            if attempt.posting and not attempt.reversal:
                taken_before[key] += attempt.posting.amount.minor


def test_what_is_posted_to_a_row_came_from_its_debits(stages: list[Stage]) -> None:
    for stage in stages:
        posted: defaultdict[tuple[str, int], int] = defaultdict(int)
        told = set()
        for attempt in stage.of(DebitAttempt):
            key = (attempt.loan_id, attempt.installments[0])
            told.add(key)
            if attempt.posting and not attempt.duplicate_of:
                posted[key] += attempt.posting.amount.minor - (attempt.reversal.amount.minor if attempt.reversal else 0)
        for loan, table in _tables(stage):
            for row in table.rows:
                if (loan.id, row.n) in told:
                    assert (row.paid.minor if row.paid else 0) == posted[loan.id, row.n], (str(stage), row.n)


def test_all_money_of_a_story_is_of_the_lenders_currency(stages: list[Stage]) -> None:
    for stage in stages:
        currency = stage.story.discovery.currency
        assert {loan.principal.currency for loan in stage.of(Loan)} == {currency}
        assert {attempt.amount_requested.currency for attempt in stage.of(DebitAttempt)} <= {currency}


def test_no_debit_is_above_what_its_authorisation_allows(stages: list[Stage]) -> None:
    for stage in stages:
        for attempt in stage.of(DebitAttempt):
            limit = present(attempt.mandate).single_limit
            assert limit is None or attempt.amount_requested <= limit, stage
