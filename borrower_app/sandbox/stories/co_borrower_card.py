"""The installment is taken from the co-borrower's card, which was short of money and is so again at 22:30."""

from __future__ import annotations

import datetime as dt

from borrower_app.records.account import Guarantor
from borrower_app.records.enums import Holder
from borrower_app.sandbox.stories.parts import cards
from borrower_app.sandbox.stories.parts.debit_trail import NETSUNION, declined, planned_retry
from borrower_app.sandbox.stories.parts.mortgage import COMMERCIAL, LoanPlan, mortgage
from borrower_app.sandbox.stories.parts.pieces import (
    account,
    failure,
    no_retry_sentence,
    retry_fails_again,
    retry_sentence,
)
from borrower_app.sandbox.stories.parts.running_late import goes_overdue
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay

_CO_BORROWER = "李青禾"


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    card = cards.card(
        day,
        (COMMERCIAL,),
        id="card-6072",
        last4="6072",
        bank="建设银行",
        holder=Holder.CO_BORROWER,
        holder_name=_CO_BORROWER,
    )
    books = mortgage(day, LoanPlan(instrument=card, mandate=cards.mandate(day, (COMMERCIAL,), card.id)))
    row = books.row_due(day.due)
    text = "接收方账户可用余额不足"
    retry = planned_retry(day.told_at, day.retry_at)
    co_borrower = Guarantor(
        id="guarantor-co-borrower", loan_id=books.loan.id, name=_CO_BORROWER, role=Holder.CO_BORROWER
    )
    return failure(
        name="co_borrower_card",
        title_zh="共同借款人的卡余额不足",
        title_en="The co-borrower's card was short of money",
        day=day,
        books=books,
        attempt=declined(books, row, NETSUNION, day.attempt_at, code="PB520011", text=text, retry=retry),
        why=f"这张卡是共同借款人的卡。{card.bank}答复：{text}。",
        what_next=retry_sentence(day, books, row),
        records=(*account(day, books, NETSUNION), co_borrower),
        happenings=(
            retry_fails_again(
                books,
                row,
                NETSUNION,
                day.retry_at,
                code="PB520011",
                text=text,
                advice=no_retry_sentence(day),
            ),
            goes_overdue(day, books, row),
        ),
    )
