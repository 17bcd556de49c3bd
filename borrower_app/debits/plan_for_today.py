"""The plan for today: which step prevents harm soonest, in which order, each with amount, hour and what it does not do.

The order of the rules. While a debit of the installment is open, money has left, or a planned debit has brought no news
yet, no step pays. Otherwise the first step is the one that keeps the installment from being late: the money for a debit
that is planned before the deadline and can go through, else paying by hand; only then what puts the cause right.
"""

from __future__ import annotations

from borrower_app.debits.cause_texts import CauseTexts
from borrower_app.debits.deadlines import deadline_words, is_old_news, pay_deadline, soon_words
from borrower_app.debits.facts import DebitFacts
from borrower_app.debits.judgement import Judgement
from borrower_app.debits.names import Names
from borrower_app.debits.outcome import is_above
from borrower_app.debits.outlook import is_promise_ahead
from borrower_app.debits.plan_of_owed import plan_of_owed
from borrower_app.debits.plan_words import PLAN_WORDS as WORDS
from borrower_app.debits.plan_words import both
from borrower_app.debits.standing import (
    OPEN_STATES,
    has_plan_ahead,
    is_settled_since,
    waits_for_news,
    was_tried_later,
)
from borrower_app.debits.verdict import (
    AttemptState,
    BothLanguages,
    PlanForToday,
    PlanStep,
    StepKind,
)


def plan_for_today(
    state: AttemptState, facts: DebitFacts, judgement: Judgement, texts: CauseTexts, names: Names
) -> PlanForToday:
    """The steps. Total: any facts give at least one; reads no clock, disk or network."""
    if is_settled_since(state, facts) or (state is AttemptState.REVERSED and facts.is_duplicate):
        return _only(StepKind.NOTHING, names.fill(WORDS["nothing"]))
    if state in OPEN_STATES:
        return _of_open_result(state, facts, judgement, names)
    if was_tried_later(state, facts) and facts.later.tried_at is not None:
        at = soon_words(facts.later.tried_at, facts, names)
        return _only(StepKind.SEE_LATER_DEBIT, names.fill(WORDS["see_later"], at=at))
    if waits_for_news(state, facts) and facts.retry is not None and facts.retry.at is not None:
        return _of_missing_news(facts, names)
    if state is AttemptState.POSTED and is_above(facts):
        return _only(StepKind.ASK_LENDER, names.fill(WORDS["ask_surplus"]))
    if state is AttemptState.POSTED:
        return _only(StepKind.NOTHING, names.fill(WORDS["nothing"]))
    if state is AttemptState.DUPLICATE:
        return _of_duplicate(facts, names)
    if state is AttemptState.NOT_DUE:
        return _only(StepKind.PUT_MONEY_IN, names.fill(WORDS["before_debit"]))
    if state is AttemptState.DUE_NOT_TRIED:
        return _only(StepKind.SEE_NEWS, names.fill(WORDS["see_first_debit"]))
    return plan_of_owed(state, facts, judgement, texts, names)


def _only(kind: StepKind, words: BothLanguages, if_nothing: BothLanguages | None = None) -> PlanForToday:
    step = PlanStep(kind=kind, words=words)
    return PlanForToday(steps=(step,)) if if_nothing is None else PlanForToday(steps=(step,), if_nothing=if_nothing)


def _of_open_result(state: AttemptState, facts: DebitFacts, judgement: Judgement, names: Names) -> PlanForToday:
    """Don't pay, keep the money there, and whom to ask at the cut-off."""
    if state is not AttemptState.DEBITED_NOT_POSTED:
        words = names.fill(WORDS["keep"])
        if has_plan_ahead(facts) and facts.retry is not None and facts.retry.at is not None:
            words = both(words, names.fill(WORDS["keep_for"], at=soon_words(facts.retry.at, facts, names)))
        keep = PlanStep(kind=StepKind.DO_NOT_PAY, words=words, amount=facts.amount)
    else:
        words = names.fill(WORDS["has_left_it_says" if judgement.told_by_text else "has_left"])
        keep = PlanStep(kind=StepKind.DO_NOT_PAY, words=words)
    return PlanForToday(steps=(keep, _ask_at_the_cut_off(facts, names)), if_nothing=names.fill(WORDS["if_kept"]))


def _ask_at_the_cut_off(facts: DebitFacts, names: Names) -> PlanStep:
    promise = facts.outcome_promise
    if promise is not None and is_promise_ahead(facts):
        words = names.fill(WORDS["ask_at"], at=soon_words(promise.until, facts, names))
        return PlanStep(kind=StepKind.ASK_LENDER, words=words, if_needed=True)
    if promise is not None:
        until = soon_words(promise.until, facts, names)
        return PlanStep(kind=StepKind.ASK_LENDER, words=names.fill(WORDS["ask_now"], at=until))
    deadline = pay_deadline(facts)
    if deadline is None or is_old_news(facts):
        return PlanStep(kind=StepKind.ASK_LENDER, words=names.fill(WORDS["ask_if_long"]), if_needed=True)
    words = names.fill(WORDS["ask_before"], until=deadline_words(deadline, facts))
    return PlanStep(kind=StepKind.ASK_LENDER, words=words, if_needed=True, until=deadline)


def _of_missing_news(facts: DebitFacts, names: Names) -> PlanForToday:
    """The time of the planned debit has passed: money may have left since."""
    assert facts.retry is not None
    assert facts.retry.at is not None
    at = soon_words(facts.retry.at, facts, names)
    see = PlanStep(kind=StepKind.SEE_NEWS, words=names.fill(WORDS["see_news"], at=at), amount=facts.amount)
    ask = PlanStep(kind=StepKind.ASK_LENDER, words=names.fill(WORDS["ask_without_news"]), if_needed=True)
    return PlanForToday(steps=(see, ask), if_nothing=names.fill(WORDS["if_not_seen"]))


def _of_duplicate(facts: DebitFacts, names: Names) -> PlanForToday:
    ahead = is_promise_ahead(facts) and facts.outcome_promise is not None
    kind = StepKind.WAIT if ahead else StepKind.ASK_LENDER
    limits = names.fill(WORDS["refund_limits"])
    step = PlanStep(kind=kind, words=names.fill(WORDS["wait_refund" if ahead else "ask_refund"]), limits=limits)
    if not ahead or facts.outcome_promise is None:
        return PlanForToday(steps=(step,))
    words = names.fill(WORDS["ask_at"], at=soon_words(facts.outcome_promise.until, facts, names))
    return PlanForToday(steps=(step, PlanStep(kind=StepKind.ASK_LENDER, words=words, if_needed=True)))
