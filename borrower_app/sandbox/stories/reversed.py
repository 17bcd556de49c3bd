"""Yesterday's debit was posted and then taken back by the channel; the lender tries again tonight."""

from __future__ import annotations

import datetime as dt

import msgspec

from borrower_app.records.debit import Posting, Reason
from borrower_app.records.enums import Party
from borrower_app.sandbox.stories.parts import letters
from borrower_app.sandbox.stories.parts.contract_clauses import late_terms
from borrower_app.sandbox.stories.parts.debit_trail import ALLINPAY, THE_ATTEMPT, debited, planned_retry
from borrower_app.sandbox.stories.parts.lender_profile import LENDER_NAME, discovery
from borrower_app.sandbox.stories.parts.mortgage import LoanPlan, mortgage
from borrower_app.sandbox.stories.parts.pieces import account, retry_goes_well
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay
from borrower_app.sandbox.stories.parts.wording import amount, moment


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    due = day.days(-1)
    books = mortgage(day, LoanPlan(due=due, late=late_terms(grace_days=3)))
    row = books.row_due(due)
    tried_at = day.at(due, "08:00:03")
    reversed_at = day.at(due, "16:40")
    told_at = day.at(due, "16:45")
    attempt = msgspec.structs.replace(
        debited(
            books,
            row,
            ALLINPAY,
            tried_at,
            spoken=THE_ATTEMPT,
            reason=Reason(code="3029", text="交易已被冲正", said_by=Party.CHANNEL, at=reversed_at),
        ),
        reversal=Posting(at=reversed_at, amount=row.payment),
        retry=planned_retry(told_at, day.retry_at),
    )
    what = (
        f"{books.loan.name}第 {row.n} 期的扣款 {amount(row.payment)}已被冲正，钱退回您尾号 {books.instrument.last4} 的"
        f"{books.instrument.bank}卡，本期重新变为未还。{LENDER_NAME}计划 {moment(day.retry_at)} 再扣一次，"
        "在宽限期内，不收罚息（合同第 12 条）。这不是您的操作造成的。"
    )
    return Story(
        name="reversed",
        title_zh="扣款被冲正，钱退回来了",
        title_en="The debit was reversed and the money went back",
        start=day.start,
        discovery=discovery(),
        records=(
            *account(day, books, ALLINPAY),
            attempt,
            letters.debited_sms(books, attempt, day.at(due, "08:05")),
            letters.sms("reversed", told_at, "扣款已冲正", what, attempt),
        ),
        happenings=retry_goes_well(books, row, ALLINPAY, day.retry_at),
    )
