"""One frozen picture of everything the app knows: the lender's records, the user's own, and the outbox laid over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, Literal, TypeVar

from msgspec import Struct

from borrower_app.contract.discovery import KeptDiscovery, LenderFile
from borrower_app.contract.guide_draft import GuideDraft
from borrower_app.contract.kinds import Record
from borrower_app.contract.operation_values import Values
from borrower_app.contract.operations import Challenge
from borrower_app.records.account import Contact, Guarantor, Instrument, Mandate
from borrower_app.records.correspondence import Message, Notice, ReferenceRate, Request
from borrower_app.records.debit import DebitAttempt, Outage
from borrower_app.records.loan import InstallmentTable, Loan

T = TypeVar("T", bound=Record)
Source = Literal["lender", "own"]


class OutboxState(StrEnum):
    """Where something the user asked for stands (DESIGN section 5)."""

    DRAFT = "draft"
    QUEUED = "queued"
    SENDING = "sending"
    APPLIED = "applied"
    NEEDS_USER = "needs_user"
    UNKNOWN = "unknown"
    RECONCILING = "reconciling"
    CANCELLED = "cancelled"


OTHER_SIGN_IN = "other-sign-in"
"""Our own reason beside the lender's problem types: another sign-in came since, and nobody knows whether it was the
same person's."""


class Held(Struct, Generic[T], frozen=True, gc=False):
    """A record with where it comes from and its version (0 for the user's own)."""

    record: T
    version: int
    source: Source = "lender"


@dataclass(frozen=True, slots=True)
class PendingOperation:
    """One operation of the outbox as the screen needs it. Instants are aware; `values` are typed, never sentences."""

    operation_id: str
    operation: str
    state: OutboxState
    values: Values
    attempts: int
    saved_at: dt.datetime
    problem_type: str | None = None
    problem_text: str | None = None
    """The lender's own words about a refusal: data, shown quoted and plain."""
    conflict: Record | None = None
    """With a version conflict: the record as it stands at the lender now."""
    challenge: Challenge | None = None
    confirmed_at: dt.datetime | None = None
    effective_from: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Freshness:
    """How old the lender's records are and whether they can be trusted.

    `as_of` and `business_date` come with the last whole pull. `pulled_at` is this computer's instant of that pull,
    `clock_difference_seconds` = this computer's clock minus the lender's, None when never measured. `verified` is
    False until the set digest was compared since the file was opened.
    """

    as_of: dt.datetime | None = None
    business_date: dt.date | None = None
    pulled_at: dt.datetime | None = None
    clock_difference_seconds: float | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything presentation may see. Tuples are ordered by id unless a field says otherwise."""

    lender: LenderFile | None = None
    discovery: KeptDiscovery | None = None
    freshness: Freshness = Freshness()
    loans: tuple[Held[Loan], ...] = ()
    tables: Mapping[str, Held[InstallmentTable]] = field(default_factory=dict)
    """By loan id."""
    attempts: tuple[Held[DebitAttempt], ...] = ()
    """Newest planned first."""
    instruments: tuple[Held[Instrument], ...] = ()
    mandates: tuple[Held[Mandate], ...] = ()
    contacts: tuple[Held[Contact], ...] = ()
    guarantors: tuple[Held[Guarantor], ...] = ()
    messages: tuple[Held[Message], ...] = ()
    """Newest first."""
    requests: tuple[Held[Request], ...] = ()
    notices: tuple[Held[Notice], ...] = ()
    outages: tuple[Held[Outage], ...] = ()
    reference_rates: tuple[Held[ReferenceRate], ...] = ()
    operations: tuple[PendingOperation, ...] = ()
    """Oldest first; applied ones stay until their record version has arrived."""
    finished: tuple[PendingOperation, ...] = ()
    """Confirmed ones whose record versions have arrived, newest first: what the user holds a receipt for."""
    drafts: tuple[GuideDraft, ...] = ()
    """Guides that were begun and have not ended."""
    details_seen_on: dt.date | None = None
    """The lender's date on which the user last looked all contact data over and found them right."""
    unknown_kinds: int = 0
    unreadable: int = 0
    """Records of known kinds that can't be believed or read: kept, counted, not shown."""
    """How many records of kinds not known here are kept and not shown."""
    unreadable_own: int = 0
    """How many loans the user entered are kept and can't be read by this version."""
    can_be_shown: bool = False
    """Whether the texts are such as can be shown (`presentation.reading.readable_records`), not as they came."""

    @property
    def unsent(self) -> int:
        """How many operations the lender has not confirmed yet; drafts do not count as saved."""
        done = {OutboxState.APPLIED, OutboxState.DRAFT, OutboxState.CANCELLED}
        return sum(operation.state not in done for operation in self.operations)
