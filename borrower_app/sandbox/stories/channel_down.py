"""The channel's exchange was down: a closed failure that others have to put right, and at first without a plan."""

from __future__ import annotations

import datetime as dt

import msgspec

from borrower_app.records.debit import DebitAttempt, Outage, RetryPlan
from borrower_app.records.enums import Party, RetryDecision
from borrower_app.sandbox.stories.parts import letters
from borrower_app.sandbox.stories.parts.debit_trail import UNIONPAY_POS, declined, planned_retry
from borrower_app.sandbox.stories.parts.lender_profile import LENDER_NAME
from borrower_app.sandbox.stories.parts.mortgage import mortgage
from borrower_app.sandbox.stories.parts.pieces import account, failure, retry_goes_well
from borrower_app.sandbox.stories.parts.story import Happening, Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay
from borrower_app.sandbox.stories.parts.wording import amount, moment

_DECIDED_BEFORE_THE_DEBIT = dt.timedelta(minutes=25)


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    books = mortgage(day)
    row = books.row_due(day.due)
    text = "拒绝，交换中心异常，请稍后重试"
    undecided = RetryPlan(decision=RetryDecision.UNDECIDED, decided_by=Party.LENDER, decided_at=day.told_at)
    attempt = declined(
        books, row, UNIONPAY_POS, day.attempt_at, code="96", text=text, retry=undecided, said_by=Party.CHANNEL
    )
    channel = UNIONPAY_POS.channel
    outage = Outage(
        id="outage-channel",
        party=Party.CHANNEL,
        name=channel,
        since=day.attempt_at - dt.timedelta(minutes=20),
        until=day.attempt_at + dt.timedelta(minutes=8),
        text=f"{channel}公告：交换中心异常，扣款服务中断。",
    )
    return failure(
        name="channel_down",
        title_zh="扣款通道故障，还没有再扣的计划",
        title_en="The payment channel failed, and no other debit is planned yet",
        day=day,
        books=books,
        attempt=attempt,
        why=f"{channel}答复：{text}。这不是您的操作造成的。",
        what_next=f"{LENDER_NAME}还没有决定什么时候再扣，决定以后会告诉您。",
        records=(
            *account(day, books, UNIONPAY_POS),
            outage,
            letters.notice(
                "channel-down",
                outage.since,
                f"{channel}故障公告",
                f"{channel}公告：交换中心异常，扣款服务中断，恢复后另行通知。",
                party=Party.CHANNEL,
            ),
        ),
        happenings=(_decides(day, attempt), *retry_goes_well(books, row, UNIONPAY_POS, day.retry_at)),
    )


def _decides(day: StoryDay, attempt: DebitAttempt) -> Happening:
    """The lender plans the debit of the evening."""
    at = day.retry_at - _DECIDED_BEFORE_THE_DEBIT
    planned = msgspec.structs.replace(attempt, retry=planned_retry(at, day.retry_at), source_version=2)
    body = f"{LENDER_NAME}计划 {moment(day.retry_at)} 再扣一次 {amount(attempt.amount_requested)}，您不用另外转账。"
    return Happening(at=at, upsert=(planned, letters.sms("planned", at, "已安排再次扣款", body, planned)))
