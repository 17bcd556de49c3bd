"""The bank took what was on the card, 1,500.00 元; the lender takes the rest at 22:30."""

from __future__ import annotations

import datetime as dt

import msgspec

from borrower_app.records.debit import DebitAttempt, Posting, Reason
from borrower_app.records.enums import Party
from borrower_app.sandbox.stories.parts import letters
from borrower_app.sandbox.stories.parts.books import Books
from borrower_app.sandbox.stories.parts.debit_trail import (
    THE_ATTEMPT,
    UNIONPAY_POS,
    debited,
    planned_retry,
    posting_time,
    reference,
    remaining_split,
)
from borrower_app.sandbox.stories.parts.lender_profile import LENDER_NAME, discovery
from borrower_app.sandbox.stories.parts.mortgage import mortgage
from borrower_app.sandbox.stories.parts.pieces import account
from borrower_app.sandbox.stories.parts.story import Happening, Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay
from borrower_app.sandbox.stories.parts.wording import amount, moment, yuan


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    untouched = mortgage(day)
    row = untouched.row_due(day.due)
    taken = yuan("1500.00")
    posted_at = posting_time(day.attempt_at)
    books = untouched.partly_settled(row.n, taken, posted_at)
    attempt = _partly_taken(day, untouched)
    rest = row.payment - taken
    what = (
        f"您尾号 {books.instrument.last4} 的{books.instrument.bank}卡余额不足，{books.loan.name}第 {row.n} 期先扣了"
        f" {amount(taken)}，还差 {amount(rest)}。{LENDER_NAME}计划 {moment(day.retry_at)} 再扣差的 {amount(rest)}，"
        "请在那之前存够。"
    )
    return Story(
        name="partly_debited",
        title_zh="只扣到一部分",
        title_en="Only a part was taken",
        start=day.start,
        discovery=discovery(),
        records=(
            *account(day, books, UNIONPAY_POS),
            attempt,
            letters.sms("partly", day.told_at, "本期只扣到一部分", what, attempt),
        ),
        happenings=(_rest_is_taken(day, books, attempt),),
    )


def _partly_taken(day: StoryDay, books: Books) -> DebitAttempt:
    whole = debited(
        books,
        books.row_due(day.due),
        UNIONPAY_POS,
        day.attempt_at,
        spoken=THE_ATTEMPT,
        reason=Reason(
            code="51",
            code_list="pos",
            text="可用余额不足，已扣可用部分",
            said_by=Party.BANK,
            at=day.attempt_at + dt.timedelta(seconds=9),
        ),
    )
    taken = yuan("1500.00")
    return msgspec.structs.replace(
        whole,
        amount_debited=taken,
        posting=Posting(at=posting_time(day.attempt_at), amount=taken),
        retry=planned_retry(day.told_at, day.retry_at),
    )


def _rest_is_taken(day: StoryDay, books: Books, attempt: DebitAttempt) -> Happening:
    row = books.row_due(day.due)
    already = yuan("1500.00")
    rest = debited(
        books,
        row,
        UNIONPAY_POS,
        day.retry_at + dt.timedelta(seconds=3),
        spoken=reference(1, row.n, 2),
        attempt_number=2,
        amount=row.payment - already,
        split=remaining_split(row, already),
    )
    posted_at = posting_time(day.retry_at)
    settled = books.settled(row.n, posted_at)
    return Happening(
        at=posted_at,
        upsert=(rest, settled.loan, settled.table, letters.debited_sms(books, rest, posted_at)),
    )
