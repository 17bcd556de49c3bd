"""Nothing has failed, and the checks before the next debit find what would stop it: time to act before it happens."""

from __future__ import annotations

import datetime as dt

from borrower_app.records.enums import AccountClass, DateShifting
from borrower_app.sandbox.stories.parts import cards
from borrower_app.sandbox.stories.parts.debit_trail import UNIONPAY_POS
from borrower_app.sandbox.stories.parts.lender_profile import discovery
from borrower_app.sandbox.stories.parts.mortgage import COMMERCIAL, USUAL_ROW, LoanPlan, mortgage
from borrower_app.sandbox.stories.parts.pieces import account
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay
from borrower_app.sandbox.stories.parts.wording import yuan

_SATURDAY = 5
_DAYS_TO_GO = 10


def build(start: dt.datetime) -> Story:
    """The story at `start`: the next debit is on a Saturday and moves to the business day before."""
    day = StoryDay.of(start)
    first = day.days(_DAYS_TO_GO)
    due = first + dt.timedelta(days=(_SATURDAY - first.weekday()) % 7)
    card = cards.card(day, (COMMERCIAL,), account_class=AccountClass.II, bank_daily_limit=yuan("5000.00"))
    mandate = cards.mandate(day, (COMMERCIAL,), valid_until=due - dt.timedelta(days=2))
    plan = LoanPlan(due=due, due_row=USUAL_ROW + 1, instrument=card, mandate=mandate)
    books = mortgage(day, plan).with_loan(date_shifting=DateShifting.PREVIOUS_BUSINESS_DAY)
    return Story(
        name="checks_warn",
        title_zh="下次扣款前有要处理的",
        title_en="Something to settle before the next debit",
        start=day.start,
        discovery=discovery(),
        records=account(
            day,
            books,
            UNIONPAY_POS,
            id_expires_on=due + dt.timedelta(days=20),
            phone_changed_at_bank=day.at(day.days(-9), "15:20"),
        ),
    )
