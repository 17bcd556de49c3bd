"""What the lender's books do when an installment stays unpaid after its last day on time."""

from __future__ import annotations

import datetime as dt
from typing import Final

from borrower_app.lending.money import Money
from borrower_app.records.correspondence import Message
from borrower_app.records.loan import InstallmentRow, Loan
from borrower_app.sandbox.stories.parts import letters
from borrower_app.sandbox.stories.parts.books import Books
from borrower_app.sandbox.stories.parts.contract_clauses import penalty_on
from borrower_app.sandbox.stories.parts.story import Happening
from borrower_app.sandbox.stories.parts.story_day import StoryDay
from borrower_app.sandbox.stories.parts.wording import amount, long_day

OVERDUE_TIME: Final = dt.time(0, 10)
"""When the lender looks for installments that are late since midnight."""


def goes_overdue(day: StoryDay, books: Books, row: InstallmentRow) -> Happening:
    """Ten minutes into the first day late: penalty interest from the day after the due date, and a message."""
    terms = books.loan.late_terms
    late_on = row.due + dt.timedelta(days=(terms.grace_days or 0) + 1)
    at = dt.datetime.combine(late_on, OVERDUE_TIME, day.zone)
    rate = terms.penalty_annual_rate or "0"
    penalty = penalty_on(row.payment, rate, (late_on - row.due).days, terms.penalty_day_basis or 360)
    stated = books.with_penalty(row.n, penalty, at)
    return Happening(at=at, upsert=(stated.table, overdue_message(books.loan, row, row.payment, penalty, at)))


def overdue_message(loan: Loan, row: InstallmentRow, unpaid: Money, penalty: Money | None, at: dt.datetime) -> Message:
    """The lender's message on the first day late; `penalty` None: the contract charges none so far."""
    terms = loan.late_terms
    clause = f"（{terms.penalty_clause}）" if terms.penalty_clause else ""
    charged = (
        f"逾期部分按年利率 {terms.penalty_annual_rate or '0'}% 计收罚息{clause}，到今天是 {amount(penalty)}。"
        if penalty is not None
        else ""
    )
    body = (
        f"您的{loan.name}第 {row.n} 期 {amount(unpaid)}到 {long_day(at.date())}还没有还。{charged}"
        "如有困难，可以申请宽限或展期。"
    )
    return letters.in_app(f"overdue-{loan.id}-{row.n}", at, "还款已逾期", body, loan_id=loan.id)
