# ruff: noqa: E501 - a Chinese and an English sentence stand beside each other; Chinese counts double there
"""The five sentences of a judgement. Each state says only what is true of it; open outcomes never say to pay."""

from __future__ import annotations

from borrower_app.debits.cause_texts import CauseTexts
from borrower_app.debits.fact_findings import money_text
from borrower_app.debits.facts import DebitFacts
from borrower_app.debits.judgement import OTHERS_FAULT, Judgement
from borrower_app.debits.late_sentences import meaning_of_failure
from borrower_app.debits.names import Names
from borrower_app.debits.outcome import is_retry_planned, retry_time_has_passed
from borrower_app.debits.verdict import AttemptState, BothLanguages, CauseClass, Certainty
from borrower_app.lending.money import Money

NOT_YOU = BothLanguages("不是您的操作造成的。", "Nothing you did caused this. ")
_FAILED = frozenset({AttemptState.FAILED_RETRY_PLANNED, AttemptState.FAILED_NEEDS_YOU, AttemptState.FAILED_OTHERS_ACT})
# A court order or a hold may have to do with the borrower or not: "nothing you did" would be a guess there, and "wait"
# would leave an installment unpaid that nobody else settles.
_NOBODY_KNOWS_WHY = frozenset(
    {CauseClass.DECEASED_OR_LEGAL, CauseClass.RISK_OR_COMPLIANCE_HOLD, CauseClass.CUSTOMER_DISPUTE_OR_STOP}
)
_OPEN = frozenset({AttemptState.PROCESSING, AttemptState.OUTCOME_UNKNOWN, AttemptState.DEBITED_NOT_POSTED})


def what_happened(
    state: AttemptState, facts: DebitFacts, judgement: Judgement, texts: CauseTexts, names: Names
) -> BothLanguages:
    """The first sentence. Where others are at fault it begins with "nothing you did"."""
    if state in _FAILED:
        told = names.fill(_failed_words(judgement, texts))
        others_act = state is AttemptState.FAILED_OTHERS_ACT and judgement.cause not in _NOBODY_KNOWS_WHY
        fault_of_others = judgement.cause in OTHERS_FAULT or others_act
        return BothLanguages(NOT_YOU.zh + told.zh, NOT_YOU.en + told.en) if fault_of_others else told
    if state is AttemptState.PARTLY_DEBITED and facts.amount is not None and facts.amount_debited is not None:
        got, rest = money_text(facts.amount_debited), money_text(facts.amount - facts.amount_debited)
        told = BothLanguages(
            f"{{day}}只扣到 {got.zh}，还差 {rest.zh}。",
            f"Only {got.en} could be debited on {{day}}; {rest.en} is missing.",
        )
        return names.fill(told)
    return names.fill(_STATE_WORDS[state])


_STATE_WORDS = {
    AttemptState.PROCESSING: BothLanguages("{day}的扣款还在处理，没有结果。", "The debit of {day} is still being processed; there is no result yet."),
    AttemptState.OUTCOME_UNKNOWN: BothLanguages(
        "不是您的操作造成的。还不知道{day}的扣款扣成没有，正在核对。",
        "Nothing you did caused this. It is not known yet whether the debit of {day} went through; it is being checked.",
    ),
    AttemptState.PARTLY_DEBITED: BothLanguages("{day}只扣到一部分。", "Only a part could be debited on {day}."),
    AttemptState.DEBITED_NOT_POSTED: BothLanguages(
        "不是您的操作造成的。{bank}已经扣了钱，{lender}还没有入账。",
        "Nothing you did caused this. {bank} has taken the money; {lender} has not posted it yet.",
    ),
    AttemptState.POSTED: BothLanguages("{day}扣款成功，{amount} 已入账。", "The debit of {day} went through: {amount} is posted."),
    AttemptState.REVERSED: BothLanguages("{day}扣的钱已经退回。", "The money debited on {day} was paid back."),
    AttemptState.DUPLICATE: BothLanguages(
        "不是您的操作造成的。{day}的这一笔是重复扣款。", "Nothing you did caused this. This debit of {day} was a duplicate."
    ),
    AttemptState.NOT_DUE: BothLanguages("还没有到扣款的时间。", "It is not yet time for this debit."),
    AttemptState.DUE_NOT_TRIED: BothLanguages("到了扣款的时间，还没有扣款记录。", "The debit is due; no attempt is on record yet."),
}  # fmt: skip


