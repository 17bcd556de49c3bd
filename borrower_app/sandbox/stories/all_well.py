"""The last debit went well, the next one is three weeks away, every check is fine or not told."""

from __future__ import annotations

import datetime as dt

from borrower_app.records.debit import DebitAttempt
from borrower_app.sandbox.stories.parts import letters
from borrower_app.sandbox.stories.parts.debit_trail import UNIONPAY_POS
from borrower_app.sandbox.stories.parts.lender_profile import discovery
from borrower_app.sandbox.stories.parts.mortgage import USUAL_ROW, LoanPlan, mortgage
from borrower_app.sandbox.stories.parts.pieces import account
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay

_DAYS_TO_GO = 21


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    books = mortgage(day, LoanPlan(due=day.days(_DAYS_TO_GO), due_row=USUAL_ROW + 1))
    records = account(day, books, UNIONPAY_POS)
    last = max((record for record in records if isinstance(record, DebitAttempt)), key=lambda one: one.planned_at)
    return Story(
        name="all_well",
        title_zh="一切正常",
        title_en="All is well",
        start=day.start,
        discovery=discovery(),
        records=(*records, letters.debited_sms(books, last, last.planned_at + dt.timedelta(minutes=5))),
    )
