"""A combined loan: the provident-fund part was paid from one card, the commercial part failed on the other."""

from __future__ import annotations

import datetime as dt

from borrower_app.records.enums import Product
from borrower_app.sandbox.stories.parts import cards, letters
from borrower_app.sandbox.stories.parts.books import Books
from borrower_app.sandbox.stories.parts.contract_clauses import FUND_RATE
from borrower_app.sandbox.stories.parts.debit_trail import NETSUNION, UNIONPAY_POS, declined, history, planned_retry
from borrower_app.sandbox.stories.parts.mortgage import LoanPlan, mortgage
from borrower_app.sandbox.stories.parts.pieces import account, failure, retry_goes_well, retry_sentence
from borrower_app.sandbox.stories.parts.provident_fund import FUND_LOAN, fund_repricing
from borrower_app.sandbox.stories.parts.reference_rates import published
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay, add_months
from borrower_app.sandbox.stories.parts.wording import yuan

_HOUSEHOLD = "household-zhang"
_FUND_DAYS_AGO = 5


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    books = mortgage(day, LoanPlan(household=_HOUSEHOLD))
    fund = _fund_part(day)
    row = books.row_due(day.due)
    retry = planned_retry(day.told_at, day.retry_at)
    attempt = declined(books, row, UNIONPAY_POS, day.attempt_at, code="51", text="资金不足", retry=retry)
    paid = history(fund, NETSUNION, serial=2, last=fund.next_row.n - 1)
    return failure(
        name="combined_one_part_failed",
        title_zh="组合贷：公积金部分已还，商业部分扣款失败",
        title_en="Combined loan: the fund part is paid, the commercial part failed",
        day=day,
        books=books,
        attempt=attempt,
        why=f"{books.instrument.bank}答复：资金不足。公积金贷款这一期已经从{fund.instrument.bank}卡扣成，不受影响。",
        what_next=retry_sentence(day, books, row),
        records=(
            *account(day, books, UNIONPAY_POS),
            *fund.records,
            *paid,
            published(FUND_RATE, add_months(day.due.replace(day=8), -18), "2.60"),
            letters.debited_sms(fund, paid[-1], paid[-1].planned_at + dt.timedelta(minutes=5)),
        ),
        happenings=retry_goes_well(books, row, UNIONPAY_POS, day.retry_at),
    )


def _fund_part(day: StoryDay) -> Books:
    """The fund part, whose last row was paid five days before; the next one is a month later."""
    card = cards.card(day, (FUND_LOAN,), id="card-8899", last4="8899", bank="建设银行")
    mandate = cards.mandate(
        day, (FUND_LOAN,), card.id, id="mandate-2208", label="代扣授权 WT-2208", purpose="公积金贷款还款"
    )
    return mortgage(
        day,
        LoanPlan(
            due=add_months(day.days(-_FUND_DAYS_AGO), 1),
            loan_id=FUND_LOAN,
            name="公积金贷款",
            product=Product.PROVIDENT_FUND,
            household=_HOUSEHOLD,
            principal=yuan("500000.00"),
            reference_rate="2.60",
            repricing=fund_repricing(day),
            instrument=card,
            mandate=mandate,
        ),
    )
