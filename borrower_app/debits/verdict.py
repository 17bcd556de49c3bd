"""The words of a judgement about one debit attempt (DESIGN section 3): state, cause, certainty, evidence, plan."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Final

from msgspec import Struct

from borrower_app.lending.money import Money


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


NOTHING_SAID: Final = BothLanguages("", "")


class StepKind(StrEnum):
    """What a step asks for."""

    NOTHING = "nothing"
    WAIT = "wait"
    DO_NOT_PAY = "do_not_pay"
    """A debit is open, or money has left: the money stays where it is."""
    SEE_NEWS = "see_news"
    SEE_LATER_DEBIT = "see_later_debit"
    PUT_MONEY_IN = "put_money_in"
    PAY_BY_HAND = "pay_by_hand"
    ASK_FOR_DEBIT = "ask_for_debit"
    CHANGE_CARD = "change_card"
    SIGN_MANDATE = "sign_mandate"
    CORRECT_DETAILS = "correct_details"
    ASK_BANK = "ask_bank"
    ASK_LENDER = "ask_lender"


PAYING: Final = frozenset({StepKind.PUT_MONEY_IN, StepKind.PAY_BY_HAND, StepKind.ASK_FOR_DEBIT})
"""Steps that move money; none of them stands in a plan while a debit is open or its news is not fetched."""


class Deadline(Struct, frozen=True, kw_only=True):
    """Until when a step helps: a calendar date in the lender's zone, the hour as it is told (`24:00`, empty where none
    is), and the instant.
    """

    day: dt.date
    clock: str
    at: dt.datetime


class PlanStep(Struct, frozen=True, kw_only=True):
    """One step. `words` say what, how much, until when and how; `limits` what it does not do (empty: nothing to say).

    `if_needed`: only for the case that the step before did not do.
    """

    kind: StepKind
    words: BothLanguages
    limits: BothLanguages = NOTHING_SAID
    amount: Money | None = None
    until: Deadline | None = None
    if_needed: bool = False

    @property
    def pays(self) -> bool:
        """Whether it moves money."""
        return self.kind in PAYING


class PlanForToday(Struct, frozen=True, kw_only=True):
    """The steps in their order, at least one; what happens if nothing is done, empty where nothing is to be feared."""

    steps: tuple[PlanStep, ...]
    if_nothing: BothLanguages = NOTHING_SAID

    @property
    def first(self) -> PlanStep:
        """The one thing to do now."""
        return self.steps[0]


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
    plan: PlanForToday = PlanForToday(steps=(PlanStep(kind=StepKind.NOTHING, words=NOTHING_SAID),))
    """What to do today, in order."""
