"""Cause and certainty from code, text and recorded facts together (DESIGN section 3); no guess dressed as a fact."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from borrower_app.debits.fact_findings import Finding
from borrower_app.debits.facts import DebitFacts
from borrower_app.debits.outcome import OPEN, Outcome
from borrower_app.debits.reason_codes import Meaning
from borrower_app.debits.verdict import CauseClass, Certainty, RetrySafe, WhoActs
from borrower_app.debits.wordings import Wording
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
    by_hop: Party | None = None
    """The party whose own hop record states a technical fault."""


def judge(
    facts: DebitFacts, outcome: Outcome, meaning: Meaning | None, wording: Wording, found: tuple[Finding, ...]
) -> Judgement:
    """The judgement; a pure table of cases."""
    if outcome in (Outcome.POSTED, Outcome.REVERSED, Outcome.DUPLICATE, Outcome.NOT_TRIED):
        return _settled(outcome)
    cause, certainty, used, contradicted = _cause(meaning, wording, found)
    by_hop = None
    if (
        cause is CauseClass.UNKNOWN
        and not contradicted
        and meaning is None
        and wording.cause is None
        and not wording.several
    ):
        by_hop = _faulty_hop(facts)
        if by_hop is not None:
            cause, certainty = _HOP_CAUSES[by_hop], Certainty.STATED
    if meaning is not None and meaning.fraud_type and cause is not CauseClass.UNKNOWN:
        cause = CauseClass.RISK_OR_COMPLIANCE_HOLD
    if outcome is Outcome.PARTLY and cause is CauseClass.UNKNOWN and not contradicted:
        return _partly()
    who = ACTOR_OF[cause]
    retry = RETRY_OF.get(cause, RetrySafe.AFTER_FIX)
    agrees = meaning is not None and meaning.cause is cause
    if meaning is not None and agrees and (certainty is Certainty.STATED or cause is CauseClass.UNKNOWN):
        who, retry = meaning.who_acts, meaning.retry_safe
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
        by_hop=by_hop,
    )


def _settled(outcome: Outcome) -> Judgement:
    who = WhoActs.LENDER if outcome in (Outcome.REVERSED, Outcome.DUPLICATE) else WhoActs.NOBODY
    return Judgement(cause=CauseClass.UNKNOWN, certainty=Certainty.UNKNOWN, who_acts=who, retry_safe=RetrySafe.NO)


def _partly() -> Judgement:
    """The bank took less than was asked for: that points to the balance, without saying so."""
    return Judgement(
        cause=CauseClass.INSUFFICIENT_FUNDS,
        certainty=Certainty.INFERRED,
        who_acts=WhoActs.BORROWER,
        retry_safe=RetrySafe.AFTER_FIX,
    )


def _cause(
    meaning: Meaning | None, wording: Wording, found: tuple[Finding, ...]
) -> tuple[CauseClass, Certainty, tuple[Finding, ...], bool]:
    fact_causes = {finding.cause for finding in found}
    if meaning is not None and meaning.cause is not CauseClass.UNKNOWN:
        others = {cause for cause in (wording.cause, *fact_causes) if cause is not None} - {meaning.cause}
        agreed = meaning.cause in fact_causes
        contradicted = bool(others) and not (agreed and wording.cause in (None, meaning.cause))
        certainty = Certainty.INFERRED if contradicted else Certainty.STATED
        return meaning.cause, certainty, found if others or agreed else (), contradicted
    if meaning is not None:
        # A code that withholds the reason: the text beside it adds nothing, facts of the day may.
        return _by_facts(fact_causes, found)
    if wording.cause is not None:
        if fact_causes and wording.cause not in fact_causes:
            return CauseClass.UNKNOWN, Certainty.UNKNOWN, found, True
        return wording.cause, Certainty.INFERRED, tuple(f for f in found if f.cause is wording.cause), False
    return _by_facts(fact_causes, found)


def _by_facts(
    causes: set[CauseClass], found: tuple[Finding, ...]
) -> tuple[CauseClass, Certainty, tuple[Finding, ...], bool]:
    if len(causes) == 1:
        return next(iter(causes)), Certainty.INFERRED, found, False
    return CauseClass.UNKNOWN, Certainty.UNKNOWN, found, len(causes) > 1


_HOP_CAUSES: Final = {
    Party.LENDER: CauseClass.LENDER_TECHNICAL,
    Party.CHANNEL: CauseClass.CHANNEL_OR_NETWORK_TECHNICAL,
    Party.BANK: CauseClass.BANK_TECHNICAL,
}


def _faulty_hop(facts: DebitFacts) -> Party | None:
    if facts.reason is not None and (facts.reason.code is not None or facts.reason.text):
        return None
    for hop in facts.hops:
        if hop.status is HopStatus.ERROR and hop.party in _HOP_CAUSES:
            return hop.party
    return None
