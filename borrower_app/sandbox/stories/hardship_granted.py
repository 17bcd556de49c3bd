"""The installment of twelve days ago failed; the lender has granted one month of grace for it."""

from __future__ import annotations

import datetime as dt

import msgspec

from borrower_app.records.correspondence import Request
from borrower_app.records.enums import RequestStatus
from borrower_app.sandbox.stories.parts import letters
from borrower_app.sandbox.stories.parts.contract_clauses import late_terms
from borrower_app.sandbox.stories.parts.debit_trail import THE_ATTEMPT, UNIONPAY_POS, declined, planned_retry
from borrower_app.sandbox.stories.parts.lender_profile import LENDER_NAME, discovery
from borrower_app.sandbox.stories.parts.mortgage import LoanPlan, mortgage
from borrower_app.sandbox.stories.parts.pieces import account, retry_goes_well
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay
from borrower_app.sandbox.stories.parts.wording import amount, long_day, moment

_GRACE_DAYS = 30
_DAYS_AGO = 12


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    due = day.days(-_DAYS_AGO)
    granted = msgspec.structs.replace(late_terms(_GRACE_DAYS), grace_clause="补充协议第 1 条")
    books = mortgage(day, LoanPlan(due=due, late=granted))
    row = books.row_due(due)
    answered_at = day.at(due + dt.timedelta(days=2), "16:10")
    retry_at = day.at(due + dt.timedelta(days=_GRACE_DAYS), "08:00")
    attempt = declined(
        books,
        row,
        UNIONPAY_POS,
        day.at(due, "08:00:03"),
        code="51",
        text="资金不足",
        retry=planned_retry(answered_at, retry_at),
        spoken=THE_ATTEMPT,
    )
    answer = (
        f"同意您的困难申请：{books.loan.name}第 {row.n} 期 {amount(row.payment)}的宽限期"
        f"延长到 {long_day(retry_at.date())}，"
        f"宽限期内不收罚息（补充协议第 1 条）。{LENDER_NAME}计划 {moment(retry_at)} 再扣一次。"
    )
    request = Request(
        id="request-hardship",
        operation="hardship_request",
        status=RequestStatus.GRANTED,
        loan_id=books.loan.id,
        submitted_at=day.at(due - dt.timedelta(days=1), "20:15"),
        answered_at=answered_at,
        effective_from=due,
        answer=answer,
        summary="困难申请：宽限 1 个月",
    )
    return Story(
        name="hardship_granted",
        title_zh="困难申请通过，延长了宽限期",
        title_en="A hardship request was granted",
        start=day.start,
        discovery=discovery(),
        records=(
            *account(day, books, UNIONPAY_POS),
            attempt,
            letters.failed_sms(books, attempt, day.at(due, "08:05"), f"{books.instrument.bank}答复：资金不足。", ""),
            letters.in_app("hardship", answered_at, "困难申请已通过", answer, attempt),
            request,
        ),
        happenings=retry_goes_well(books, row, UNIONPAY_POS, retry_at),
    )
