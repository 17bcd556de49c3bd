"""The explanation of one attempt as one pure function (DESIGN section 3)."""

from __future__ import annotations

from borrower_app.debits.evidence import EvidenceList, collect
from borrower_app.debits.fact_findings import findings
from borrower_app.debits.facts import DebitFacts
from borrower_app.debits.judgement import Judgement, judge
from borrower_app.debits.names import Names, names_of
from borrower_app.debits.outcome import OPEN, attempt_state, outcome_of
from borrower_app.debits.reason_codes import Catalogue
from borrower_app.debits.sentences import meaning, next_step, what_happened, what_next, why
from borrower_app.debits.verdict import AttemptState, BothLanguages, CauseClass, Explanation, Texts
from borrower_app.debits.wordings import read_wording

_NO_STEPS = frozenset(
    {
        AttemptState.PROCESSING,
        AttemptState.OUTCOME_UNKNOWN,
        AttemptState.DEBITED_NOT_POSTED,
        AttemptState.POSTED,
        AttemptState.NOT_DUE,
        AttemptState.DUE_NOT_TRIED,
    }
)
_ASK_LENDER = BothLanguages(
    "等得太久，可以打{lender}官方电话，念出扣款编号询问。",
    "If it takes too long, call {lender}'s official number and read out the debit number.",
)
_WAIVER = BothLanguages(
    "如果因此产生罚息，可以请{lender}减免，这笔扣款记录就是证明。",
    "If penalty interest arises from it, ask {lender} to waive it; this record is the proof.",
)
_OPEN_DISPROOF = BothLanguages(
    "如果{bank}或{lender}有了最后的记录，以那条记录为准。",
    "Once {bank} or {lender} has a final record, that one counts.",
)
_BOOKED_DISPROOF = BothLanguages(
    "如果{bank}的账单和这条记录不一样，请告诉{lender}。",
    "If the statement of {bank} differs from this record, tell {lender}.",
)


def explain(facts: DebitFacts, catalogue: Catalogue) -> Explanation:
    """Judge one attempt from what is on record. Total: any facts give an explanation; reads no clock, disk, network."""
    reason = facts.reason
    code = catalogue.meaning(facts.rail, reason.code_list, reason.code) if reason is not None else None
    wording = read_wording(reason.text if reason is not None else None)
    found = findings(facts)
    outcome = outcome_of(facts, code, wording)
    judgement = judge(facts, outcome, code, wording, found)
    state = attempt_state(facts, outcome, judgement.who_acts)
    evidence = collect(facts, code, judgement.facts_used)
    names = names_of(facts)
    texts = catalogue.texts(judgement.cause)
    told = {
        "what_happened": what_happened(state, facts, judgement, texts, names),
        "why": why(state, judgement, texts, names),
        "meaning": meaning(state, facts, names),
        "next_step": next_step(state, facts, judgement, texts, names),
        "what_next": what_next(state, facts, names),
    }
    asks = state is AttemptState.FAILED_NEEDS_YOU or (
        state is AttemptState.FAILED_RETRY_PLANNED and judgement.cause is CauseClass.UNKNOWN
    )
    return Explanation(
        state=state,
        cause=judgement.cause,
        certainty=judgement.certainty,
        who_acts=judgement.who_acts,
        retry_safe=judgement.retry_safe,
        outcome_open=outcome in OPEN,
        evidence=evidence.items,
        rests_on=_rests_on(evidence, judgement),
        zh=Texts(**{key: text.zh for key, text in told.items()}),
        en=Texts(**{key: _capital(text.en) for key, text in told.items()}),
        other_steps=_other_steps(state, judgement, catalogue, names),
        disproof=_disproof(state, texts.disproof, names),
        ask_the_bank=names.fill(texts.ask_the_bank) if asks else BothLanguages("", ""),
    )


def _capital(sentence: str) -> str:
    """A sentence may begin with a name such as "the lender"."""
    return sentence[:1].upper() + sentence[1:]


def _rests_on(evidence: EvidenceList, judgement: Judgement) -> dict[str, tuple[str, ...]]:
    reasons = ("reason", "facts", "hops") if judgement.facts_used else ("reason", "hops")
    return {
        "what_happened": evidence.by("bookings", "reason", "hops"),
        "why": evidence.by(*reasons, "bookings"),
        "meaning": evidence.by("late", "plan", "amount"),
        "next_step": evidence.by("reason", "facts", "plan", "amount"),
        "what_next": evidence.by("plan", "bookings"),
    }


def _other_steps(
    state: AttemptState, judgement: Judgement, catalogue: Catalogue, names: Names
) -> tuple[BothLanguages, ...]:
    if state in (AttemptState.PROCESSING, AttemptState.OUTCOME_UNKNOWN, AttemptState.DEBITED_NOT_POSTED):
        return (names.fill(_ASK_LENDER),)
    if state in _NO_STEPS or state in (AttemptState.REVERSED, AttemptState.DUPLICATE):
        return ()
    steps = [names.fill(step) for step in catalogue.texts(judgement.cause).other_steps]
    if state is AttemptState.FAILED_OTHERS_ACT and not steps:
        steps.append(names.fill(_WAIVER))
    return tuple(steps)


def _disproof(state: AttemptState, of_cause: BothLanguages, names: Names) -> BothLanguages:
    if state in (AttemptState.PROCESSING, AttemptState.OUTCOME_UNKNOWN):
        return names.fill(_OPEN_DISPROOF)
    if state in _NO_STEPS or state in (AttemptState.REVERSED, AttemptState.DUPLICATE):
        return names.fill(_BOOKED_DISPROOF)
    return names.fill(of_cause)
