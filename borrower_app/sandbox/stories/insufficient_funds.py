"""The card was short of money; the lender tries again at 22:30. The retry then succeeds."""

from __future__ import annotations

import datetime as dt

from borrower_app.sandbox.stories.parts.debit_trail import UNIONPAY_POS, declined, planned_retry
from borrower_app.sandbox.stories.parts.mortgage import mortgage
from borrower_app.sandbox.stories.parts.pieces import account, failure, retry_goes_well, retry_sentence
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    books = mortgage(day)
    row = books.row_due(day.due)
    retry = planned_retry(day.told_at, day.retry_at)
    return failure(
        name="insufficient_funds",
        title_zh="卡里余额不足，还会再扣一次",
        title_en="Not enough money on the card; the lender tries once more",
        day=day,
        books=books,
        attempt=declined(books, row, UNIONPAY_POS, day.attempt_at, code="51", text="资金不足", retry=retry),
        why=f"{books.instrument.bank}答复：资金不足。",
        what_next=retry_sentence(day, books, row),
        records=account(day, books, UNIONPAY_POS, id_expires_on=day.days(12)),
        happenings=retry_goes_well(books, row, UNIONPAY_POS, day.retry_at),
    )
