"""Cause and certainty from code, text and recorded facts together (DESIGN section 3); no guess dressed as a fact."""

from __future__ import annotations

import datetime as dt
from typing import Final

import msgspec
from msgspec import Struct

from borrower_app.debits.answer import money_told, planned_day
from borrower_app.debits.fact_findings import Finding
from borrower_app.debits.facts import DebitFacts
from borrower_app.debits.outcome import OPEN, AttemptOutcome, is_above, is_told_by_text
from borrower_app.debits.reading_texts.accusations import accuses
from borrower_app.debits.reading_texts.amounts import AmountRole
from borrower_app.debits.reading_texts.reading import TextReading
from borrower_app.debits.reason_codes import Meaning
from borrower_app.debits.verdict import CauseClass, Certainty, RetrySafe, WhoActs
from borrower_app.lending.money import Money
from borrower_app.records.enums import HopStatus, Party

ACTOR_OF: Final = {
    CauseClass.INSUFFICIENT_FUNDS: WhoActs.BORROWER,
    CauseClass.ACCOUNT_CLOSED_OR_INVALID: WhoActs.BORROWER,
    CauseClass.CARD_EXPIRED_OR_LOST: WhoActs.BORROWER,
    CauseClass.MANDATE_MISSING_OR_REVOKED: WhoActs.BORROWER,
    CauseClass.LIMIT_EXCEEDED: WhoActs.BORROWER,
    CauseClass.RISK_OR_COMPLIANCE_HOLD: WhoActs.BORROWER,
    CauseClass.CUSTOMER_DISPUTE_OR_STOP: WhoActs.BORROWER,
    CauseClass.DETAILS_MISMATCH: WhoActs.BORROWER,
    CauseClass.BANK_TECHNICAL: WhoActs.BANK,
    CauseClass.LENDER_TECHNICAL: WhoActs.LENDER,
    CauseClass.CHANNEL_OR_NETWORK_TECHNICAL: WhoActs.CHANNEL,
    CauseClass.DECEASED_OR_LEGAL: WhoActs.UNKNOWN,
    CauseClass.DUPLICATE_OR_DATA_ERROR: WhoActs.LENDER,
    CauseClass.UNKNOWN: WhoActs.UNKNOWN,
}
RETRY_OF: Final = {
    CauseClass.BANK_TECHNICAL: RetrySafe.YES,
    CauseClass.CHANNEL_OR_NETWORK_TECHNICAL: RetrySafe.YES,
    CauseClass.LENDER_TECHNICAL: RetrySafe.YES,
    CauseClass.LIMIT_EXCEEDED: RetrySafe.AFTER_FIX,
    CauseClass.DECEASED_OR_LEGAL: RetrySafe.NO,
    CauseClass.UNKNOWN: RetrySafe.UNKNOWN,
}
OTHERS_FAULT: Final = frozenset(
    {
        CauseClass.BANK_TECHNICAL,
        CauseClass.LENDER_TECHNICAL,
        CauseClass.CHANNEL_OR_NETWORK_TECHNICAL,
        CauseClass.DUPLICATE_OR_DATA_ERROR,
    }
)


class Judgement(Struct, frozen=True, kw_only=True):
    """Why, how surely, who acts. `facts_used` are the findings that count; `contradicted` = two sources disagree."""

    cause: CauseClass
    certainty: Certainty
    who_acts: WhoActs
    retry_safe: RetrySafe
    facts_used: tuple[Finding, ...] = ()
    contradicted: bool = False
    by_wording: bool = False
    """Whether a free text alone points to the cause."""
    told_by_text: bool = False
    """Whether the outcome itself rests on a free text alone."""
    quoted_reason: str | None = None
    """The reason as it was sent, where the words give one; never an accusation."""
    debited_told: Money | None = None
    left_told: Money | None = None
    planned_told: dt.date | None = None
    """What the words tell of the amounts, and the calendar date of the debit that they announce."""


def judge(
    facts: DebitFacts,
    outcome: AttemptOutcome,
    meaning: Meaning | None,
    wording: TextReading,
    found: tuple[Finding, ...],
) -> Judgement:
    """The judgement; a pure table of cases."""
    judged = _judged(facts, outcome, meaning, wording, found)
    hidden = (meaning is not None and meaning.fraud_type) or accuses(wording.plain)
    return msgspec.structs.replace(
        judged,
        told_by_text=is_told_by_text(facts, meaning, wording),
        # A code that withholds the reason is not made to give one by the words beside it.
        quoted_reason=None if hidden or meaning is not None else wording.reason,
        debited_told=money_told(wording, AmountRole.DEBITED),
        left_told=money_told(wording, AmountRole.LEFT_TO_PAY),
        planned_told=planned_day(wording),
    )


