"""The channel got no answer from the bank: nobody knows yet whether money left. Reconciling finds that it did."""

from __future__ import annotations

import datetime as dt

import msgspec

from borrower_app.records.debit import DebitAttempt, Hop, OutcomePromise, Posting, Reason
from borrower_app.records.enums import HopStatus, Party
from borrower_app.sandbox.stories.parts import letters
from borrower_app.sandbox.stories.parts.books import Books
from borrower_app.sandbox.stories.parts.debit_trail import (
    NETSUNION,
    THE_ATTEMPT,
    attempt_id,
    card_of,
    hops,
    mandate_of,
    planned_retry,
    split_of,
)
from borrower_app.sandbox.stories.parts.lender_profile import LENDER_NAME, discovery
from borrower_app.sandbox.stories.parts.mortgage import mortgage
from borrower_app.sandbox.stories.parts.pieces import account, posted_later
from borrower_app.sandbox.stories.parts.story import Happening, Story
from borrower_app.sandbox.stories.parts.story_day import RETRY_TIME, StoryDay
from borrower_app.sandbox.stories.parts.wording import amount, moment
from borrower_app.sandbox.stories.parts.wording import day as date_text

_RESULT_BEFORE_PROMISE = dt.timedelta(minutes=30)


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    books = mortgage(day)
    until = day.ahead("18:00")
    attempt = _unanswered(day, books, until)
    what = (
        f"{date_text(day.due)}扣收{books.loan.name} {amount(attempt.amount_requested)}的结果还没有收到："
        f"{books.instrument.bank}没有在规定时间内答复网联。{LENDER_NAME}正在和{books.instrument.bank}对账，"
        f"{moment(until)} 前有结果。对账期间不算逾期，请先不要另外转账，以免扣两次。"
    )
    return Story(
        name="channel_timeout",
        title_zh="扣款结果还不知道，正在核对",
        title_en="Nobody knows yet whether the debit went through",
        start=day.start,
        discovery=discovery(),
        records=(
            *account(day, books, NETSUNION),
            attempt,
            letters.notice("reconciling", day.told_at, "一部分扣款的结果正在核对", what, attempt),
            letters.sms("reconciling", day.told_at, "扣款结果正在核对", what, attempt),
        ),
        happenings=(_found(books, attempt, until - _RESULT_BEFORE_PROMISE),),
    )


def _unanswered(day: StoryDay, books: Books, until: dt.datetime) -> DebitAttempt:
    row = books.row_due(day.due)
    retry_at = day.at(until.date(), RETRY_TIME)
    return DebitAttempt(
        id=attempt_id(books.loan.id, row.n),
        reference=THE_ATTEMPT,
        loan_id=books.loan.id,
        installments=(row.n,),
        planned_at=day.attempt_at.replace(second=0),
        attempted_at=day.attempt_at,
        amount_requested=row.payment,
        split=split_of(row),
        rail=NETSUNION.name,
        hops=hops(books, NETSUNION, day.attempt_at, bank=HopStatus.NO_ANSWER),
        reason=Reason(
            code="ES000033",
            text="接收方超过系统响应时限未向平台返回应答回执",
            said_by=Party.CHANNEL,
            at=day.attempt_at + dt.timedelta(seconds=31),
        ),
        instrument=card_of(books),
        mandate=mandate_of(books),
        retry=planned_retry(day.told_at, retry_at),
        outcome_promise=OutcomePromise(
            promised_by=Party.LENDER, promised_at=day.told_at, until=until, counts_as_late=False
        ),
    )


def _found(books: Books, attempt: DebitAttempt, at: dt.datetime) -> Happening:
    taken_at = attempt.planned_at + dt.timedelta(seconds=9)
    bank = Hop(party=Party.BANK, name=books.instrument.bank, status=HopStatus.OK, at=taken_at)
    posted = msgspec.structs.replace(
        attempt,
        amount_debited=attempt.amount_requested,
        hops=(*attempt.hops[:2], bank),
        reason=None,
        retry=None,
        bank_debited_at=taken_at,
        posting=Posting(at=at, amount=attempt.amount_requested),
        outcome_promise=None,
        source_version=2,
    )
    return posted_later(books, attempt, posted, at)
