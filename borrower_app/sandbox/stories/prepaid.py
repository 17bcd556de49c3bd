"""100,000 元 were paid early on a due date six months ago to shorten the term."""

from __future__ import annotations

import datetime as dt

from borrower_app.records.correspondence import Request
from borrower_app.records.enums import RequestStatus
from borrower_app.records.loan import PaidEarly
from borrower_app.sandbox.stories.parts import letters
from borrower_app.sandbox.stories.parts.debit_trail import UNIONPAY_POS
from borrower_app.sandbox.stories.parts.lender_profile import discovery
from borrower_app.sandbox.stories.parts.mortgage import USUAL_ROW, LoanPlan, mortgage
from borrower_app.sandbox.stories.parts.pieces import account
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay, add_months, first_due_for
from borrower_app.sandbox.stories.parts.wording import amount, long_day, yuan

_DAYS_TO_GO = 11
_ROWS_AGO = 6


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    due = day.days(_DAYS_TO_GO)
    number, first_due = first_due_for(due, USUAL_ROW + 1)
    early = PaidEarly(on=add_months(first_due, number - 1 - _ROWS_AGO), amount=yuan("100000.00"), effect="shorter_term")
    books = mortgage(day, LoanPlan(due=due, due_row=USUAL_ROW + 1, prepayments=(early,)))
    last = books.table.rows[-1]
    paid_at = day.at(early.on, "09:30")
    answer = (
        f"您的{books.loan.name}已于 {long_day(early.on)}提前归还本金 {amount(early.amount)}，月供"
        f" {amount(books.loan.installment or books.next_row.payment)}不变，还清日提前到 {long_day(last.due)}，"
        f"共 {last.n} 期。没有收取手续费（合同第 10 条）。"
    )
    request = Request(
        id="request-prepayment",
        operation="prepayment_request",
        status=RequestStatus.GRANTED,
        loan_id=books.loan.id,
        submitted_at=day.at(early.on - dt.timedelta(days=20), "21:05"),
        answered_at=day.at(early.on - dt.timedelta(days=18), "10:30"),
        effective_from=early.on,
        answer=f"同意您在 {long_day(early.on)}提前归还 {amount(early.amount)}，缩短年限。",
        summary=f"提前还款 {amount(early.amount)}，缩短年限",
    )
    return Story(
        name="prepaid",
        title_zh="提前还过一笔，年限缩短了",
        title_en="A prepayment shortened the term",
        start=day.start,
        discovery=discovery(),
        records=(
            *account(day, books, UNIONPAY_POS),
            request,
            letters.in_app("prepaid", paid_at, "提前还款已完成", answer, loan_id=books.loan.id),
        ),
    )
