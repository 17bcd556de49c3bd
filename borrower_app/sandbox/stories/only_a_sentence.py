"""The bank sent a sentence and no code: what it says is likely, not certain."""

from __future__ import annotations

import datetime as dt

import msgspec

from borrower_app.sandbox.stories.parts.debit_trail import CHINAPAY, declined, no_retry
from borrower_app.sandbox.stories.parts.mortgage import mortgage
from borrower_app.sandbox.stories.parts.pieces import account, failure, no_retry_sentence
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    books = mortgage(day)
    row = books.row_due(day.due)
    text = "账户可用余额不足"
    coded = declined(books, row, CHINAPAY, day.attempt_at, code="", text=text, retry=no_retry(day.told_at))
    reason = msgspec.structs.replace(coded.reason, code=None, code_list=None) if coded.reason else None
    return failure(
        name="only_a_sentence",
        title_zh="只有一句话，没有代码",
        title_en="A sentence and no code",
        day=day,
        books=books,
        attempt=msgspec.structs.replace(coded, reason=reason),
        why=f"{books.instrument.bank}答复：{text}。",
        what_next=no_retry_sentence(day),
        records=account(day, books, CHINAPAY),
    )
