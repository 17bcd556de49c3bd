"""A first-timer: the loan was paid out less than a month ago and the first debit is five days away."""

from __future__ import annotations

import datetime as dt

from borrower_app.sandbox.stories.parts import cards, letters
from borrower_app.sandbox.stories.parts.lender_profile import HOTLINE, LENDER_NAME, discovery
from borrower_app.sandbox.stories.parts.mortgage import COMMERCIAL, LoanPlan, mortgage
from borrower_app.sandbox.stories.parts.people import contacts
from borrower_app.sandbox.stories.parts.reference_rates import lpr_published
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay
from borrower_app.sandbox.stories.parts.wording import amount, long_day

_DAYS_TO_GO = 5


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    signed_on = day.months(-1)
    card = cards.card(day, (COMMERCIAL,), since=signed_on)
    mandate = cards.mandate(day, (COMMERCIAL,), signed_on=signed_on)
    books = mortgage(day, LoanPlan(due=day.days(_DAYS_TO_GO), due_row=1, instrument=card, mandate=mandate))
    row = books.row(1)
    welcome = letters.in_app(
        "welcome",
        day.at(books.loan.disbursed_on, "15:00"),
        "贷款已经发放",
        f"您的{books.loan.name} {amount(books.loan.principal)}已于 {long_day(books.loan.disbursed_on)}发放。第 1 期"
        f" {amount(row.payment)}将于 {long_day(row.due)}从尾号 {card.last4} 的{card.bank}卡扣收，"
        f"请在前一天晚上前存够。如有疑问请致电 {HOTLINE}。{LENDER_NAME}的工作人员不会向您要密码或短信验证码。",
        loan_id=books.loan.id,
    )
    return Story(
        name="first_debit",
        title_zh="第一次扣款之前",
        title_en="Before the first debit",
        start=day.start,
        discovery=discovery(),
        records=(*books.records, *contacts(day, told_on=day.months(-2)), *lpr_published(day), welcome),
    )
