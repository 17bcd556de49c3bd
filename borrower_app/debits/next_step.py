# ruff: noqa: E501 - a Chinese and an English sentence stand beside each other; Chinese counts double there
"""The one thing to do now. An open outcome, or a plan without news, never leads to "pay" or "transfer"."""

from __future__ import annotations

from typing import Final

from borrower_app.debits.cause_texts import CauseTexts
from borrower_app.debits.fact_findings import money_text
from borrower_app.debits.facts import DebitFacts
from borrower_app.debits.judgement import OTHERS_FAULT, Judgement
from borrower_app.debits.late_clocks import last_day_on_time, today_of
from borrower_app.debits.names import Names, day_text
from borrower_app.debits.outcome import is_above
from borrower_app.debits.outlook import is_promise_ahead
from borrower_app.debits.standing import (
    NOBODY_KNOWS_WHY,
    OPEN_STATES,
    OWED_STATES,
    has_plan_ahead,
    is_fault_of_others,
    is_settled_since,
    plan_lacks_mandate,
    waits_for_news,
    was_tried_later,
)
from borrower_app.debits.verdict import AttemptState, BothLanguages, CauseClass


def next_step(
    state: AttemptState, facts: DebitFacts, judgement: Judgement, texts: CauseTexts, names: Names
) -> BothLanguages:
    """The one thing to do now."""
    if is_settled_since(state, facts) or (state is AttemptState.REVERSED and facts.is_duplicate):
        return _NOTHING_TO_DO
    if state in OPEN_STATES:
        return names.fill(
            BothLanguages(
                "先不要另外付这一期，以免扣两次；请等{lender}核对。",
                "Don't settle this installment in another way now: it could be taken twice. Wait for {lender}'s check.",
            )
        )
    if was_tried_later(state, facts) and facts.later.tried_at is not None:
        return names.fill(
            BothLanguages("请看{at}那次扣款的结果。", "See the result of the debit of {at}."),
            at=names.moment(facts.later.tried_at),
        )
    if waits_for_news(state, facts) and facts.retry is not None and facts.retry.at is not None:
        return names.fill(_SEE_FIRST, at=names.moment(facts.retry.at))
    if state in OWED_STATES and plan_lacks_mandate(facts):
        return names.fill(_NO_MANDATE)
    if state in _FIXED_STEPS:
        return names.fill(_FIXED_STEPS[state])
    if state is AttemptState.POSTED:
        return names.fill(_ASK_ABOUT_MORE) if is_above(facts) else _NOTHING_TO_DO
    if state is AttemptState.DUPLICATE:
        return _step_of_duplicate(facts, names)
    if state in (AttemptState.REVERSED, AttemptState.PARTLY_DEBITED):
        return _step_of_rest(state, facts, judgement, names)
    return _step_of_failure(state, facts, judgement, texts, names)


_NOTHING_TO_DO: Final = BothLanguages("没有要您做的事。", "There is nothing for you to do.")
_SEE_FIRST: Final = BothLanguages(
    "请先更新，看{at}那次扣成没有；看到结果之前，先不要另外付这一期。",
    "Update first and see whether the debit of {at} went through; don't settle this installment in another way before.",
)
_ASK_ABOUT_MORE: Final = BothLanguages(
    "请打{lender}官方电话，念出扣款编号，问多扣的钱什么时候退。",
    "Call {lender}'s official number, read out the debit number and ask when the surplus is paid back.",
)
_NO_MANDATE: Final = BothLanguages(
    "这次再扣没有有效的扣款授权：请签新的授权，或按{lender}的官方还款方式自己按时还。光往卡里存钱没有用。",
    "No authorisation covers the planned debit: sign a new one, or pay in time yourself the way {lender} officially offers. Money on the card alone settles nothing.",
)
_FIXED_STEPS: Final = {
    AttemptState.NOT_DUE: BothLanguages("请在扣款前让{card}里有{amount}。", "Have {amount} on {card} before the debit."),
    AttemptState.DUE_NOT_TRIED: BothLanguages("请先更新，看看{lender}有没有新的扣款记录。", "Update first and see whether {lender} has a new debit on record."),
}  # fmt: skip


