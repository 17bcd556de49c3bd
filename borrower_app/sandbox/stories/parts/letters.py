"""Messages and notices in the lender's own words, as the borrower got them."""

from __future__ import annotations

import datetime as dt

from borrower_app.records.account import Instrument
from borrower_app.records.correspondence import Message, Notice
from borrower_app.records.debit import DebitAttempt
from borrower_app.records.enums import MessageChannel, Party
from borrower_app.records.loan import InstallmentRow, Loan
from borrower_app.sandbox.stories.parts.books import Books
from borrower_app.sandbox.stories.parts.lender_profile import HOTLINE, LENDER_NAME
from borrower_app.sandbox.stories.parts.people import MASKED_PHONE
from borrower_app.sandbox.stories.parts.wording import amount, day

_NEVER_ASKED = "本行工作人员不会向您索要密码和短信验证码。"


def sms(
    key: str,
    at: dt.datetime,
    title: str,
    body: str,
    attempt: DebitAttempt | None = None,
    *,
    loan_id: str | None = None,
) -> Message:
    """A text message; the lender's name in brackets stands before it, as is usual."""
    return Message(
        id=f"message-{key}",
        at=at,
        channel=MessageChannel.SMS,
        sent_to=MASKED_PHONE,
        title=title,
        body=f"【{LENDER_NAME}】{body}",
        loan_id=attempt.loan_id if attempt else loan_id,
        attempt_id=attempt.id if attempt else None,
    )


def in_app(
    key: str,
    at: dt.datetime,
    title: str,
    body: str,
    attempt: DebitAttempt | None = None,
    *,
    loan_id: str | None = None,
    read: bool = False,
) -> Message:
    """A message in the lender's app."""
    return Message(
        id=f"message-{key}",
        at=at,
        channel=MessageChannel.APP,
        title=title,
        body=body,
        loan_id=attempt.loan_id if attempt else loan_id,
        attempt_id=attempt.id if attempt else None,
        read=read,
    )


def reminder(books: Books, row: InstallmentRow, at: dt.datetime) -> Message:
    """The reminder a few days before a debit."""
    card = books.instrument
    return Message(
        id=f"message-reminder-{books.loan.id}-{row.n}",
        at=at,
        channel=MessageChannel.APP,
        title=f"{day(row.due)}将扣收{books.loan.name}第 {row.n} 期",
        body=f"您的{books.loan.name}第 {row.n} 期应还 {amount(row.payment)}（本金 {amount(row.principal)}，"
        f"利息 {amount(row.interest)}），将于 {day(row.due)}从尾号 {card.last4} 的{card.bank}卡扣收。"
        f"请在前一天晚上前存够。{_NEVER_ASKED}",
        loan_id=books.loan.id,
        read=True,
    )


def failed_sms(books: Books, attempt: DebitAttempt, at: dt.datetime, why: str, what_next: str) -> Message:
    """The text message about a failed debit."""
    return failed_note(books.loan, books.instrument, attempt, at, why=why, what_next=what_next)


def failed_note(
    loan: Loan, card: Instrument, attempt: DebitAttempt, at: dt.datetime, *, why: str, what_next: str
) -> Message:
    """The text message about a failed debit of a loan from a card."""
    tried = attempt.attempted_at or attempt.planned_at
    return sms(
        f"failed-{attempt.id}",
        at,
        "扣款失败",
        f"您尾号 {card.last4} 的{card.bank}卡 {day(tried.date())}扣收{loan.name}"
        f" {amount(attempt.amount_requested)}失败。{why}{what_next}扣款编号 {spoken(attempt)}。"
        f"如有疑问请致电 {HOTLINE}。{_NEVER_ASKED}",
        attempt,
    )


def debited_sms(books: Books, attempt: DebitAttempt, at: dt.datetime) -> Message:
    """The text message about an installment that was taken and posted."""
    return debited_note(books.loan, books.instrument, attempt, at)


def debited_note(loan: Loan, card: Instrument, attempt: DebitAttempt, at: dt.datetime) -> Message:
    """The text message about installments of a loan that were taken from a card and posted."""
    taken = attempt.bank_debited_at or at
    numbers = "、".join(str(number) for number in attempt.installments)
    settled = "本期已结清" if len(attempt.installments) == 1 else "这几期已结清"
    return sms(
        f"debited-{attempt.id}",
        at,
        "扣款成功",
        f"您尾号 {card.last4} 的{card.bank}卡 {day(taken.date())}已扣收{loan.name}第 {numbers} 期"
        f" {amount(attempt.amount_requested)}，{settled}。",
        attempt,
    )


def notice(
    key: str,
    at: dt.datetime,
    title: str,
    body: str,
    attempt: DebitAttempt | None = None,
    *,
    party: Party = Party.LENDER,
) -> Notice:
    """An announcement by a party."""
    return Notice(
        id=f"notice-{key}", party=party, at=at, title=title, body=body, attempt_id=attempt.id if attempt else None
    )


def spoken(attempt: DebitAttempt) -> str:
    """The reference as it is read out: two groups of four."""
    return f"{attempt.reference[:4]} {attempt.reference[4:]}"
