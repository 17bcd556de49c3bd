"""A lender in Tokyo: a loan in yen, which has no minor unit; the card was short and is tried again at 22:30."""

from __future__ import annotations

import datetime as dt

from borrower_app.lending.money import Money
from borrower_app.sandbox.stories.parts import cards
from borrower_app.sandbox.stories.parts.debit_trail import ISO8583, declined, planned_retry
from borrower_app.sandbox.stories.parts.lender_profile import discovery
from borrower_app.sandbox.stories.parts.mortgage import COMMERCIAL, LoanPlan, mortgage
from borrower_app.sandbox.stories.parts.pieces import account, failure, retry_goes_well, told_by
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay
from borrower_app.sandbox.stories.parts.wording import amount, moment

_LENDER = "示例银行（东京）"
_ZONE = "Asia/Tokyo"


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start, _ZONE)
    card = cards.card(day, (COMMERCIAL,), bank="东京示例银行")
    mandate = cards.mandate(day, (COMMERCIAL,), payee=_LENDER, single_limit=Money.from_decimal_text("200000", "JPY"))
    books = mortgage(
        day,
        LoanPlan(
            principal=Money.from_decimal_text("30000000", "JPY"),
            annual_rate="1.20",
            reprices=False,
            instrument=card,
            mandate=mandate,
        ),
    )
    row = books.row_due(day.due)
    retry = planned_retry(day.told_at, day.retry_at)
    story = failure(
        name="other_currency",
        title_zh="日元贷款，没有小数",
        title_en="A loan in yen, without minor units",
        day=day,
        books=books,
        attempt=declined(
            books,
            row,
            ISO8583,
            day.attempt_at,
            code="51",
            text="资金不足",
            retry=retry,
            lender_name=_LENDER,
        ),
        why=f"{card.bank}答复：资金不足。",
        what_next=f"{_LENDER}计划 {moment(day.retry_at)} 再扣一次 {amount(row.payment)}，"
        f"请在那之前让尾号 {card.last4} 的{card.bank}卡里至少有 {amount(row.payment)}。",
        records=account(day, books, ISO8583, lender_name=_LENDER),
        happenings=retry_goes_well(books, row, ISO8583, day.retry_at, lender_name=_LENDER),
    )
    return told_by(story, discovery(name=_LENDER, zone=_ZONE, currency="JPY", lender_id="example-bank-tokyo"))
