"""Debit attempts with their evidence: hops with times, the raw answer, card and authorisation of that day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

import msgspec

from borrower_app.lending.money import Money
from borrower_app.records.debit import (
    AmountSplit,
    DebitAttempt,
    Hop,
    InstrumentOnTheDay,
    MandateOnTheDay,
    OutcomePromise,
    Posting,
    Reason,
    RetryPlan,
)
from borrower_app.records.enums import HopStatus, Party, RetryDecision
from borrower_app.records.fields import spoken_reference
from borrower_app.records.loan import InstallmentRow
from borrower_app.sandbox.stories.parts.books import Books
from borrower_app.sandbox.stories.parts.lender_profile import LENDER_NAME

THE_ATTEMPT: Final = spoken_reference("4821093")
"""The spoken reference of the debit a story is about."""

_ONE_SECOND: Final = dt.timedelta(seconds=1)
_BANK_ANSWERS: Final = dt.timedelta(seconds=69)
_BANK_DEBITS: Final = dt.timedelta(seconds=9)
_POSTED: Final = dt.timedelta(minutes=4)


@dataclass(frozen=True)
class StoryRail:
    """A rail as named in the reason code catalogue, one of its code lists, and the name of the channel."""

    name: str
    channel: str
    code_list: str | None = None


UNIONPAY_POS: Final = StoryRail("unionpay", "银联通道", "pos")
UNIONPAY_ONLINE: Final = StoryRail("unionpay", "银联通道", "online")
CHINAPAY: Final = StoryRail("unionpay", "银联商务代收", "chinapay")
NETSUNION: Final = StoryRail("netsunion", "网联通道")
ALLINPAY: Final = StoryRail("allinpay", "通联支付")
KUAIQIAN: Final = StoryRail("kuaiqian", "快钱")
ISO8583: Final = StoryRail("iso8583", "卡组织通道")
NACH_INDIA: Final = StoryRail("nach_india", "NACH")


def reference(loan_serial: int, number: int, attempt_number: int = 1) -> str:
    """A spoken reference that no other attempt of the story has (loan serial ≤ 99, number ≤ 999, attempt ≤ 9)."""
    counter = loan_serial * 10_000 + number * 10 + attempt_number
    # 7654321 and 10^7 have no common factor, so that two counters never meet.
    return spoken_reference(f"{(counter * 7_654_321 + 4_821_093) % 10_000_000:07d}")


def attempt_id(loan_id: str, number: int, attempt_number: int = 1) -> str:
    """The id of an attempt."""
    return f"attempt-{loan_id}-{number}-{attempt_number}"


def split_of(row: InstallmentRow, penalty: Money | None = None, carried: Money | None = None) -> AmountSplit:
    """What the amount of a debit of this row is made of."""
    return AmountSplit(principal=row.principal, interest=row.interest, penalty=penalty, carried_arrears=carried)


def remaining_split(row: InstallmentRow, already: Money) -> AmountSplit:
    """What the rest of a row is made of after `already` was set against interest first, then principal."""
    interest = max(0, row.interest.minor - already.minor)
    rest = row.payment - already
    return AmountSplit(principal=Money(rest.minor - interest, rest.currency), interest=Money(interest, rest.currency))


def card_of(books: Books) -> InstrumentOnTheDay:
    """The card as it stands in the books."""
    card = books.instrument
    return InstrumentOnTheDay(
        token=card.id,
        last4=card.last4,
        bank=card.bank,
        account_class=card.account_class,
        same_bank_as_lender=card.same_bank_as_lender,
        expires_on=card.expires_on,
        status=card.status,
    )


def mandate_of(books: Books) -> MandateOnTheDay:
    """The authorisation as it stands in the books."""
    mandate = books.mandate
    return MandateOnTheDay(
        id=mandate.id,
        status=mandate.status,
        valid_until=mandate.valid_until,
        single_limit=mandate.single_limit,
        daily_limit=mandate.daily_limit,
        monthly_limit=mandate.monthly_limit,
    )


def hops(
    books: Books,
    rail: StoryRail,
    at: dt.datetime,
    *,
    channel: HopStatus = HopStatus.OK,
    bank: HopStatus = HopStatus.OK,
    bank_at: dt.datetime | None = None,
    lender: HopStatus = HopStatus.OK,
    lender_name: str = LENDER_NAME,
) -> tuple[Hop, ...]:
    """Lender → channel → bank; a party that was not reached has no time."""

    def when(status: HopStatus, instant: dt.datetime | None) -> dt.datetime | None:
        return None if status in (HopStatus.NOT_REACHED, HopStatus.NO_ANSWER) else instant

    return (
        Hop(party=Party.LENDER, name=lender_name, status=lender, at=when(lender, at)),
        Hop(party=Party.CHANNEL, name=rail.channel, status=channel, at=when(channel, at + _ONE_SECOND)),
        Hop(party=Party.BANK, name=books.instrument.bank, status=bank, at=when(bank, bank_at)),
    )


def planned_retry(decided_at: dt.datetime, at: dt.datetime) -> RetryPlan:
    """The lender plans a further attempt."""
    return RetryPlan(decision=RetryDecision.PLANNED, decided_by=Party.LENDER, decided_at=decided_at, at=at)


def no_retry(decided_at: dt.datetime) -> RetryPlan:
    """The lender decided that it will not try again by itself."""
    return RetryPlan(decision=RetryDecision.NONE, decided_by=Party.LENDER, decided_at=decided_at)


def declined(
    books: Books,
    row: InstallmentRow,
    rail: StoryRail,
    at: dt.datetime,
    *,
    code: str,
    text: str,
    retry: RetryPlan | None,
    spoken: str = THE_ATTEMPT,
    attempt_number: int = 1,
    said_by: Party = Party.BANK,
    amount: Money | None = None,
    split: AmountSplit | None = None,
    lender_name: str = LENDER_NAME,
) -> DebitAttempt:
    """A debit of one row that the bank (or the channel, when it is the one who `said_by`) refused with a code."""
    by_channel = said_by is Party.CHANNEL
    answered = at + (_ONE_SECOND if by_channel else _BANK_ANSWERS)
    return DebitAttempt(
        id=attempt_id(books.loan.id, row.n, attempt_number),
        reference=spoken,
        loan_id=books.loan.id,
        installments=(row.n,),
        planned_at=at.replace(second=0),
        attempted_at=at,
        amount_requested=amount or row.payment,
        amount_debited=None,
        split=split or split_of(row),
        rail=rail.name,
        hops=hops(
            books,
            rail,
            at,
            channel=HopStatus.DECLINED if by_channel else HopStatus.OK,
            bank=HopStatus.NOT_REACHED if by_channel else HopStatus.DECLINED,
            bank_at=answered,
            lender_name=lender_name,
        ),
        reason=Reason(code=code, code_list=rail.code_list, text=text, said_by=said_by, at=answered),
        instrument=card_of(books),
        mandate=mandate_of(books),
        retry=retry,
        attempt_number=attempt_number,
    )


def debited(
    books: Books,
    row: InstallmentRow,
    rail: StoryRail,
    at: dt.datetime,
    *,
    spoken: str,
    attempt_number: int = 1,
    amount: Money | None = None,
    split: AmountSplit | None = None,
    posted: bool = True,
    reason: Reason | None = None,
    promise: OutcomePromise | None = None,
    lender_name: str = LENDER_NAME,
) -> DebitAttempt:
    """A debit that the bank carried out, posted four minutes later unless `posted` is False."""
    requested = amount or row.payment
    taken_at = at + _BANK_DEBITS
    return DebitAttempt(
        id=attempt_id(books.loan.id, row.n, attempt_number),
        reference=spoken,
        loan_id=books.loan.id,
        installments=(row.n,),
        planned_at=at.replace(second=0),
        attempted_at=at,
        amount_requested=requested,
        amount_debited=requested,
        split=split or split_of(row),
        rail=rail.name,
        hops=hops(books, rail, at, bank_at=taken_at, lender_name=lender_name),
        reason=reason,
        instrument=card_of(books),
        mandate=mandate_of(books),
        bank_debited_at=taken_at,
        posting=Posting(at=posting_time(at), amount=requested) if posted else None,
        outcome_promise=promise,
        attempt_number=attempt_number,
    )


def on_its_way(attempt: DebitAttempt) -> DebitAttempt:
    """The same debit a moment after it was sent: the bank has it and has not answered yet."""
    *before, bank = attempt.hops
    passed_on_at = (attempt.attempted_at or attempt.planned_at) + 2 * _ONE_SECOND
    waiting = msgspec.structs.replace(bank, status=HopStatus.PROCESSING, at=passed_on_at)
    return msgspec.structs.replace(
        attempt, hops=(*before, waiting), amount_debited=None, bank_debited_at=None, posting=None, reason=None
    )


def posting_time(at: dt.datetime) -> dt.datetime:
    """When a debit that went well is posted."""
    return at.replace(second=20) + _POSTED


def history(
    books: Books, rail: StoryRail, *, serial: int, last: int, count: int = 6, lender_name: str = LENDER_NAME
) -> tuple[DebitAttempt, ...]:
    """The debits of the `count` rows up to row `last`, each posted in the morning of its due date."""
    zone = books.table.stated_at.tzinfo
    rows = books.table.rows[max(0, last - count) : last]
    return tuple(
        debited(
            books,
            row,
            rail,
            dt.datetime.combine(row.due, dt.time(8, 0, 3), zone),
            spoken=reference(serial, row.n),
            lender_name=lender_name,
        )
        for row in rows
    )
