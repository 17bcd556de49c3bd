"""What is on record about one debit attempt on its day: the only thing a judgement may rest on."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from borrower_app.lending.money import Money
from borrower_app.records.debit import AmountSplit, Hop, MandateOnTheDay, OutcomePromise, Reason, RetryPlan
from borrower_app.records.enums import AccountClass, Holder, InstrumentStatus, Party
from borrower_app.records.loan import LateTerms


class InstrumentFacts(Struct, frozen=True, kw_only=True):
    """The repayment card on the day of the attempt; empty texts and None are "not known"."""

    last4: str = ""
    bank: str = ""
    same_bank_as_lender: bool | None = None
    account_class: AccountClass = AccountClass.UNKNOWN
    expires_on: dt.date | None = None
    status: InstrumentStatus = InstrumentStatus.UNKNOWN
    holder: Holder = Holder.UNKNOWN
    ref: str | None = None


class OutageFacts(Struct, frozen=True, kw_only=True):
    """A published disturbance of a party between two instants (`until` None: not over yet)."""

    party: Party
    since: dt.datetime
    until: dt.datetime | None = None
    name: str = ""
    ref: str | None = None


class ManualWay(Struct, frozen=True, kw_only=True):
    """A way to pay by hand that the lender itself names. `until` is the time of day in the lender's zone up to which a
    payment counts for that day (`24:00`), empty where it is not told.
    """

    name: str
    until: str = ""


class LaterFacts(Struct, frozen=True, kw_only=True):
    """What is on record after this attempt for the same installment.

    `tried_at` is the instant of the newest later attempt, None where there is none. `is_paid`: whether the installment
    is paid in full now, None where no table says so; `paid_on` a calendar date in the lender's zone.
    """

    tried_at: dt.datetime | None = None
    tried_ref: str | None = None
    is_paid: bool | None = None
    paid_on: dt.date | None = None
    table_ref: str | None = None


class DebitFacts(Struct, frozen=True, kw_only=True):
    """One attempt and what was recorded about card, mandate, contact and outages that day.

    Instants are aware; `zone` is the lender's zone in which days are counted (None: the offset of `attempted_at`).
    `now` is the instant the reader lives in; without it nothing relative to time is said. Names are those of the
    lender's records, plain text; empty = not known.
    """

    attempt_ref: str | None = None
    """`debit_attempt:ID` of the record, None for facts typed in by hand."""
    rail: str | None = None
    reason: Reason | None = None
    amount: Money | None = None
    amount_debited: Money | None = None
    split: AmountSplit | None = None
    """What `amount` is made of; penalty interest in it bears no further penalty interest."""
    planned_at: dt.datetime | None = None
    attempted_at: dt.datetime | None = None
    now: dt.datetime | None = None
    as_of: dt.datetime | None = None
    """When the records were fetched; None: as of `now`. What came after is not known."""
    zone: dt.tzinfo | None = None
    hops: tuple[Hop, ...] = ()
    instrument: InstrumentFacts | None = None
    mandate: MandateOnTheDay | None = None
    bank_phone_changed_at: dt.datetime | None = None
    bank_phone_ref: str | None = None
    id_expires_on: dt.date | None = None
    id_expiry_ref: str | None = None
    """Refs name the record a fact comes from as `kind:id`."""
    late_terms: LateTerms | None = None
    late_terms_ref: str | None = None
    due_on: dt.date | None = None
    bank_debited_at: dt.datetime | None = None
    posted_at: dt.datetime | None = None
    reversed_at: dt.datetime | None = None
    is_duplicate: bool = False
    retry: RetryPlan | None = None
    mandate_ended_ref: str | None = None
    """`mandate:ID` where the loan's authorisation has ended, or will have by the time of the planned debit; None:
    nothing on record says so. `mandate_ended_on` is the last calendar date on which it holds or the one it was revoked.
    """
    mandate_ended_on: dt.date | None = None
    outcome_promise: OutcomePromise | None = None
    outages: tuple[OutageFacts, ...] = ()
    same_installment_attempts: int = 1
    later: LaterFacts = LaterFacts()
    ways: tuple[ManualWay, ...] = ()
    """The lender's own ways to pay by hand, as it names them."""
    lender_name: str = ""
    channel_name: str = ""
