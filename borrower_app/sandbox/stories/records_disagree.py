"""The bank's code says that money was short, while the lender has the card on record as reported lost."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from borrower_app.records.enums import InstrumentStatus
from borrower_app.sandbox.stories.parts import cards
from borrower_app.sandbox.stories.parts.debit_trail import UNIONPAY_POS, declined, no_retry
from borrower_app.sandbox.stories.parts.mortgage import COMMERCIAL, LoanPlan, mortgage
from borrower_app.sandbox.stories.parts.pieces import account, failure, no_retry_sentence
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    lost = cards.card(day, (COMMERCIAL,), status=InstrumentStatus.LOST)
    books = mortgage(day, LoanPlan(instrument=lost))
    past = replace(books, instrument=cards.card(day, (COMMERCIAL,)))
    row = books.row_due(day.due)
    text = "资金不足"
    return failure(
        name="records_disagree",
        title_zh="收到的说法不一致",
        title_en="What is on record does not fit together",
        day=day,
        books=books,
        attempt=declined(books, row, UNIONPAY_POS, day.attempt_at, code="51", text=text, retry=no_retry(day.told_at)),
        why=f"{lost.bank}答复：{text}。",
        what_next=no_retry_sentence(day),
        records=account(day, books, UNIONPAY_POS, past=past),
    )
