"""The bank's daily limit of 5,000 元 was used up by other payments; the lender tries again tomorrow morning."""

from __future__ import annotations

import datetime as dt

from borrower_app.sandbox.stories.parts import cards
from borrower_app.sandbox.stories.parts.contract_clauses import late_terms
from borrower_app.sandbox.stories.parts.debit_trail import CHINAPAY, declined, planned_retry
from borrower_app.sandbox.stories.parts.mortgage import COMMERCIAL, LoanPlan, mortgage
from borrower_app.sandbox.stories.parts.pieces import account, failure, retry_goes_well
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay
from borrower_app.sandbox.stories.parts.wording import amount, moment, yuan


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    card = cards.card(day, (COMMERCIAL,), bank_daily_limit=yuan("5000.00"))
    books = mortgage(day, LoanPlan(instrument=card, late=late_terms(grace_days=2)))
    row = books.row_due(day.due)
    retry_at = day.at(day.days(1), "08:00")
    if retry_at <= day.start:
        retry_at = day.at(day.days(2), "08:00")
    text = "累计交易金额超限"
    return failure(
        name="limit_daily",
        title_zh="当天的付款超过银行卡每日限额",
        title_en="The card's daily limit was used up",
        day=day,
        books=books,
        attempt=declined(
            books, row, CHINAPAY, day.attempt_at, code="2061", text=text, retry=planned_retry(day.told_at, retry_at)
        ),
        why=f"{card.bank}答复：{text}。这张卡每天最多付 5,000.00 元，当天别的付款也算在内。",
        what_next=f"示例银行计划 {moment(retry_at)} 再扣一次 {amount(row.payment)}，宽限期内不收罚息（合同第 12 条）。",
        records=account(day, books, CHINAPAY),
        happenings=retry_goes_well(books, row, CHINAPAY, retry_at),
    )
