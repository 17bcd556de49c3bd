"""The fund rate was cut; an old loan changes on the next 1 January, and the rows after it are certain."""

from __future__ import annotations

import datetime as dt

from borrower_app.records.enums import Product
from borrower_app.records.loan import RateChange
from borrower_app.sandbox.stories.parts import cards, letters
from borrower_app.sandbox.stories.parts.contract_clauses import FUND_RATE
from borrower_app.sandbox.stories.parts.debit_trail import NETSUNION
from borrower_app.sandbox.stories.parts.lender_profile import discovery
from borrower_app.sandbox.stories.parts.mortgage import USUAL_ROW, LoanPlan, mortgage
from borrower_app.sandbox.stories.parts.pieces import account
from borrower_app.sandbox.stories.parts.provident_fund import FUND_LOAN, fund_repricing
from borrower_app.sandbox.stories.parts.reference_rates import published
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay, add_months
from borrower_app.sandbox.stories.parts.wording import amount, long_day, yuan

_DAYS_TO_GO = 13


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    repricing = fund_repricing(day)
    card = cards.card(day, (FUND_LOAN,), id="card-8899", last4="8899", bank="建设银行")
    mandate = cards.mandate(
        day, (FUND_LOAN,), card.id, id="mandate-2208", label="代扣授权 WT-2208", purpose="公积金贷款还款"
    )
    january = RateChange(on=repricing.next_on, annual_rate="2.60", reference_rate="2.60", spread_basis_points=0)
    books = mortgage(
        day,
        LoanPlan(
            due=day.days(_DAYS_TO_GO),
            due_row=USUAL_ROW + 1,
            loan_id=FUND_LOAN,
            name="公积金贷款",
            product=Product.PROVIDENT_FUND,
            principal=yuan("800000.00"),
            annual_rate="2.85",
            first=("2.85", "2.85"),
            reference_rate="2.85",
            rate_changes=(january,),
            repricing=repricing,
            certain_until=add_months(repricing.next_on, 12),
            instrument=card,
            mandate=mandate,
        ),
    )
    announced = add_months(day.today, -1).replace(day=8)
    first_after = next(row for row in books.table.rows if row.due > repricing.next_on)
    told = (
        f"五年以上首套个人住房公积金贷款利率自 {long_day(announced)}起由 2.85% 调整为 2.60%。您的贷款从"
        f" {long_day(repricing.next_on)}起执行新利率，{long_day(first_after.due)}起每期 {amount(first_after.payment)}，"
        f"之前仍为每期 {amount(books.row(books.next_row.n - 1).payment)}，不用您办理手续。"
    )
    return Story(
        name="provident_fund_january",
        title_zh="公积金利率下调，明年 1 月 1 日起执行",
        title_en="The fund rate was cut, from 1 January on",
        start=day.start,
        discovery=discovery(),
        records=(
            *account(day, books, NETSUNION),
            published(FUND_RATE, books.loan.disbursed_on, "2.85"),
            published(FUND_RATE, announced, "2.60"),
            letters.in_app("fund-rate", day.at(announced, "17:00"), "公积金贷款利率调整", told, loan_id=FUND_LOAN),
            letters.notice("fund-rate", day.at(announced, "17:00"), "公积金贷款利率调整", told),
        ),
    )
