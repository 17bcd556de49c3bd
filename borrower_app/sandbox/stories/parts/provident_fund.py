"""What provident-fund loans of the stories have in common: a rate set by the authorities, changed each 1 January."""

from __future__ import annotations

from typing import Final

from borrower_app.records.loan import Repricing
from borrower_app.sandbox.stories.parts.contract_clauses import FUND_RATE
from borrower_app.sandbox.stories.parts.story_day import StoryDay, next_new_year

FUND_LOAN: Final = "loan-provident-fund"


def fund_repricing(day: StoryDay) -> Repricing:
    """The published fund rate of the term, without a spread, from the next 1 January on."""
    return Repricing(
        reference=FUND_RATE,
        spread_basis_points=0,
        cycle_months=12,
        next_on=next_new_year(day.today),
        clause="公积金借款合同第 5 条",
    )
