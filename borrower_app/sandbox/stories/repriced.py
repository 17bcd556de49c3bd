"""The rate was repriced nine days ago from 2.70 % to 2.60 %; the next debit is smaller than the last one."""

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
from borrower_app.sandbox.stories.parts.wording import amount, long_day
from borrower_app.sandbox.stories.parts.wording import day as date_text

_DAYS_TO_GO = 11
_DAYS_AGO = 9
_SPREAD = -90


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    repriced_on = day.days(-_DAYS_AGO)
    year_before = add_months(repriced_on, -12)
    changes = (
        RateChange(on=year_before, annual_rate="2.70", reference_rate="3.60", spread_basis_points=_SPREAD),
        RateChange(on=repriced_on, annual_rate="2.60", reference_rate="3.50", spread_basis_points=_SPREAD),
    )
    books = mortgage(
        day,
        LoanPlan(
            due=day.days(_DAYS_TO_GO),
            due_row=USUAL_ROW + 1,
            first=("3.05", "3.95"),
            rate_changes=changes,
            repricing=lpr_repricing(add_months(repriced_on, 12), _SPREAD),
        ),
    )
    upcoming = books.next_row
    before = books.row(upcoming.n - 1)
    told = (
        f"您的{books.loan.name}已于 {long_day(repriced_on)}重定价：LPR 由 3.60% 变为 3.50%，加点仍为 -90 个基点，"
        f"年利率由 2.70% 变为 2.60%（合同第 6 条）。上一期月供 {amount(before.payment)}，"
        f"{date_text(upcoming.due)}起每期 {amount(upcoming.payment)}；其中 {date_text(upcoming.due)}这一期，"
        f"{date_text(repriced_on)}以前的天数还按 2.70% 计息。"
    )
    rates = (
        published(LPR, add_months(books.loan.disbursed_on, -1), "3.95"),
        published(LPR, add_months(year_before, -1).replace(day=20), "3.60"),
    )
    ids = {rate.id for rate in rates}
    return Story(
        name="repriced",
        title_zh="利率重定价，月供变了",
        title_en="The rate was repriced and the installment changed",
        start=day.start,
        discovery=discovery(),
        records=(
            *(record for record in account(day, books, UNIONPAY_POS) if record.id not in ids),
            *rates,
            letters.in_app("repriced", day.at(repriced_on, "09:00"), "贷款利率已重定价", told, loan_id=books.loan.id),
        ),
    )
