"""The bank names no reason, but the borrower's identity card on record ran out ten days before the debit."""

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
    text = "发卡行交易权限受限，详情请咨询您的发卡行"
    return failure(
        name="id_expired",
        title_zh="身份证过期，银行限制了交易",
        title_en="The identity card on record has expired",
        day=day,
        books=books,
        attempt=declined(
            books, row, UNIONPAY_ONLINE, day.attempt_at, code="78", text=text, retry=no_retry(day.told_at)
        ),
        why=f"{books.instrument.bank}答复：{text}。",
        what_next=no_retry_sentence(day),
        records=account(day, books, UNIONPAY_ONLINE, id_expires_on=day.days(-10)),
    )
