"""The phone number at the bank was changed two weeks ago and is no longer the one the lender sends."""

from __future__ import annotations

import datetime as dt

from borrower_app.sandbox.stories.parts.debit_trail import UNIONPAY_ONLINE, declined, no_retry
from borrower_app.sandbox.stories.parts.mortgage import mortgage
from borrower_app.sandbox.stories.parts.pieces import account, failure, no_retry_sentence
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    books = mortgage(day)
    row = books.row_due(day.due)
    text = "持卡人身份信息或手机号输入不正确，验证失败"
    return failure(
        name="phone_mismatch",
        title_zh="银行预留手机号和贷款登记的不一样",
        title_en="The phone number at the bank is not the one at the lender",
        day=day,
        books=books,
        attempt=declined(
            books, row, UNIONPAY_ONLINE, day.attempt_at, code="66", text=text, retry=no_retry(day.told_at)
        ),
        why=f"{books.instrument.bank}答复：{text}。",
        what_next=no_retry_sentence(day),
        records=account(day, books, UNIONPAY_ONLINE, phone_changed_at_bank=day.at(day.days(-14), "15:20")),
    )