def _failed_words(judgement: Judgement, texts: CauseTexts) -> BothLanguages:
    if judgement.certainty is Certainty.STATED:
        return BothLanguages(f"{{day}}扣款失败：{texts.short.zh}。", f"The debit of {{day}} failed: {texts.short.en}.")
    if judgement.certainty is Certainty.INFERRED:
        return BothLanguages(
            f"{{day}}扣款失败，可能是{texts.short.zh}。", f"The debit of {{day}} failed; likely: {texts.short.en}."
        )
    if judgement.contradicted:
        return BothLanguages(
            "{day}扣款失败，收到的说法不一致。",
            "The debit of {day} failed; what was told about it does not fit together.",
        )
    return BothLanguages("{day}扣款失败，{bank}没有说明原因。", "The debit of {day} failed; {bank} gave no reason.")


def why(state: AttemptState, judgement: Judgement, texts: CauseTexts, names: Names) -> BothLanguages:
    """Who said so, and how surely."""
    if state in (AttemptState.POSTED, AttemptState.REVERSED, AttemptState.DUPLICATE):
        return names.fill(BothLanguages("这是{lender}的入账记录。", "This is what {lender} has booked."))
    if state in (AttemptState.NOT_DUE, AttemptState.DUE_NOT_TRIED):
        return names.fill(BothLanguages("{lender}没有扣款尝试的记录。", "{lender} has no attempt on record."))
    if state is AttemptState.DEBITED_NOT_POSTED:
        return names.fill(
            BothLanguages(
                "记录显示钱已经从{card}扣走，入账还没有完成。",
                "The records show that the money left {card}; posting is not done yet.",
            )
        )
    if judgement.cause is CauseClass.UNKNOWN and state in _OPEN:
        return names.fill(
            BothLanguages(
                "没有收到最后的答复，所以结果还没有定。", "No final answer came, so the result is not settled."
            )
        )
    if judgement.certainty is Certainty.STATED:
        return names.fill(texts.why)
    if judgement.certainty is Certainty.INFERRED:
        told = names.fill(texts.why_likely)
        if judgement.contradicted:
            extra = names.fill(
                BothLanguages(
                    "记录里还有不一致的说法，以{bank}的答复为准。",
                    " Another record does not fit; the answer of {bank} counts.",
                )
            )
            return BothLanguages(told.zh + extra.zh, told.en + extra.en)
        return told
    if judgement.contradicted:
        return names.fill(
            BothLanguages(
                "几处记录指向不同的原因，都列在依据里，没有一个能确定。",
                "The records point to different causes; all are listed as evidence, none is certain.",
            )
        )
    return names.fill(BothLanguages("{bank}没有说明原因，我们也不猜。", "{bank} gave no reason, and we don't guess."))


def meaning(state: AttemptState, facts: DebitFacts, names: Names) -> BothLanguages:
    """What it means for the borrower: cost and record, as far as a clause or a promise says."""
    if state is AttemptState.POSTED:
        return BothLanguages("这一期已经还上。", "This installment is paid.")
    if state in _OPEN:
        promise = facts.outcome_promise
        if promise is not None and promise.counts_as_late is False:
            return names.fill(
                BothLanguages(
                    "{lender}说：核对期间不算逾期。", "{lender} says: the time of checking does not count as late."
                )
            )
        return names.fill(
            BothLanguages(
                "核对期间算不算逾期，{lender}还没有说明，可以问。",
                "Whether the time of checking counts as late: {lender} has not said; ask.",
            )
        )
    if state is AttemptState.REVERSED:
        return names.fill(
            BothLanguages(
                "这一期可能还要还，请先问清{lender}。", "This installment may still be owed; ask {lender} first."
            )
        )
    if state is AttemptState.DUPLICATE:
        return names.fill(
            BothLanguages(
                "多扣的钱应当退给您；什么时候退，请问{lender}。",
                "The money taken twice is due back to you; ask {lender} when.",
            )
        )
    if state is AttemptState.NOT_DUE:
        return BothLanguages("现在没有逾期。", "Nothing is late now.")
    if state is AttemptState.PARTLY_DEBITED and facts.amount is not None and facts.amount_debited is not None:
        return meaning_of_failure(_with_amount(facts, facts.amount - facts.amount_debited), names)
    return meaning_of_failure(facts, names)


def _with_amount(facts: DebitFacts, amount: Money) -> DebitFacts:
    import msgspec

    return msgspec.structs.replace(facts, amount=amount)


