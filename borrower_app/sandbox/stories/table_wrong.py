"""The rate fell two months ago, but the lender's table went on with the old one for a month: the audit finds it."""

from __future__ import annotations

import datetime as dt

from borrower_app.records.loan import RateChange
from borrower_app.sandbox.stories.parts import letters
from borrower_app.sandbox.stories.parts.contract_clauses import LPR, lpr_repricing
from borrower_app.sandbox.stories.parts.debit_trail import UNIONPAY_POS
from borrower_app.sandbox.stories.parts.lender_profile import discovery
from borrower_app.sandbox.stories.parts.mortgage import USUAL_ROW, LoanPlan, mortgage
from borrower_app.sandbox.stories.parts.pieces import account
from borrower_app.sandbox.stories.parts.reference_rates import published
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay, add_months
from borrower_app.sandbox.stories.parts.wording import long_day

_DAYS_TO_GO = 11
_SPREAD = -90


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    due = day.days(_DAYS_TO_GO)
    agreed_on = add_months(due, -3)
    change = RateChange(on=agreed_on, annual_rate="2.60", reference_rate="3.50", spread_basis_points=_SPREAD)
    books = mortgage(
        day,
        LoanPlan(
            due=due,
            due_row=USUAL_ROW + 1,
            first=("2.70", "3.60"),
            rate_changes=(change,),
            table_late_by_months=1,
            repricing=lpr_repricing(add_months(agreed_on, 12), _SPREAD),
        ),
    )
    told = (
        f"您的{books.loan.name}自 {long_day(agreed_on)}起重定价：LPR 由 3.60% 变为 3.50%，加点仍为 -90 个基点，"
        "年利率由 2.70% 变为 2.60%（合同第 6 条）。"
    )
    return Story(
        name="table_wrong",
        title_zh="还款计划算得不对",
        title_en="The lender's table does not add up with the contract",
        start=day.start,
        discovery=discovery(),
        records=(
            *account(day, books, UNIONPAY_POS),
            published(LPR, add_months(books.loan.disbursed_on, -1), "3.60"),
            letters.in_app("repriced", day.at(agreed_on, "09:00"), "贷款利率已重定价", told, loan_id=books.loan.id),
        ),
    )
