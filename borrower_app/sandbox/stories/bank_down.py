"""The bank's systems were down this morning, as it announced itself; the lender tries again."""

from __future__ import annotations

import datetime as dt

from borrower_app.records.debit import Outage
from borrower_app.records.enums import Party
from borrower_app.sandbox.stories.parts import letters
from borrower_app.sandbox.stories.parts.debit_trail import UNIONPAY_POS, declined, planned_retry
from borrower_app.sandbox.stories.parts.mortgage import mortgage
from borrower_app.sandbox.stories.parts.pieces import account, failure, retry_goes_well
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay
from borrower_app.sandbox.stories.parts.wording import amount, moment


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    books = mortgage(day)
    row = books.row_due(day.due)
    bank = books.instrument.bank
    text = "发卡方状态不正常，请稍后重试"
    since = day.attempt_at - dt.timedelta(minutes=35)
    until = day.attempt_at + dt.timedelta(minutes=10)
    outage = Outage(
        id="outage-icbc",
        party=Party.BANK,
        name=bank,
        since=since,
        until=until,
        text=f"{bank}公告：系统升级期间，银行卡扣款服务暂停。",
    )
    attempt = declined(
        books, row, UNIONPAY_POS, day.attempt_at, code="91", text=text, retry=planned_retry(day.told_at, day.retry_at)
    )
    return failure(
        name="bank_down",
        title_zh="银行系统故障",
        title_en="The bank's systems were down",
        day=day,
        books=books,
        attempt=attempt,
        why=f"{bank}答复：{text}。这不是您的操作造成的。",
        what_next=f"示例银行计划 {moment(day.retry_at)} 再扣一次 {amount(row.payment)}。",
        records=(
            *account(day, books, UNIONPAY_POS),
            outage,
            letters.notice(
                "bank-down",
                since,
                f"{bank}系统升级公告",
                f"{bank}公告：系统升级期间，银行卡扣款服务暂停。",
                party=Party.BANK,
            ),
        ),
        happenings=retry_goes_well(books, row, UNIONPAY_POS, day.retry_at),
    )
