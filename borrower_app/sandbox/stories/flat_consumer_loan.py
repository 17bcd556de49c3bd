"""A consumer loan with flat interest and a fee taken in advance: it costs far more than its rate says."""

from __future__ import annotations

import datetime as dt

from borrower_app.records.enums import Product, RepaymentMethod
from borrower_app.records.loan import Fee
from borrower_app.sandbox.stories.parts import cards
from borrower_app.sandbox.stories.parts.debit_trail import NETSUNION
from borrower_app.sandbox.stories.parts.lender_profile import discovery
from borrower_app.sandbox.stories.parts.mortgage import LoanPlan, mortgage
from borrower_app.sandbox.stories.parts.pieces import account
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay
from borrower_app.sandbox.stories.parts.wording import yuan

_LOAN = "loan-consumer"
_DAYS_TO_GO = 6
_ROWS_PAID = 8
_MONTHS = 24


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    card = cards.card(day, (_LOAN,), id="card-3355", last4="3355", bank="招商银行", since=day.months(-9))
    mandate = cards.mandate(
        day,
        (_LOAN,),
        card.id,
        id="mandate-4410",
        label="代扣授权 WT-4410",
        purpose="消费贷款还款",
        single_limit=yuan("5000.00"),
        signed_on=day.months(-9),
        valid_until=day.months(20),
    )
    books = mortgage(
        day,
        LoanPlan(
            due=day.days(_DAYS_TO_GO),
            due_row=_ROWS_PAID + 1,
            loan_id=_LOAN,
            name="消费贷款",
            product=Product.CONSUMER,
            principal=yuan("60000.00"),
            method=RepaymentMethod.FLAT,
            months=_MONTHS,
            annual_rate="7.20",
            advertised_rate="7.20",
            reprices=False,
            fees=(Fee(name="放款时扣收的服务费", amount=yuan("1200.00")),),
            instrument=card,
            mandate=mandate,
            note="每期按最初的本金计息（等本等息），月费率 0.60%。",
        ),
    )
    return Story(
        name="flat_consumer_loan",
        title_zh="等本等息的消费贷款",
        title_en="A consumer loan with flat interest",
        start=day.start,
        discovery=discovery(),
        records=account(day, books, NETSUNION),
    )
