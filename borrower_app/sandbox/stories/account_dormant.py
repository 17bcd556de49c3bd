"""The account was not used for a long time and the bank wants to see its owner at the counter."""

from __future__ import annotations

import datetime as dt

from borrower_app.sandbox.stories.parts.debit_trail import ALLINPAY, declined, no_retry
from borrower_app.sandbox.stories.parts.mortgage import mortgage
from borrower_app.sandbox.stories.parts.pieces import account, failure, no_retry_sentence
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    books = mortgage(day)
    row = books.row_due(day.due)
    text = "长期不动户，请到柜台办理业务"
    return failure(
        name="account_dormant",
        title_zh="还款账户是长期不动户",
        title_en="The account is dormant",
        day=day,
        books=books,
        attempt=declined(books, row, ALLINPAY, day.attempt_at, code="3069", text=text, retry=no_retry(day.told_at)),
        why=f"{books.instrument.bank}答复：{text}。",
        what_next=no_retry_sentence(day),
        records=account(day, books, ALLINPAY),
    )
