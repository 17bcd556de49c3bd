"""Two installments are unpaid, the older one for forty days: arrears, penalty interest and a further try."""

from __future__ import annotations

import datetime as dt

import msgspec

from borrower_app.records.debit import AmountSplit, DebitAttempt
from borrower_app.records.enums import CreditReporting
from borrower_app.records.loan import InstallmentRow
from borrower_app.sandbox.stories.parts import letters
from borrower_app.sandbox.stories.parts.books import Books
from borrower_app.sandbox.stories.parts.contract_clauses import late_terms, penalty_on
from borrower_app.sandbox.stories.parts.debit_trail import (
    THE_ATTEMPT,
    UNIONPAY_POS,
    declined,
    no_retry,
    planned_retry,
    reference,
)
from borrower_app.sandbox.stories.parts.lender_profile import LENDER_NAME
from borrower_app.sandbox.stories.parts.mortgage import LoanPlan, mortgage
from borrower_app.sandbox.stories.parts.pieces import account, failure
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay
from borrower_app.sandbox.stories.parts.wording import amount, long_day, moment

_DAYS_OVERDUE = 40
_PENALTY_RATE = "3.90"
_GRACE_DAYS = 3


def build(start: dt.datetime) -> Story:
    """The story at `start`: the older row is due forty days before the story's day."""
    day = StoryDay.of(start)
    terms = late_terms(_GRACE_DAYS, _PENALTY_RATE, CreditReporting.AFTER_GRACE)
    clean = mortgage(day, LoanPlan(due=day.days(-_DAYS_OVERDUE), late=terms))
    older = clean.next_row
    newer = clean.row(older.n + 1)
    stated_at = day.at(day.due, "00:05")
    books = clean
    for row in (older, newer):
        books = books.with_penalty(row.n, penalty_on(row.payment, _PENALTY_RATE, (day.due - row.due).days), stated_at)
    latest = _both(day, books, older, newer)
    warned_at = day.at(older.due + dt.timedelta(days=_GRACE_DAYS + 1), "10:00")
    warning = (
        f"您的{books.loan.name}第 {older.n} 期 {amount(older.payment)}已逾期，宽限期已过。"
        f"逾期部分按年利率 {_PENALTY_RATE}%计收罚息（合同第 13 条），"
        "并会按合同第 15 条报送征信。如有困难，可以申请宽限或展期，请致电 955XX。"
    )
    return failure(
        name="overdue_40_days",
        title_zh="逾期 40 天，两期没还",
        title_en="Forty days overdue, two installments unpaid",
        day=day,
        books=books,
        attempt=latest,
        why=f"{books.instrument.bank}答复：资金不足。",
        what_next=f"{LENDER_NAME}计划 {moment(day.retry_at)} 再扣一次两期和罚息。截至 {long_day(day.due)}，"
        f"一共应还 {amount(latest.amount_requested)}。",
        records=(
            *account(day, books, UNIONPAY_POS),
            *_earlier_tries(day, clean, older, newer),
            letters.in_app("overdue", warned_at, "还款已逾期", warning, loan_id=books.loan.id),
        ),
    )


def _earlier_tries(
    day: StoryDay, books: Books, older: InstallmentRow, newer: InstallmentRow
) -> tuple[DebitAttempt, ...]:
    """Morning and evening of the older row's day, morning of the newer row's day."""
    evening = day.at(older.due, "22:30:03")
    first = _short(books, older, day.at(older.due, "08:00:03"), 1)
    planned = planned_retry(day.at(older.due, "08:05"), evening.replace(second=0))
    return (
        msgspec.structs.replace(first, retry=planned),
        _short(books, older, evening, 2),
        _short(books, newer, day.at(newer.due, "08:00:03"), 1),
    )


def _short(books: Books, row: InstallmentRow, at: dt.datetime, attempt_number: int) -> DebitAttempt:
    return declined(
        books,
        row,
        UNIONPAY_POS,
        at,
        code="51",
        text="资金不足",
        retry=no_retry(at + dt.timedelta(minutes=5)),
        spoken=reference(1, row.n, attempt_number),
        attempt_number=attempt_number,
    )


def _both(day: StoryDay, books: Books, older: InstallmentRow, newer: InstallmentRow) -> DebitAttempt:
    """The try of the story's day for both rows and the penalty on both."""
    currency_zero = older.payment - older.payment
    penalty = sum((books.row(row.n).penalty or currency_zero for row in (older, newer)), start=currency_zero)
    split = AmountSplit(
        principal=newer.principal, interest=newer.interest, penalty=penalty, carried_arrears=older.payment
    )
    attempt = declined(
        books,
        newer,
        UNIONPAY_POS,
        day.attempt_at,
        code="51",
        text="资金不足",
        retry=planned_retry(day.told_at, day.retry_at),
        spoken=THE_ATTEMPT,
        attempt_number=2,
        amount=older.payment + newer.payment + penalty,
        split=split,
    )
    return msgspec.structs.replace(attempt, installments=(older.n, newer.n))
