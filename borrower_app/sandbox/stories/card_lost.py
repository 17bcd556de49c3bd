"""The card was reported lost three days ago."""

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
    books = mortgage(day, LoanPlan(instrument=cards.card(day, (COMMERCIAL,), status=InstrumentStatus.LOST)))
    past = replace(books, instrument=cards.card(day, (COMMERCIAL,)))
    row = books.row_due(day.due)
    return failure(
        name="card_lost",
        title_zh="还款卡已经挂失",
        title_en="The repayment card was reported lost",
        day=day,
        books=books,
        attempt=declined(
            books, row, UNIONPAY_POS, day.attempt_at, code="41", text="挂失卡", retry=no_retry(day.told_at)
        ),
        why=f"{books.instrument.bank}答复：挂失卡。",
        what_next=no_retry_sentence(day),
        records=account(day, books, UNIONPAY_POS, past=past),
    )
