"""A debit attempt with all its evidence, and the outages that may explain one."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from msgspec import Meta, Struct

from borrower_app.lending.money import Money
from borrower_app.records.enums import AccountClass, HopStatus, InstrumentStatus, MandateStatus, Party, RetryDecision
from borrower_app.records.fields import (
    Identifier,
    InstallmentNumber,
    Instant,
    LastFour,
    LongText,
    ShortText,
    SpokenReference,
    Version,
)


class Hop(Struct, frozen=True, kw_only=True, gc=False):
    """What one party did with the debit; `at` is None where no time was recorded."""

    party: Party
    name: ShortText
    status: HopStatus
    at: Instant | None = None


class Reason(Struct, frozen=True, kw_only=True, gc=False):
    """The raw reason as received: code, the table it belongs to, wording, and who said it when."""

    code: ShortText | None = None
    code_list: ShortText | None = None
    text: LongText | None = None
    said_by: Party = Party.UNKNOWN
    at: Instant | None = None


class AmountSplit(Struct, frozen=True, kw_only=True, gc=False):
    """What a requested amount is made of; the parts sum to the amount."""

    principal: Money
    interest: Money
    penalty: Money | None = None
    fee: Money | None = None
    carried_arrears: Money | None = None


class InstrumentOnTheDay(Struct, frozen=True, kw_only=True, gc=False):
    """The repayment card as it was on the day of the attempt."""

    token: Identifier
    last4: LastFour
    bank: ShortText
    account_class: AccountClass = AccountClass.UNKNOWN
    same_bank_as_lender: bool | None = None
    expires_on: dt.date | None = None
    status: InstrumentStatus = InstrumentStatus.UNKNOWN


class MandateOnTheDay(Struct, frozen=True, kw_only=True, gc=False):
    """The debit authorisation as it was on the day of the attempt."""

    id: Identifier | None = None
    status: MandateStatus
    valid_until: dt.date | None = None
    single_limit: Money | None = None
    daily_limit: Money | None = None
    monthly_limit: Money | None = None


class RetryPlan(Struct, frozen=True, kw_only=True, gc=False):
    """The lender's decision about a further attempt; `at` is the planned instant."""

    decision: RetryDecision
    decided_by: Party = Party.UNKNOWN
    decided_at: Instant | None = None
    at: Instant | None = None


class Posting(Struct, frozen=True, kw_only=True, gc=False):
    """A booking at the lender (or its reversal)."""

    at: Instant
    amount: Money


class OutcomePromise(Struct, frozen=True, kw_only=True, gc=False):
    """Who promised to know the result by when, and whether the time until then counts as late."""

    promised_by: Party
    promised_at: Instant
    until: Instant
    counts_as_late: bool | None = None


class DebitAttempt(Struct, frozen=True, kw_only=True, gc=False):
    """One try to take one installment from one card. A retry is an attempt of its own."""

    id: Identifier
    reference: SpokenReference
    loan_id: Identifier
    installments: Annotated[tuple[InstallmentNumber, ...], Meta(min_length=1, max_length=60)]
    planned_at: Instant
    attempted_at: Instant | None = None
    amount_requested: Money
    amount_debited: Money | None = None
    split: AmountSplit | None = None
    rail: ShortText
    hops: Annotated[tuple[Hop, ...], Meta(max_length=12)] = ()
    reason: Reason | None = None
    instrument: InstrumentOnTheDay | None = None
    mandate: MandateOnTheDay | None = None
    retry: RetryPlan | None = None
    bank_debited_at: Instant | None = None
    posting: Posting | None = None
    reversal: Posting | None = None
    duplicate_of: Identifier | None = None
    outcome_promise: OutcomePromise | None = None
    attempt_number: InstallmentNumber = 1
    """1 for the first attempt of this installment, 2 for its first retry."""
    source_version: Version = 1


class Outage(Struct, frozen=True, kw_only=True, gc=False):
    """A published disturbance of a party between two instants (`until` None: not over yet)."""

    id: Identifier
    party: Party
    name: ShortText
    since: Instant
    until: Instant | None = None
    text: LongText | None = None
