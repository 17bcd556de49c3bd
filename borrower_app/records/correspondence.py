"""What was sent, asked, announced and published: messages, requests, notices and reference rates."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from borrower_app.records.enums import MessageChannel, Party, RequestStatus
from borrower_app.records.fields import Identifier, Instant, LongText, RateText, ShortText


class Message(Struct, frozen=True, kw_only=True):
    """A message the lender sent to the borrower."""

    id: Identifier
    at: Instant
    channel: MessageChannel
    sent_to: ShortText | None = None
    """Where it went, masked by the lender."""
    title: ShortText
    body: LongText
    loan_id: Identifier | None = None
    attempt_id: Identifier | None = None
    read: bool = False


class Request(Struct, frozen=True, kw_only=True):
    """Something the borrower asked for, as it stands at the lender; its id is the operation's id."""

    id: Identifier
    operation: ShortText
    status: RequestStatus
    loan_id: Identifier | None = None
    attempt_id: Identifier | None = None
    """The debit it is about, if it is about one."""
    submitted_at: Instant
    answered_at: Instant | None = None
    effective_from: dt.date | None = None
    answer: LongText | None = None
    summary: ShortText | None = None


class Notice(Struct, frozen=True, kw_only=True):
    """An announcement by a party that concerns the borrower's loans."""

    id: Identifier
    party: Party
    at: Instant
    title: ShortText
    body: LongText
    attempt_id: Identifier | None = None


class ReferenceRate(Struct, frozen=True, kw_only=True):
    """A published rate (per cent a year) that holds from a calendar date on."""

    id: Identifier
    name: ShortText
    on: dt.date
    annual_rate: RateText
    source: ShortText | None = None