def _judged(
    facts: DebitFacts,
    outcome: AttemptOutcome,
    meaning: Meaning | None,
    wording: TextReading,
    found: tuple[Finding, ...],
) -> Judgement:
    if outcome is AttemptOutcome.REVERSED and not facts.is_duplicate and _gives_a_reason(meaning, wording):
        # A return after success keeps its reason.
        found = ()
    elif outcome in _SETTLED:
        return _settled(outcome, is_above(facts))
    by_hop = _faulty_hop(facts) if meaning is None and outcome is not AttemptOutcome.REVERSED else None
    stated = _stated_cause(meaning, by_hop)
    reading = _Reading(meaning, wording, found)
    cause, certainty, used, contradicted = _with_stated(stated, reading) if stated is not None else _inferred(reading)
    passed_on = facts.reason is not None and facts.reason.said_by is Party.BORROWER
    if certainty is Certainty.STATED and (passed_on or (meaning is not None and meaning.from_text)):
        # What the borrower passes on, or a code inside a free text, is no word of the party that knows.
        certainty = Certainty.INFERRED
    if meaning is not None and meaning.fraud_type and cause is not CauseClass.UNKNOWN:
        cause = CauseClass.RISK_OR_COMPLIANCE_HOLD
    if outcome is AttemptOutcome.PARTLY and cause is CauseClass.UNKNOWN and not contradicted:
        return _partly()
    who, retry = ACTOR_OF[cause], RETRY_OF.get(cause, RetrySafe.AFTER_FIX)
    agrees = meaning is not None and meaning.cause is cause
    if meaning is not None and agrees and (certainty is Certainty.STATED or cause is CauseClass.UNKNOWN):
        who, retry = meaning.who_acts, meaning.retry_safe
    if contradicted:
        retry = RetrySafe.UNKNOWN
        who = WhoActs.UNKNOWN if _different_actors(cause, reading) else who
    if outcome in OPEN:
        retry = RetrySafe.NO
        if who in (WhoActs.BORROWER, WhoActs.UNKNOWN):
            who = WhoActs.LENDER
    return Judgement(
        cause=cause,
        certainty=certainty,
        who_acts=who,
        retry_safe=retry,
        facts_used=used,
        contradicted=contradicted,
        by_wording=stated is None and meaning is None and wording.cause is cause,
    )


_SETTLED: Final = frozenset(
    {AttemptOutcome.POSTED, AttemptOutcome.REVERSED, AttemptOutcome.DUPLICATE, AttemptOutcome.NOT_TRIED}
)


def _gives_a_reason(meaning: Meaning | None, wording: TextReading) -> bool:
    if meaning is not None:
        return meaning.cause is not CauseClass.UNKNOWN and not meaning.outcome_open
    return wording.cause is not None


def _settled(outcome: AttemptOutcome, took_more: bool) -> Judgement:
    lender_acts = outcome in (AttemptOutcome.REVERSED, AttemptOutcome.DUPLICATE) or (
        outcome is AttemptOutcome.POSTED and took_more
    )
    who = WhoActs.LENDER if lender_acts else WhoActs.NOBODY
    return Judgement(cause=CauseClass.UNKNOWN, certainty=Certainty.UNKNOWN, who_acts=who, retry_safe=RetrySafe.NO)


def _partly() -> Judgement:
    """The bank took less than was asked for: that points to the balance, without saying so."""
    return Judgement(
        cause=CauseClass.INSUFFICIENT_FUNDS,
        certainty=Certainty.INFERRED,
        who_acts=WhoActs.BORROWER,
        retry_safe=RetrySafe.AFTER_FIX,
    )


class _Reading(Struct, frozen=True):
    """What the sources of one judgement say."""

    meaning: Meaning | None
    wording: TextReading
    found: tuple[Finding, ...]

    @property
    def causes(self) -> set[CauseClass]:
        """What wording and facts of the day point to."""
        pointed = {finding.cause for finding in self.found}
        return pointed if self.wording.cause is None else pointed | {self.wording.cause}


_Cause = tuple[CauseClass, Certainty, tuple[Finding, ...], bool]


def _stated_cause(meaning: Meaning | None, by_hop: Party | None) -> CauseClass | None:
    """What a code, or a party's own record of a fault, states."""
    if meaning is not None:
        return meaning.cause if meaning.cause is not CauseClass.UNKNOWN else None
    return _HOP_CAUSES[by_hop] if by_hop is not None else None


def _with_stated(stated: CauseClass, reading: _Reading) -> _Cause:
    """A stated cause stays stated unless wording or facts of the day point elsewhere."""
    agreed = stated in {finding.cause for finding in reading.found}
    others = reading.causes - {stated}
    denied = stated in reading.wording.denied
    contradicted = denied or (bool(others) and not (agreed and reading.wording.cause in (None, stated)))
    if reading.meaning is None and reading.wording.several:
        contradicted = True
    certainty = Certainty.INFERRED if contradicted else Certainty.STATED
    return stated, certainty, reading.found if others or agreed else (), contradicted


def _inferred(reading: _Reading) -> _Cause:
    if reading.meaning is None and reading.wording.cause is not None:
        cause = reading.wording.cause
        if reading.causes != {cause} and not any(finding.cause is cause for finding in reading.found):
            return CauseClass.UNKNOWN, Certainty.UNKNOWN, reading.found, True
        return cause, Certainty.INFERRED, reading.found, False
    # A code that withholds the reason: the text beside it adds nothing, facts of the day may.
    causes = {finding.cause for finding in reading.found}
    if len(causes) == 1:
        return next(iter(causes)), Certainty.INFERRED, reading.found, False
    return CauseClass.UNKNOWN, Certainty.UNKNOWN, reading.found, len(causes) > 1


def _different_actors(cause: CauseClass, reading: _Reading) -> bool:
    """Whether the sources disagree about whose turn it is."""
    return any(ACTOR_OF[other] is not ACTOR_OF[cause] for other in reading.causes)


_HOP_CAUSES: Final = {
    Party.LENDER: CauseClass.LENDER_TECHNICAL,
    Party.CHANNEL: CauseClass.CHANNEL_OR_NETWORK_TECHNICAL,
    Party.BANK: CauseClass.BANK_TECHNICAL,
}


def _faulty_hop(facts: DebitFacts) -> Party | None:
    """The one party whose own step is on record as a fault; none where a code is given that the catalogue misses."""
    if facts.reason is not None and facts.reason.code is not None:
        return None
    faults = {hop.party for hop in facts.hops if hop.status is HopStatus.ERROR and hop.party in _HOP_CAUSES}
    return next(iter(faults)) if len(faults) == 1 else None
