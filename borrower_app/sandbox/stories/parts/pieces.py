"""What most stories share: the borrower's records around the loans, and the two ways in which a retry ends."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import msgspec

from borrower_app.contract.discovery import Discovery
from borrower_app.contract.kinds import Record
from borrower_app.lending.money import Money
from borrower_app.records.correspondence import Message
from borrower_app.records.debit import DebitAttempt
from borrower_app.records.enums import Party, RetryDecision
from borrower_app.records.loan import InstallmentRow
from borrower_app.sandbox.stories.parts import letters
from borrower_app.sandbox.stories.parts.books import Books
from borrower_app.sandbox.stories.parts.debit_trail import (
    StoryRail,
    debited,
    declined,
    history,
    no_retry,
    on_its_way,
    posting_time,
    reference,
    split_of,
)
from borrower_app.sandbox.stories.parts.lender_profile import LENDER_NAME, discovery
from borrower_app.sandbox.stories.parts.people import contacts
from borrower_app.sandbox.stories.parts.reference_rates import lpr_published
from borrower_app.sandbox.stories.parts.running_late import goes_overdue
from borrower_app.sandbox.stories.parts.story import Happening, Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay
from borrower_app.sandbox.stories.parts.wording import amount, moment
from borrower_app.sandbox.stories.parts.wording import day as date_text

_RETRY_SECONDS = dt.timedelta(seconds=3)


def account(
    day: StoryDay,
    books: Books,
    rail: StoryRail,
    *,
    id_expires_on: dt.date | None = None,
    phone_changed_at_bank: dt.datetime | None = None,
    past: Books | None = None,
    newest_paid: bool = True,
    lender_name: str = LENDER_NAME,
) -> tuple[Record, ...]:
    """Loan, table, card, authorisation, contacts, rates, six paid debits and the last reminder that was due.

    `past` are the books as they were on the paid days, when card or authorisation have changed since.
    `newest_paid` False leaves out the debit of the last paid row, which the story tells itself.
    """
    before = past or books
    paid = books.next_row.n - (1 if newest_paid else 2)
    reminders = (
        letters.reminder(before, row, day.at(row.due - dt.timedelta(days=3), "10:00"))
        for row in books.table.rows[max(0, paid - 1) : paid + 1]
    )
    return (
        *books.records,
        *contacts(day, id_expires_on=id_expires_on, phone_changed_at_bank=phone_changed_at_bank),
        *lpr_published(day),
        *history(before, rail, serial=1, last=paid, lender_name=lender_name),
        *[reminder for reminder in reminders if reminder.at <= day.start][-1:],
    )


def failure(
    *,
    name: str,
    title_zh: str,
    title_en: str,
    day: StoryDay,
    books: Books,
    attempt: DebitAttempt,
    why: str,
    what_next: str,
    records: tuple[Record, ...],
    happenings: tuple[Happening, ...] = (),
) -> Story:
    """A story about one failed debit: `records` of the account, the attempt, and the lender's word about it.

    `why` and `what_next` are the lender's own sentences; `what_next` is told in its app too. Where the lender plans no
    further attempt the installment becomes overdue by itself after its last day on time.
    """
    number = attempt.installments[0]
    if attempt.retry and attempt.retry.decision is RetryDecision.NONE:
        late = goes_overdue(day, books, books.row(number))
        happenings = tuple(sorted((*happenings, late), key=lambda happening: happening.at))
    tried = attempt.attempted_at or attempt.planned_at
    return Story(
        name=name,
        title_zh=title_zh,
        title_en=title_en,
        start=day.start,
        discovery=discovery(),
        records=(
            *records,
            attempt,
            letters.failed_sms(books, attempt, day.told_at, why, what_next),
            letters.in_app(
                f"next-{attempt.id}",
                day.told_at,
                f"{books.loan.name}第 {number} 期还没有扣成",
                f"{date_text(tried.date())}扣收 {amount(attempt.amount_requested)}失败。{why}{what_next}",
                attempt,
            ),
        ),
        happenings=happenings,
    )


def retry_goes_well(
    books: Books,
    row: InstallmentRow,
    rail: StoryRail,
    at: dt.datetime,
    *,
    attempt_number: int = 2,
    penalty: Money | None = None,
    lender_name: str = LENDER_NAME,
) -> tuple[Happening, Happening]:
    """The planned retry takes the installment, with the penalty interest where there is any.

    For four minutes it is on its way, then it is posted.
    """
    attempt = debited(
        books,
        row,
        rail,
        at + _RETRY_SECONDS,
        spoken=reference(1, row.n, attempt_number),
        attempt_number=attempt_number,
        amount=row.payment + penalty if penalty else None,
        split=split_of(row, penalty=penalty),
        lender_name=lender_name,
    )
    posted_at = posting_time(at)
    settled = books.settled(row.n, posted_at, penalty=penalty)
    return (
        Happening(at=at + 2 * _RETRY_SECONDS, upsert=(on_its_way(attempt),)),
        Happening(
            at=posted_at,
            upsert=(
                msgspec.structs.replace(attempt, source_version=2),
                settled.loan,
                settled.table,
                letters.debited_sms(books, attempt, posted_at),
            ),
        ),
    )


def retry_fails_again(
    books: Books, row: InstallmentRow, rail: StoryRail, at: dt.datetime, *, code: str, text: str, advice: str
) -> Happening:
    """The planned retry fails with a code, and the lender plans no other."""
    answered = at + dt.timedelta(minutes=5)
    attempt = declined(
        books,
        row,
        rail,
        at + _RETRY_SECONDS,
        code=code,
        text=text,
        retry=no_retry(answered),
        spoken=reference(1, row.n, 2),
        attempt_number=2,
        said_by=Party.BANK,
    )
    message = letters.failed_sms(books, attempt, answered, f"{books.instrument.bank}答复：{text}。", advice)
    return Happening(at=answered, upsert=(attempt, message))


def retry_sentence(day: StoryDay, books: Books, row: InstallmentRow) -> str:
    """The lender's sentence about its plan."""
    return (
        f"{LENDER_NAME}计划 {moment(day.retry_at)} 再扣一次 {amount(row.payment)}，"
        f"请在那之前让尾号 {books.instrument.last4} 的{books.instrument.bank}卡里至少有 {amount(row.payment)}。"
    )


