"""What the lender's books do when an installment stays unpaid after its last day on time."""

from __future__ import annotations

import datetime as dt

from borrower_app.records.loan import InstallmentRow
from borrower_app.sandbox.scenarios import letters
from borrower_app.sandbox.scenarios.books import Books
from borrower_app.sandbox.scenarios.contract_clauses import penalty_on
from borrower_app.sandbox.scenarios.story import Happening
from borrower_app.sandbox.scenarios.story_day import StoryDay
from borrower_app.sandbox.scenarios.wording import amount, long_day


def goes_overdue(day: StoryDay, books: Books, row: InstallmentRow) -> Happening:
    """Ten minutes into the first day late: penalty interest from the day after the due date, and a message."""
    terms = books.loan.late_terms
    late_on = row.due + dt.timedelta(days=(terms.grace_days or 0) + 1)
    at = day.at(late_on, "00:10")
    rate = terms.penalty_annual_rate or "0"
    penalty = penalty_on(row.payment, rate, (late_on - row.due).days, terms.penalty_day_basis or 360)
    stated = books.with_penalty(row.n, penalty, at)
    body = (
        f"您的{books.loan.name}第 {row.n} 期 {amount(row.payment)}到 {long_day(late_on)}还没有还。"
        f"逾期部分按年利率 {rate}% 计收罚息（{terms.penalty_clause}），到今天是 {amount(penalty)}。"
        "如有困难，可以申请宽限或展期。"
    )
    key = f"overdue-{books.loan.id}-{row.n}"
    return Happening(at=at, upsert=(stated.table, letters.in_app(key, at, "还款已逾期", body, loan_id=books.loan.id)))
