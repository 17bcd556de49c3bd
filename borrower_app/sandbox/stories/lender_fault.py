"""The lender signed its request wrongly and the channel refused it; the borrower's bank was never asked."""

from __future__ import annotations

import datetime as dt

from borrower_app.records.enums import Party
from borrower_app.sandbox.stories.parts import letters
from borrower_app.sandbox.stories.parts.debit_trail import UNIONPAY_ONLINE, declined, planned_retry
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
    attempt = declined(
        books,
        row,
        UNIONPAY_ONLINE,
        day.attempt_at,
        code="11",
        text="验证签名失败",
        retry=planned_retry(day.told_at, day.retry_at),
        said_by=Party.CHANNEL,
    )
    apology = (
        "示例银行的扣款系统出了问题，这一期没有扣成，不是您的操作造成的。"
        f"示例银行计划 {moment(day.retry_at)} 再扣一次 {amount(row.payment)}，您不用另外转账。"
    )
    return failure(
        name="lender_fault",
        title_zh="贷款机构系统问题",
        title_en="The lender's own systems failed",
        day=day,
        books=books,
        attempt=attempt,
        why="银联通道答复：验证签名失败。这是示例银行系统的问题，不是您的操作造成的。",
        what_next=f"示例银行计划 {moment(day.retry_at)} 再扣一次 {amount(row.payment)}。",
        records=(
            *account(day, books, UNIONPAY_ONLINE),
            letters.notice("lender-fault", day.told_at, "今天的扣款因本行系统问题未成功", apology, attempt),
        ),
        happenings=retry_goes_well(books, row, UNIONPAY_ONLINE, day.retry_at),
    )
