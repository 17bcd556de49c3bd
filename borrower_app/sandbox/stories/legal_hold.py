"""A lender in India: the bank stopped the payment because the account is under a court order."""

from __future__ import annotations

import datetime as dt

from borrower_app.lending.money import Money
from borrower_app.sandbox.stories.parts import cards
from borrower_app.sandbox.stories.parts.debit_trail import NACH_INDIA, declined, no_retry
from borrower_app.sandbox.stories.parts.lender_profile import discovery
from borrower_app.sandbox.stories.parts.mortgage import COMMERCIAL, LoanPlan, mortgage
from borrower_app.sandbox.stories.parts.pieces import account, failure, told_by
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay

_LENDER = "示例银行（印度）"
_ZONE = "Asia/Kolkata"


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start, _ZONE)
    card = cards.card(day, (COMMERCIAL,), bank="印度示例储蓄银行")
    mandate = cards.mandate(day, (COMMERCIAL,), payee=_LENDER, single_limit=Money.from_decimal_text("50000.00", "INR"))
    books = mortgage(
        day,
        LoanPlan(
            principal=Money.from_decimal_text("3000000.00", "INR"),
            annual_rate="8.40",
            reprices=False,
            instrument=card,
            mandate=mandate,
        ),
    )
    row = books.row_due(day.due)
    text = "Payment Stopped under Court Order/Account Under Litigation"
    story = failure(
        name="legal_hold",
        title_zh="账户因司法原因止付",
        title_en="The account is under a court order",
        day=day,
        books=books,
        attempt=declined(
            books,
            row,
            NACH_INDIA,
            day.attempt_at,
            code="07",
            text=text,
            retry=no_retry(day.told_at),
            lender_name=_LENDER,
        ),
        why=f"{card.bank}答复：{text}（按法院命令止付）。",
        what_next=f"{_LENDER}没有安排再次扣款。请先向{card.bank}了解止付的情况，再和{_LENDER}商量还款办法。",
        records=account(day, books, NACH_INDIA, lender_name=_LENDER),
    )
    return told_by(story, discovery(name=_LENDER, zone=_ZONE, currency="INR", lender_id="example-bank-india"))
