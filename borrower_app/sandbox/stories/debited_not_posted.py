"""The money left the card and the lender has not booked it yet; it is posted the next morning."""

from __future__ import annotations

import datetime as dt

import msgspec

from borrower_app.records.debit import DebitAttempt, OutcomePromise, Posting, Reason
from borrower_app.records.enums import Party
from borrower_app.sandbox.stories.parts import letters
from borrower_app.sandbox.stories.parts.books import Books
from borrower_app.sandbox.stories.parts.debit_trail import THE_ATTEMPT, UNIONPAY_ONLINE, debited
from borrower_app.sandbox.stories.parts.lender_profile import LENDER_NAME, discovery
from borrower_app.sandbox.stories.parts.mortgage import mortgage
from borrower_app.sandbox.stories.parts.pieces import account, posted_later
from borrower_app.sandbox.stories.parts.story import Happening, Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay
from borrower_app.sandbox.stories.parts.wording import amount, moment
from borrower_app.sandbox.stories.parts.wording import day as date_text


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    books = mortgage(day)
    posted_at = day.ahead("08:30")
    promised = day.at(posted_at.date(), "10:00")
    attempt = _taken(day, books, promised)
    bank = books.instrument.bank
    what = (
        f"{date_text(day.due)}扣收{books.loan.name} {amount(attempt.amount_requested)}：{bank}已经扣款，"
        f"{LENDER_NAME}还没有入账。{LENDER_NAME}会在 {moment(promised)} 前入账，按扣款当天算按时，请不要再转账。"
    )
    return Story(
        name="debited_not_posted",
        title_zh="钱已经扣走，还没有入账",
        title_en="The money left the card and is not posted yet",
        start=day.start,
        discovery=discovery(),
        records=(
            *account(day, books, UNIONPAY_ONLINE),
            attempt,
            letters.sms("not-posted", day.told_at, "已扣款，待入账", what, attempt),
            letters.notice("not-posted", day.told_at, "一部分还款入账延迟", what, attempt),
        ),
        happenings=(_posted(books, attempt, posted_at),),
    )


def _taken(day: StoryDay, books: Books, promised: dt.datetime) -> DebitAttempt:
    return debited(
        books,
        books.row_due(day.due),
        UNIONPAY_ONLINE,
        day.attempt_at,
        spoken=THE_ATTEMPT,
        posted=False,
        reason=Reason(
            code="74",
            code_list="online",
            text="扣款成功，销账未知",
            said_by=Party.CHANNEL,
            at=day.attempt_at + dt.timedelta(seconds=40),
        ),
        promise=OutcomePromise(promised_by=Party.LENDER, promised_at=day.told_at, until=promised, counts_as_late=False),
    )


def _posted(books: Books, attempt: DebitAttempt, at: dt.datetime) -> Happening:
    booking = Posting(at=at, amount=attempt.amount_requested)
    posted = msgspec.structs.replace(attempt, posting=booking, reason=None, outcome_promise=None, source_version=2)
    return posted_later(books, attempt, posted, at)
