"""The explanation of one attempt as one pure function (DESIGN section 3)."""

from __future__ import annotations

from borrower_app.debits.answer import planned_day, read_answer
from borrower_app.debits.cause_texts import CauseTexts
from borrower_app.debits.evidence import EvidenceList, collect
from borrower_app.debits.fact_findings import findings
from borrower_app.debits.facts import DebitFacts
from borrower_app.debits.judgement import Judgement, judge
from borrower_app.debits.names import Names, names_of
from borrower_app.debits.outcome import OPEN, attempt_state, is_above, outcome_of
from borrower_app.debits.outlook import meaning, what_next
from borrower_app.debits.plan_for_today import plan_for_today
from borrower_app.debits.questions import QUESTIONS, Topic
from borrower_app.debits.reason_codes import Catalogue
from borrower_app.debits.sentences import what_happened, why
from borrower_app.debits.standing import (
    FAILED,
    OPEN_STATES,
    is_fault_of_others,
    is_settled_since,
    waits_for_news,
    was_tried_later,
)
from borrower_app.debits.verdict import AttemptState, BothLanguages, CauseClass, Explanation, PlanStep, Texts

_ASK_LENDER = BothLanguages(
    "等得太久，可以打{lender}官方电话，念出扣款编号询问。",
    "If it takes too long, call {lender}'s official number and read out the debit number.",
)
_REFUND_SCRIPT = BothLanguages(
    "您好，这一笔是多扣的。请问什么时候退、退到哪张卡？",
    "Hello, this money was taken beyond what was due. When is it paid back, and to which card?",
)
_REVERSED_SCRIPT = BothLanguages(
    "您好，这笔扣款为什么退回了？这一期什么时候再扣、算不算逾期？",
    "Hello, why was this debit paid back? When is it debited again, and does it count as late?",
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
    answer = read_answer(facts, catalogue)
    code = answer.meaning
    found = findings(facts)
    outcome = outcome_of(facts, code, answer.reading)
    judgement = judge(facts, outcome, code, answer.reading, found)
    state = attempt_state(facts, outcome, judgement.who_acts, planned_day(answer.reading))
    names = names_of(facts)
    evidence = collect(facts, names, code, judgement.facts_used)
    # Where sources disagree nothing is read out or ruled out for one cause alone.
    texts = catalogue.texts(judgement.cause)
    asked = catalogue.texts(CauseClass.UNKNOWN) if judgement.contradicted else texts
    plan = plan_for_today(state, facts, judgement, texts, names)
    told = {
        "what_happened": what_happened(state, facts, judgement, texts, names),
        "why": why(state, facts, judgement, texts, names),
        "meaning": meaning(state, facts, judgement, names),
        "next_step": _sentence_of(plan.first),
        "what_next": what_next(state, facts, judgement, names),
    }
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
        other_steps=_other_steps(state, facts, judgement, catalogue, names),
        disproof=_disproof(state, asked.disproof, names),
        ask_the_bank=_script(state, facts, judgement, asked, names),
        fault_of_others=is_fault_of_others(state, judgement),
        contradicted=judgement.contradicted,
        plan=plan,
    )


def _sentence_of(step: PlanStep) -> BothLanguages:
    """A step with what it does not do, as one text."""
    return BothLanguages(step.words.zh + step.limits.zh, f"{step.words.en} {step.limits.en}".strip())


def _capital(sentence: str) -> str:
    """A sentence may begin with a name such as "the lender"."""
    return sentence[:1].upper() + sentence[1:]


def _rests_on(evidence: EvidenceList, judgement: Judgement) -> dict[str, tuple[str, ...]]:
    reasons = ("reason", "facts", "hops") if judgement.facts_used else ("reason", "hops")
    return {
        "what_happened": evidence.by("bookings", "reason", "hops"),
        "why": evidence.by(*reasons, "bookings"),
        "meaning": evidence.by("later", "late", "plan", "amount"),
        "next_step": evidence.by("reason", "facts", "bookings", "later", "plan", "amount"),
        "what_next": evidence.by("later", "plan", "bookings"),
    }


def _other_steps(
    state: AttemptState, facts: DebitFacts, judgement: Judgement, catalogue: Catalogue, names: Names
) -> tuple[BothLanguages, ...]:
    """Other things to do; none that pays while a result is open, still to come, or settled by something else."""
    if state in OPEN_STATES:
        return (names.fill(_ASK_LENDER),)
    if is_settled_since(state, facts) or was_tried_later(state, facts) or waits_for_news(state, facts):
        return ()
    if state not in FAILED and state is not AttemptState.PARTLY_DEBITED:
        return ()
    if judgement.contradicted and not is_fault_of_others(state, judgement):
        # Which of the causes it was is open: nothing is to be changed on a guess.
        return tuple(names.fill(step) for step in catalogue.texts(CauseClass.UNKNOWN).other_steps)
    return tuple(names.fill(step) for step in catalogue.texts(judgement.cause).other_steps)


def _script(
    state: AttemptState, facts: DebitFacts, judgement: Judgement, texts: CauseTexts, names: Names
) -> BothLanguages:
    """What to read out on the phone, empty where nothing is to be asked."""
    if is_settled_since(state, facts) or was_tried_later(state, facts):
        return BothLanguages("", "")
    if state in OPEN_STATES or waits_for_news(state, facts):
        return QUESTIONS[Topic.CHECKING]
    if state is AttemptState.DUPLICATE or (state is AttemptState.POSTED and is_above(facts)):
        return _REFUND_SCRIPT
    if state is AttemptState.REVERSED:
        return BothLanguages("", "") if facts.is_duplicate else _REVERSED_SCRIPT
    if state not in FAILED:
        return BothLanguages("", "")
    short_of_money = judgement.cause is CauseClass.INSUFFICIENT_FUNDS and not judgement.contradicted
    if state is AttemptState.FAILED_RETRY_PLANNED and short_of_money:
        return BothLanguages("", "")
    return names.fill(texts.ask_the_bank)


def _disproof(state: AttemptState, of_cause: BothLanguages, names: Names) -> BothLanguages:
    if state in (AttemptState.PROCESSING, AttemptState.OUTCOME_UNKNOWN):
        return names.fill(_OPEN_DISPROOF)
    if state not in FAILED and state is not AttemptState.PARTLY_DEBITED:
        return names.fill(_BOOKED_DISPROOF)
    return names.fill(of_cause)
