"""The words of a judgement about one debit attempt (DESIGN section 3): state, cause, certainty, who acts, evidence."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from msgspec import Struct


class AttemptState(StrEnum):
    """Where one attempt stands. The last two stand for "no attempt was made"."""

    PROCESSING = "processing"
    OUTCOME_UNKNOWN = "outcome_unknown"
    FAILED_RETRY_PLANNED = "failed_retry_planned"
    FAILED_NEEDS_YOU = "failed_needs_you"
    FAILED_OTHERS_ACT = "failed_others_act"
    PARTLY_DEBITED = "partly_debited"
    DEBITED_NOT_POSTED = "debited_not_posted"
    POSTED = "posted"
    REVERSED = "reversed"
    DUPLICATE = "duplicate"
    NOT_DUE = "not_due"
    DUE_NOT_TRIED = "due_not_tried"


class InstallmentState(StrEnum):
    """Where one installment stands, derived from its attempts and postings."""

    NOT_DUE = "not_due"
    DUE_NOT_TRIED = "due_not_tried"
    IN_PROGRESS = "in_progress"
    DUE_UNPAID = "due_unpaid"
    PAID = "paid"
    PARTLY_PAID = "partly_paid"
    OVERDUE = "overdue"


class CauseClass(StrEnum):
    """Why a debit failed, as far as it is known."""

    INSUFFICIENT_FUNDS = "insufficient_funds"
    ACCOUNT_CLOSED_OR_INVALID = "account_closed_or_invalid"
    CARD_EXPIRED_OR_LOST = "card_expired_or_lost"
    MANDATE_MISSING_OR_REVOKED = "mandate_missing_or_revoked"
    LIMIT_EXCEEDED = "limit_exceeded"
    RISK_OR_COMPLIANCE_HOLD = "risk_or_compliance_hold"
    CUSTOMER_DISPUTE_OR_STOP = "customer_dispute_or_stop"
    DETAILS_MISMATCH = "details_mismatch"
    BANK_TECHNICAL = "bank_technical"
    LENDER_TECHNICAL = "lender_technical"
    CHANNEL_OR_NETWORK_TECHNICAL = "channel_or_network_technical"
    DECEASED_OR_LEGAL = "deceased_or_legal"
    DUPLICATE_OR_DATA_ERROR = "duplicate_or_data_error"
    UNKNOWN = "unknown"


class Certainty(StrEnum):
    """How sure a cause is: said by the party that knows, pointed to by wording or facts, or not known."""

    STATED = "stated"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


class WhoActs(StrEnum):
    """Who has to do something now."""

    BORROWER = "borrower"
    BANK = "bank"
    CHANNEL = "channel"
    LENDER = "lender"
    NOBODY = "nobody"
    UNKNOWN = "unknown"


class RetrySafe(StrEnum):
    """Whether asking for another debit is sensible; `no` also while the outcome is open."""

    YES = "yes"
    AFTER_FIX = "after_fix"
    AFTER_DATE = "after_date"
    NO = "no"
    UNKNOWN = "unknown"


class BothLanguages(Struct, frozen=True):
    """One text in Chinese and English; for texts that live beside catalogue rows, not in gettext catalogues."""

    zh: str
    en: str


class Evidence(Struct, frozen=True, kw_only=True):
    """A recorded fact a sentence rests on. `said_by` is a party or `app` for this app's own calculation.

    `at` is the instant it was said or happened, None where none is recorded; `ref` names the record it rests on
    (`debit_attempt:ID`, `mandate:ID` …), None where the fact came without a record.
    """

    id: str
    fact: BothLanguages
    said_by: str
    at: dt.datetime | None = None
    ref: str | None = None


class Texts(Struct, frozen=True):
    """The five sentences of a judgement in one language."""

    what_happened: str
    why: str
    meaning: str
    next_step: str
    what_next: str


class Explanation(Struct, frozen=True, kw_only=True):
    """The judgement about one attempt. `rests_on` maps a text key (a field of Texts) to evidence ids.

    `ask_the_bank` is a script to read out on the phone, both texts empty where nothing is to be asked.
    """

    state: AttemptState
    cause: CauseClass
    certainty: Certainty
    who_acts: WhoActs
    retry_safe: RetrySafe
    outcome_open: bool
    evidence: tuple[Evidence, ...]
    rests_on: dict[str, tuple[str, ...]]
    zh: Texts
    en: Texts
    other_steps: tuple[BothLanguages, ...]
    disproof: BothLanguages
    ask_the_bank: BothLanguages = BothLanguages("", "")
    fault_of_others: bool = False
    """The debit failed for a fault of bank, channel or lender, and nothing on record disagrees."""
    contradicted: bool = False
    """Code, text and facts of the day point to different causes; all stand in the evidence."""
