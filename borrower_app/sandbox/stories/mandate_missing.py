"""The bank knows of no authorisation for this card: it was never signed with the new card."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from borrower_app.records.enums import MandateStatus
from borrower_app.sandbox.stories.parts import cards
from borrower_app.sandbox.stories.parts.debit_trail import CHINAPAY, declined, no_retry
from borrower_app.sandbox.stories.parts.mortgage import COMMERCIAL, LoanPlan, mortgage
from borrower_app.sandbox.stories.parts.pieces import account, failure, no_retry_sentence
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    new_card = cards.card(day, (COMMERCIAL,), id="card-5678", last4="5678", bank="建设银行")
    missing = cards.mandate(
        day, (COMMERCIAL,), new_card.id, id="mandate-3310", label="代扣授权 WT-3310", status=MandateStatus.MISSING
    )
    books = mortgage(day, LoanPlan(instrument=new_card, mandate=missing))
    row = books.row_due(day.due)
    past = replace(books, instrument=cards.card(day, ()), mandate=cards.mandate(day, (COMMERCIAL,)))
    return failure(
        name="mandate_missing",
        title_zh="新还款卡还没有签代扣授权",
        title_en="No debit authorisation for the new card",
        day=day,
        books=books,
        attempt=declined(
            books, row, CHINAPAY, day.attempt_at, code="20T4", text="未签约账户", retry=no_retry(day.told_at)
        ),
        why=f"{books.instrument.bank}答复：未签约账户。",
        what_next=no_retry_sentence(day),
        records=(*account(day, books, CHINAPAY, past=past), past.instrument, past.mandate),
    )
