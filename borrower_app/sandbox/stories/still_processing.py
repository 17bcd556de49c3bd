"""The bank has the debit and has not answered yet, and nobody has said when there will be a result."""

from __future__ import annotations

import datetime as dt

import msgspec

from borrower_app.sandbox.stories.parts import letters
from borrower_app.sandbox.stories.parts.debit_trail import NETSUNION, THE_ATTEMPT, debited, on_its_way
from borrower_app.sandbox.stories.parts.lender_profile import discovery
from borrower_app.sandbox.stories.parts.mortgage import mortgage
from borrower_app.sandbox.stories.parts.pieces import account, posted_later
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay
from borrower_app.sandbox.stories.parts.wording import amount
from borrower_app.sandbox.stories.parts.wording import day as date_text

_ANSWERED_AFTER = dt.timedelta(hours=2)


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    books = mortgage(day)
    row = books.row_due(day.due)
    taken = debited(books, row, NETSUNION, day.attempt_at, spoken=THE_ATTEMPT)
    waiting = on_its_way(taken)
    answered_at = day.start + _ANSWERED_AFTER
    posting = msgspec.structs.replace(taken.posting, at=answered_at) if taken.posting else None
    posted = msgspec.structs.replace(taken, posting=posting, source_version=2)
    what = (
        f"{date_text(day.due)}扣收{books.loan.name} {amount(row.payment)}正在处理，"
        f"{books.instrument.bank}还没有返回结果，请先不要另外付这一期。"
    )
    return Story(
        name="still_processing",
        title_zh="扣款还在处理",
        title_en="The debit is still being processed",
        start=day.start,
        discovery=discovery(),
        records=(
            *account(day, books, NETSUNION),
            waiting,
            letters.in_app("processing", day.told_at, "扣款正在处理", what, waiting),
        ),
        happenings=(posted_later(books, waiting, posted, answered_at),),
    )
