"""The lender's request had a wrong format and was refused on the way; the lender has not said when it tries again."""

from __future__ import annotations

import datetime as dt

import msgspec

from borrower_app.records.debit import DebitAttempt, RetryPlan
from borrower_app.records.enums import Party, RetryDecision
from borrower_app.sandbox.stories.parts import letters
from borrower_app.sandbox.stories.parts.debit_trail import UNIONPAY_ONLINE, declined, planned_retry
from borrower_app.sandbox.stories.parts.lender_profile import LENDER_NAME
from borrower_app.sandbox.stories.parts.mortgage import mortgage
from borrower_app.sandbox.stories.parts.pieces import account, failure, retry_goes_well
from borrower_app.sandbox.stories.parts.story import Happening, Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay
from borrower_app.sandbox.stories.parts.wording import amount, moment

_DECIDED_BEFORE_THE_DEBIT = dt.timedelta(minutes=20)


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    books = mortgage(day)
    row = books.row_due(day.due)
    text = "报文格式错误"
    attempt = declined(
        books,
        row,
        UNIONPAY_ONLINE,
        day.attempt_at,
        code="10",
        text=text,
        retry=RetryPlan(decision=RetryDecision.UNDECIDED, decided_by=Party.LENDER, decided_at=day.told_at),
        said_by=Party.CHANNEL,
    )
    return failure(
        name="request_rejected",
        title_zh="扣款请求的数据有错",
        title_en="The debit request had wrong data",
        day=day,
        books=books,
        attempt=attempt,
        why=f"{UNIONPAY_ONLINE.channel}答复：{text}。这是{LENDER_NAME}的请求有问题，不是您的操作造成的。",
        what_next=f"{LENDER_NAME}正在改正，什么时候再扣会另外告诉您。",
        records=account(day, books, UNIONPAY_ONLINE),
        happenings=(_corrected(day, attempt), *retry_goes_well(books, row, UNIONPAY_ONLINE, day.retry_at)),
    )


def _corrected(day: StoryDay, attempt: DebitAttempt) -> Happening:
    at = day.retry_at - _DECIDED_BEFORE_THE_DEBIT
    planned = msgspec.structs.replace(attempt, retry=planned_retry(at, day.retry_at), source_version=2)
    body = f"扣款请求已改正，{LENDER_NAME}计划 {moment(day.retry_at)} 再扣一次 {amount(attempt.amount_requested)}。"
    return Happening(at=at, upsert=(planned, letters.sms("corrected", at, "已安排再次扣款", body, planned)))
