"""An installment of 12,010.19 元 from a class II account at another bank, which may pay 10,000 元 a day."""

from __future__ import annotations

import datetime as dt

from borrower_app.records.enums import AccountClass
from borrower_app.sandbox.stories.parts import cards
from borrower_app.sandbox.stories.parts.debit_trail import UNIONPAY_POS, declined, no_retry
from borrower_app.sandbox.stories.parts.mortgage import COMMERCIAL, LoanPlan, mortgage
from borrower_app.sandbox.stories.parts.pieces import account, failure, no_retry_sentence
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay
from borrower_app.sandbox.stories.parts.wording import yuan


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    card = cards.card(day, (COMMERCIAL,), account_class=AccountClass.II, bank_daily_limit=yuan("10000.00"))
    mandate = cards.mandate(day, (COMMERCIAL,), single_limit=yuan("20000.00"))
    books = mortgage(day, LoanPlan(principal=yuan("3000000.00"), instrument=card, mandate=mandate))
    row = books.row_due(day.due)
    text = "超出金额限制；交易金额超限"
    return failure(
        name="limit_class_two",
        title_zh="月供超过二类户的每日限额",
        title_en="The installment is above the daily limit of a class II account",
        day=day,
        books=books,
        attempt=declined(books, row, UNIONPAY_POS, day.attempt_at, code="61", text=text, retry=no_retry(day.told_at)),
        why=f"{card.bank}答复：交易金额超限。{card.bank}登记这张卡是二类户，每天最多付 10,000.00 元。",
        what_next=no_retry_sentence(day),
        records=account(
            day, books, UNIONPAY_POS, past=mortgage(day, LoanPlan(principal=yuan("3000000.00"), mandate=mandate))
        ),
    )
