"""What it means for the borrower and what happens by itself: nothing that no clause, plan or promise says."""

from __future__ import annotations

from typing import Final

from borrower_app.debits.facts import DebitFacts
from borrower_app.debits.judgement import Judgement
from borrower_app.debits.late_clocks import clocks, last_day_on_time, penalty_base, today_of
from borrower_app.debits.names import Names, day_text
from borrower_app.debits.outcome import is_above, is_retry_planned, retry_time_has_passed
from borrower_app.debits.standing import (
    OPEN_STATES,
    is_fault_of_others,
    is_settled_since,
    plan_lacks_mandate,
    was_tried_later,
)
from borrower_app.debits.verdict import AttemptState, BothLanguages
from borrower_app.records.enums import RetryDecision


def meaning(state: AttemptState, facts: DebitFacts, judgement: Judgement, names: Names) -> BothLanguages:
    """What it means for the borrower: cost and record, as far as a clause or a promise says."""
    if is_settled_since(state, facts):
        return _PAID_SINCE if facts.later.paid_on is None else names.fill(
            BothLanguages("这一期已在{paid}还清。", "This installment was paid in full on {paid}."),
            paid=day_text(facts.later.paid_on),
        )  # fmt: skip
    if state is AttemptState.POSTED and judgement.told_by_text:
        return names.fill(
            BothLanguages(
                "按{lender}的这条消息，这一期已经还上。", "By this message of {lender}, this installment is paid."
            )
        )
    if state is AttemptState.POSTED:
        return _MORE_THAN_DUE if is_above(facts) else BothLanguages("这一期已经还上。", "This installment is paid.")
    if state in OPEN_STATES:
        return names.fill(_while_checking(facts))
    if state is AttemptState.REVERSED and facts.is_duplicate:
        return BothLanguages("这一期以另一笔扣款为准。", "The other debit counts for this installment.")
    if state is AttemptState.REVERSED and facts.later.is_paid is None and not is_retry_planned(facts):
        return names.fill(
            BothLanguages(
                "这一期可能还要还，请先问清{lender}。", "This installment may still be owed; ask {lender} first."
            )
        )
    if state is AttemptState.DUPLICATE:
        return BothLanguages("多扣的钱应当退给您。", "The money taken twice is due back to you.")
    if state in (AttemptState.NOT_DUE, AttemptState.DUE_NOT_TRIED) and not _is_late(facts):
        return (
            BothLanguages("现在没有逾期。", "Nothing is late now.") if facts.now is not None else names.fill(_NO_DATE)
        )
    readings = clocks(facts, names, penalty_base(facts))
    return BothLanguages(
        "".join(reading.sentence.zh for reading in readings),
        " ".join(_capital(reading.sentence.en) for reading in readings),
    )


_PAID_SINCE: Final = BothLanguages("这一期后来已经还清。", "This installment has been paid in full since.")
_MORE_THAN_DUE: Final = BothLanguages(
    "这一期已经还上；多扣的钱应当退给您。", "This installment is paid; what was taken beyond it is due back to you."
)
_NO_DATE: Final = BothLanguages("是不是到期，要看{lender}的还款计划。", "Whether it is due: see {lender}'s schedule.")


def _is_late(facts: DebitFacts) -> bool:
    today = today_of(facts)
    last = last_day_on_time(facts.late_terms, facts.due_on) or facts.due_on
    return today is not None and last is not None and today > last


def _while_checking(facts: DebitFacts) -> BothLanguages:
    promise = facts.outcome_promise
    if promise is not None and promise.counts_as_late is False:
        return BothLanguages(
            "{lender}说：核对期间不算逾期。", "{lender} says: the time of checking does not count as late."
        )
    if promise is not None and promise.counts_as_late is True:
        return BothLanguages(
            "{lender}说：核对期间也算逾期。", "{lender} says: the time of checking counts as late, too."
        )
    return BothLanguages(
        "核对期间算不算逾期：{lender}还没有说明。",
        "Whether the time of checking counts as late: {lender} has not told yet.",
    )


