"""The same installment was taken twice within minutes; the second amount goes back the next morning."""

from __future__ import annotations

import datetime as dt

import msgspec

from borrower_app.records.debit import DebitAttempt, OutcomePromise, Posting
from borrower_app.records.enums import Party
from borrower_app.sandbox.stories.parts import letters
from borrower_app.sandbox.stories.parts.books import Books
from borrower_app.sandbox.stories.parts.debit_trail import NETSUNION, THE_ATTEMPT, debited, posting_time, reference
from borrower_app.sandbox.stories.parts.lender_profile import LENDER_NAME, discovery
from borrower_app.sandbox.stories.parts.mortgage import mortgage
from borrower_app.sandbox.stories.parts.pieces import account
from borrower_app.sandbox.stories.parts.story import Happening, Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay
from borrower_app.sandbox.stories.parts.wording import amount, moment

_SECOND_AFTER = dt.timedelta(minutes=5)


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    open_books = mortgage(day)
    row = open_books.row_due(day.due)
    first = debited(open_books, row, NETSUNION, day.attempt_at, spoken=reference(1, row.n))
    refund_at = day.ahead("09:00")
    promised = day.at(refund_at.date(), "18:00")
    second = msgspec.structs.replace(
        debited(
            open_books,
            row,
            NETSUNION,
            day.attempt_at + _SECOND_AFTER,
            spoken=THE_ATTEMPT,
            attempt_number=2,
            posted=False,
            promise=OutcomePromise(
                promised_by=Party.LENDER,
                promised_at=day.told_at + _SECOND_AFTER,
                until=promised,
                counts_as_late=False,
            ),
        ),
        duplicate_of=first.id,
    )
    books = open_books.settled(row.n, posting_time(day.attempt_at))
    what = (
        f"{books.loan.name}第 {row.n} 期被扣了两次，每次 {amount(row.payment)}。本期已经结清；"
        f"多扣的 {amount(row.payment)}，{LENDER_NAME}会在 {moment(promised)} 前退回"
        f"您尾号 {books.instrument.last4} 的{books.instrument.bank}卡。"
        "这不是您的操作造成的。"
    )
    return Story(
        name="debited_twice",
        title_zh="同一期扣了两次",
        title_en="One installment was taken twice",
        start=day.start,
        discovery=discovery(),
        records=(
            *account(day, books, NETSUNION, newest_paid=False),
            first,
            second,
            letters.debited_sms(books, first, day.told_at),
            letters.sms("twice", day.told_at + _SECOND_AFTER, "多扣的钱会退回", what, second),
        ),
        happenings=(_refund(books, second, refund_at),),
    )


def _refund(books: Books, second: DebitAttempt, at: dt.datetime) -> Happening:
    refunded = msgspec.structs.replace(
        second,
        reversal=Posting(at=at, amount=second.amount_requested),
        outcome_promise=None,
        source_version=2,
    )
    body = (
        f"多扣的 {amount(second.amount_requested)}已退回您尾号 {books.instrument.last4} 的{books.instrument.bank}卡，"
        "请查看卡里的入账记录。"
    )
    return Happening(at=at, upsert=(refunded, letters.sms("refunded", at, "多扣的钱已退回", body, refunded)))
