"""The bank's risk control held the debit with a fraud-type code and told nobody why."""

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
        name="risk_hold",
        title_zh="银行风控拦下了这次扣款",
        title_en="The bank's risk control held the debit",
        day=day,
        books=books,
        attempt=declined(
            books, row, UNIONPAY_POS, day.attempt_at, code="34", text="有作弊嫌疑", retry=no_retry(day.told_at)
        ),
        why=f"{books.instrument.bank}没有放行这次扣款，也没有告知原因，请您向{books.instrument.bank}核实。",
        what_next=no_retry_sentence(day),
        records=account(day, books, UNIONPAY_POS),
    )
