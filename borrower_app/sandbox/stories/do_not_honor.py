"""The bank refused and gave no reason."""

from __future__ import annotations

import datetime as dt

from borrower_app.sandbox.stories.parts.debit_trail import UNIONPAY_POS, declined, no_retry
from borrower_app.sandbox.stories.parts.mortgage import mortgage
from borrower_app.sandbox.stories.parts.pieces import account, failure, no_retry_sentence
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    books = mortgage(day)
    row = books.row_due(day.due)
    return failure(
        name="do_not_honor",
        title_zh="银行没有说明原因",
        title_en="The bank gave no reason",
        day=day,
        books=books,
        attempt=declined(
            books, row, UNIONPAY_POS, day.attempt_at, code="05", text="发卡不予承兑", retry=no_retry(day.told_at)
        ),
        why=f"{books.instrument.bank}答复：发卡不予承兑，没有说明原因。",
        what_next=no_retry_sentence(day),
        records=account(day, books, UNIONPAY_POS),
    )