def no_retry_sentence(day: StoryDay) -> str:
    """The lender's sentence when it plans nothing: until when the installment still counts as paid in time."""
    return (
        f"{LENDER_NAME}没有安排再次扣款，请在 {date_text(day.days(day.grace_days))} 24:00 前"
        f"用{LENDER_NAME}手机银行归还本期，或把原因处理好以后申请再次扣款。"
    )


def posted_later(books: Books, attempt: DebitAttempt, posted_attempt: DebitAttempt, at: dt.datetime) -> Happening:
    """A debit that had been open is found to have gone well; it counts from the day on which the bank took it."""
    taken = attempt.bank_debited_at or attempt.attempted_at or at
    settled = books.settled(attempt.installments[0], at, on=taken.date())
    return Happening(
        at=at,
        upsert=(posted_attempt, settled.loan, settled.table, letters.debited_sms(books, posted_attempt, at)),
    )


def told_by(story: Story, described: Discovery) -> Story:
    """The same story at another lender, whose name stands over its messages."""

    def signed(records: tuple[Record, ...]) -> tuple[Record, ...]:
        return tuple(
            msgspec.structs.replace(record, body=record.body.replace(f"【{LENDER_NAME}】", f"【{described.name}】"))
            if isinstance(record, Message)
            else record
            for record in records
        )

    happenings = tuple(replace(happening, upsert=signed(happening.upsert)) for happening in story.happenings)
    return replace(story, discovery=described, records=signed(story.records), happenings=happenings)