def _step_of_duplicate(facts: DebitFacts, names: Names) -> BothLanguages:
    if is_promise_ahead(facts):
        return names.fill(
            BothLanguages(
                "现在没有要您做的事；请等{lender}处理多扣的钱。",
                "Nothing for you to do now; wait for {lender} to deal with the money taken twice.",
            )
        )
    return names.fill(
        BothLanguages(
            "请打{lender}官方电话，念出扣款编号，问什么时候退款。",
            "Call {lender}'s official number, read out the debit number and ask when it is paid back.",
        )
    )


def _step_of_rest(state: AttemptState, facts: DebitFacts, judgement: Judgement, names: Names) -> BothLanguages:
    """What is still to be there: the rest of a part, or all of an amount that went back."""
    amount = names.amount
    if state is AttemptState.PARTLY_DEBITED and facts.amount is not None and facts.amount_debited is not None:
        amount = money_text(facts.amount - facts.amount_debited)
    elif state is AttemptState.PARTLY_DEBITED:
        amount = money_text(judgement.left_told) if judgement.left_told is not None else _THE_REST
    if has_plan_ahead(facts) and facts.retry is not None and facts.retry.at is not None:
        return names.fill(
            BothLanguages("请在{at}前，让{card}里有{rest}。", "Before {at}, have {rest} on {card}."),
            at=names.moment(facts.retry.at),
            rest=amount,
        )
    if state is AttemptState.PARTLY_DEBITED:
        return names.fill(
            BothLanguages("请往{card}里再存够{rest}。", "Have the missing {rest} on {card}."), rest=amount
        )
    return names.fill(
        BothLanguages(
            "请打{lender}官方电话，问这一期还要不要还、怎么还。",
            "Ask {lender}'s official number whether and how this installment is to be settled.",
        )
    )


_THE_REST: Final = BothLanguages("还差的部分", "the part that is missing")


def _step_of_failure(
    state: AttemptState, facts: DebitFacts, judgement: Judgement, texts: CauseTexts, names: Names
) -> BothLanguages:
    if judgement.contradicted:
        return names.fill(_ASK_WHICH)
    own_step = judgement.cause in OTHERS_FAULT or judgement.cause in NOBODY_KNOWS_WHY
    if state is AttemptState.FAILED_OTHERS_ACT and not own_step:
        return names.fill(
            BothLanguages(
                "现在没有要您做的事；请等{lender}的消息。", "Nothing for you to do now; wait for word from {lender}."
            )
        )
    if has_plan_ahead(facts) and facts.retry is not None and facts.retry.at is not None:
        at = names.moment(facts.retry.at)
        if judgement.cause is CauseClass.INSUFFICIENT_FUNDS:
            return names.fill(
                BothLanguages("请在{at}前，让{card}里有{amount}。", "Before {at}, have {amount} on {card}."), at=at
            )
        if is_fault_of_others(state, judgement):
            return names.fill(
                BothLanguages(
                    "现在没有要您做的事；{lender}计划{at}再扣，请等结果。",
                    "Nothing for you to do now; {lender} plans to debit again on {at}.",
                ),
                at=at,
            )
    if judgement.cause is CauseClass.INSUFFICIENT_FUNDS:
        return _fill_and_ask(facts, names)
    return names.fill(texts.next_step)


def _fill_and_ask(facts: DebitFacts, names: Names) -> BothLanguages:
    """Nothing is planned: money on the card alone settles nothing, the lender has to be asked to debit it."""
    last, today = last_day_on_time(facts.late_terms, facts.due_on), today_of(facts)
    if last is None or today is None or last < today:
        return names.fill(
            BothLanguages(
                "请往{card}里存够{amount}，再申请{lender}扣一次。",
                "Have {amount} on {card}, then ask {lender} to debit it again.",
            )
        )
    return names.fill(
        BothLanguages(
            "请在{last}之内往{card}里存够{amount}，再申请{lender}扣一次。",
            "By {last}, have {amount} on {card}, then ask {lender} to debit it again.",
        ),
        last=day_text(last),
    )


_ASK_WHICH: Final = BothLanguages(
    "请打{ask}官方电话，问清是哪一个原因。",
    "Call {ask}'s official number and ask which reason it was.",
)
