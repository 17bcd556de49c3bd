"""The repayment card ran out at the end of last month; nothing is tried again until another card is there."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from borrower_app.records.enums import InstrumentStatus
from borrower_app.sandbox.stories.parts import cards
from borrower_app.sandbox.stories.parts.debit_trail import UNIONPAY_POS, declined, no_retry
from borrower_app.sandbox.stories.parts.mortgage import COMMERCIAL, LoanPlan, mortgage
from borrower_app.sandbox.stories.parts.pieces import account, failure, no_retry_sentence
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay, month_end


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    expired = cards.card(
        day, (COMMERCIAL,), status=InstrumentStatus.EXPIRED, expires_on=month_end(day.months(-1).replace(day=1))
    )
    books = mortgage(day, LoanPlan(instrument=expired))
    past = replace(books, instrument=cards.card(day, (COMMERCIAL,), expires_on=expired.expires_on))
    row = books.row_due(day.due)
    return failure(
        name="card_expired",
        title_zh="还款卡过期了",
        title_en="The repayment card has expired",
        day=day,
        books=books,
        attempt=declined(
            books, row, UNIONPAY_POS, day.attempt_at, code="54", text="过期的卡", retry=no_retry(day.told_at)
        ),
        why=f"{books.instrument.bank}答复：过期的卡。",
        what_next=no_retry_sentence(day),
        records=account(day, books, UNIONPAY_POS, past=past),
    )