def next_step(
    state: AttemptState, facts: DebitFacts, judgement: Judgement, texts: CauseTexts, names: Names
) -> BothLanguages:
    """The one thing to do now."""
    if state in _OPEN:
        return names.fill(
            BothLanguages(
                "先不要另外付这一期，以免扣两次；请等{lender}核对。",
                "Don't settle this installment in another way now: it could be taken twice. Wait for {lender}'s check.",
            )
        )
    fixed = {
        AttemptState.POSTED: BothLanguages("没有要您做的事。", "There is nothing for you to do."),
        AttemptState.REVERSED: BothLanguages("请打{lender}官方电话，问这一期还要不要还、怎么还。", "Ask {lender}'s official number whether and how this installment is to be settled."),
        AttemptState.DUPLICATE: BothLanguages("请打{lender}官方电话，念出扣款编号，问什么时候退款。", "Call {lender}'s official number, read out the debit number and ask when it is paid back."),
        AttemptState.NOT_DUE: BothLanguages("请在扣款前让{card}里有 {amount}。", "Have {amount} on {card} before the debit."),
        AttemptState.DUE_NOT_TRIED: BothLanguages("请先更新，看看{lender}有没有新的扣款记录。", "Update first and see whether {lender} has a new debit on record."),
    }.get(state)  # fmt: skip
    if fixed is not None:
        return names.fill(fixed)
    if state is AttemptState.PARTLY_DEBITED and facts.amount is not None and facts.amount_debited is not None:
        rest = money_text(facts.amount - facts.amount_debited)
        return names.fill(
            BothLanguages(f"请往{{card}}里再存够 {rest.zh}。", f"Have the missing {rest.en} on {{card}}.")
        )
    step = names.fill(texts.next_step)
    own_step = judgement.cause in OTHERS_FAULT or judgement.cause in _NOBODY_KNOWS_WHY
    if state is AttemptState.FAILED_OTHERS_ACT and not own_step:
        return names.fill(
            BothLanguages(
                "现在没有要您做的事；请等{lender}的消息。", "Nothing for you to do now; wait for word from {lender}."
            )
        )
    retry = facts.retry
    ahead = is_retry_planned(facts) and retry is not None and retry.at is not None and not retry_time_has_passed(facts)
    if ahead and retry is not None and retry.at is not None and judgement.cause is CauseClass.INSUFFICIENT_FUNDS:
        at = names.moment(retry.at)
        return BothLanguages(f"{at.zh}前，{step.zh}", f"Before {at.en}: {step.en[0].lower()}{step.en[1:]}")
    return step


def what_next(state: AttemptState, facts: DebitFacts, names: Names) -> BothLanguages:
    """What happens by itself; a passed time without news is no news."""
    if state in (AttemptState.POSTED, AttemptState.REVERSED, AttemptState.DUPLICATE):
        return BothLanguages("这一笔没有别的步骤了。", "Nothing more happens to this debit.")
    promise = facts.outcome_promise
    if state in _OPEN:
        if promise is None:
            return names.fill(
                BothLanguages(
                    "什么时候有结果，{lender}还没有说明。", "{lender} has not said when there will be a result."
                )
            )
        until = names.moment(promise.until)
        if facts.now is not None and promise.until <= facts.now:
            return names.fill(
                BothLanguages(
                    f"{{lender}}原答应 {until.zh}前有结果，还没有取到。",
                    f"{{lender}} had promised a result by {until.en}; it is not fetched yet.",
                )
            )
        return names.fill(
            BothLanguages(f"{{lender}}答应 {until.zh}前有结果。", f"{{lender}} promised a result by {until.en}.")
        )
    if state in (AttemptState.NOT_DUE, AttemptState.DUE_NOT_TRIED):
        if facts.planned_at is None:
            return names.fill(
                BothLanguages("什么时候扣，{lender}还没有说明。", "{lender} has not said when it will be debited.")
            )
        at = names.moment(facts.planned_at)
        return names.fill(
            BothLanguages(f"{{lender}}的扣款计划在 {at.zh}。", f"{{lender}} planned the debit for {at.en}.")
        )
    return _retry_words(facts, names)


def _retry_words(facts: DebitFacts, names: Names) -> BothLanguages:
    retry = facts.retry
    if retry is None or retry.decision.value in ("undecided", "unknown"):
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
        return BothLanguages(
            f"原计划 {at.zh}再扣，结果还没有取到。", f"It was planned again for {at.en}; the result is not fetched yet."
        )
    return names.fill(
        BothLanguages(f"{{lender}}计划 {at.zh}再扣一次。", f"{{lender}} plans to debit again on {at.en}.")
    )
