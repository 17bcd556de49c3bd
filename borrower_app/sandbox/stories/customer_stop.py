"""The payment service says that its user stopped the debit."""

from __future__ import annotations

import datetime as dt

from borrower_app.records.enums import Party
from borrower_app.sandbox.stories.parts.debit_trail import KUAIQIAN, declined, no_retry
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
        name="customer_stop",
        title_zh="扣款被客户取消",
        title_en="The debit was stopped by the customer",
        day=day,
        books=books,
        attempt=declined(
            books,
            row,
            KUAIQIAN,
            day.attempt_at,
            code="17",
            text="客户取消",
            retry=no_retry(day.told_at),
            said_by=Party.CHANNEL,
        ),
        why="快钱答复：客户取消。",
        what_next=no_retry_sentence(day),
        records=account(day, books, KUAIQIAN),
    )