def what_next(state: AttemptState, facts: DebitFacts, judgement: Judgement, names: Names) -> BothLanguages:
    """What happens by itself; a passed time without news is no news."""
    if is_settled_since(state, facts) or (state is AttemptState.REVERSED and facts.is_duplicate):
        return _NOTHING_MORE
    if state in OPEN_STATES or state is AttemptState.DUPLICATE:
        return _promised_result(facts, names)
    if state is AttemptState.POSTED:
        return names.fill(_UNTOLD_REFUND) if is_above(facts) else _NOTHING_MORE
    if state in (AttemptState.NOT_DUE, AttemptState.DUE_NOT_TRIED):
        if facts.planned_at is None and judgement.planned_told is not None:
            return names.fill(
                BothLanguages("消息里说的扣款日是{told}。", "The message names {told} as the day of the debit."),
                told=day_text(judgement.planned_told),
            )
        if facts.planned_at is None:
            return names.fill(
                BothLanguages("什么时候扣，{lender}还没有说明。", "{lender} has not said when it will be debited.")
            )
        return names.fill(
            BothLanguages("{lender}的扣款计划在{at}。", "{lender} planned the debit for {at}."),
            at=names.moment(facts.planned_at),
        )
    if was_tried_later(state, facts) and facts.later.tried_at is not None:
        return names.fill(
            BothLanguages("{at}已经再扣过一次。", "It was debited again on {at}."),
            at=names.moment(facts.later.tried_at),
        )
    words = _retry_words(facts, names)
    until = _wait_until(state, facts, judgement, names)
    return BothLanguages(words.zh + until.zh, words.en + until.en)


_NOTHING_MORE: Final = BothLanguages("这一笔没有别的步骤了。", "Nothing more happens to this debit.")
_UNTOLD_REFUND: Final = BothLanguages(
    "多扣的钱什么时候退，{lender}还没有说明。", "{lender} has not said when the surplus is paid back."
)


def is_promise_ahead(facts: DebitFacts) -> bool:
    """Whether a result is promised for an instant that has not passed."""
    promise = facts.outcome_promise
    return promise is not None and (facts.now is None or promise.until > facts.now)


def _promised_result(facts: DebitFacts, names: Names) -> BothLanguages:
    promise = facts.outcome_promise
    if promise is None:
        return names.fill(
            BothLanguages("什么时候有结果，{lender}还没有说明。", "{lender} has not said when there will be a result.")
        )
    until = names.moment(promise.until)
    if not is_promise_ahead(facts):
        return names.fill(
            BothLanguages(
                "{lender}原答应{until}前有结果，还没有取到。",
                "{lender} had promised a result by {until}; it is not fetched yet.",
            ),
            until=until,
        )
    return names.fill(
        BothLanguages("{lender}答应{until}前有结果。", "{lender} promised a result by {until}."), until=until
    )


def _retry_words(facts: DebitFacts, names: Names) -> BothLanguages:
    retry = facts.retry
    if retry is None or retry.decision in (RetryDecision.UNDECIDED, RetryDecision.UNKNOWN):
        return names.fill(
            BothLanguages(
                "会不会再扣、什么时候再扣，{lender}还没有说明。",
                "Whether and when it is debited again: {lender} has not said.",
            )
        )
    if not is_retry_planned(facts):
        return names.fill(BothLanguages("{lender}没有再次扣款的计划。", "{lender} plans no further debit."))
    if retry.at is None:
        return names.fill(
            BothLanguages("{lender}计划再扣一次，没有说时间。", "{lender} plans another debit and has named no time.")
        )
    at = names.moment(retry.at)
    if retry_time_has_passed(facts):
        return names.fill(
            BothLanguages(
                "原计划{at}再扣，结果还没有取到。", "It was planned again for {at}; the result is not fetched yet."
            ),
            at=at,
        )
    if plan_lacks_mandate(facts):
        return names.fill(
            BothLanguages(
                "{lender}原计划{at}再扣一次；那时没有有效的授权，不能扣。",
                "{lender} had planned to debit again on {at}; no authorisation is in force then, so it can't.",
            ),
            at=at,
        )
    return names.fill(BothLanguages("{lender}计划{at}再扣一次。", "{lender} plans to debit again on {at}."), at=at)


def _wait_until(state: AttemptState, facts: DebitFacts, judgement: Judgement, names: Names) -> BothLanguages:
    """For a fault of others without a plan: until when to wait. Only a promise or the contract's last day says it."""
    if not is_fault_of_others(state, judgement) or is_retry_planned(facts):
        return BothLanguages("", "")
    if facts.outcome_promise is not None:
        told = _promised_result(facts, names)
        return BothLanguages(told.zh, " " + told.en)
    last, today = last_day_on_time(facts.late_terms, facts.due_on), today_of(facts)
    if last is not None and today is not None and last <= today:
        # The plan says what to do today; nobody is told to wait until it is late.
        return BothLanguages("", "")
    if last is None or today is None:
        return names.fill(
            BothLanguages(
                "要等到什么时候也没有说明，请打{lender}官方电话问。",
                " Nor until when to wait; ask {lender}'s official number.",
            )
        )
    return names.fill(
        BothLanguages(
            "最晚等到{last}；还没有消息，请打{lender}官方电话。",
            " Wait until {last} at the latest; without word by then, call {lender}'s official number.",
        ),
        last=day_text(last),
    )


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
