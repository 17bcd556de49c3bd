# ruff: noqa: E501 - a Chinese and an English sentence stand beside each other; Chinese counts double there
"""What happened and why, in words. Each state says only what is true of it, and who said it."""

from __future__ import annotations

from typing import Final

from borrower_app.debits.cause_texts import CauseTexts
from borrower_app.debits.fact_findings import Finding, money_text
from borrower_app.debits.facts import DebitFacts
from borrower_app.debits.judgement import OTHERS_FAULT, Judgement
from borrower_app.debits.names import Names
from borrower_app.debits.outcome import is_above
from borrower_app.debits.quoting import quoted
from borrower_app.debits.standing import FAILED, OPEN_STATES, is_fault_of_others
from borrower_app.debits.verdict import AttemptState, BothLanguages, CauseClass, Certainty

NOT_YOU: Final = BothLanguages("不是您的操作造成的。", "Nothing you did caused this. ")


def what_happened(
    state: AttemptState, facts: DebitFacts, judgement: Judgement, texts: CauseTexts, names: Names
) -> BothLanguages:
    """The first sentence. Where others are at fault it begins with "nothing you did"."""
    if state in FAILED:
        told = names.fill(_failed_words(judgement), short=_short(judgement, texts, names), reason=_as_sent(judgement))
        if is_fault_of_others(state, judgement):
            return BothLanguages(NOT_YOU.zh + told.zh, NOT_YOU.en + told.en)
        return told
    if state is AttemptState.PARTLY_DEBITED and facts.amount is not None and facts.amount_debited is not None:
        return names.fill(
            BothLanguages("{day}只扣到{got}，还差{rest}。", "Only {got} could be debited on {day}; {rest} is missing."),
            got=money_text(facts.amount_debited),
            rest=money_text(facts.amount - facts.amount_debited),
        )
    if judgement.told_by_text and state in _MESSAGE_WORDS:
        return _of_message(state, judgement, texts, names)
    if (
        state is AttemptState.POSTED
        and is_above(facts)
        and facts.amount is not None
        and facts.amount_debited is not None
    ):
        return names.fill(
            BothLanguages(
                "{day}扣了{got}，比应扣的多{extra}。", "{got} was debited on {day}, {extra} more than was asked for."
            ),
            got=money_text(facts.amount_debited),
            extra=money_text(facts.amount_debited - facts.amount),
        )
    if state is AttemptState.REVERSED and facts.is_duplicate:
        return names.fill(
            BothLanguages("{day}多扣的{amount}已经退回。", "The {amount} debited twice on {day} was paid back.")
        )
    if state is AttemptState.REVERSED and judgement.cause is not CauseClass.UNKNOWN:
        return names.fill(_reversed_words(judgement), short=_short(judgement, texts, names))
    if state is AttemptState.REVERSED and facts.later.is_paid is False:
        return names.fill(
            BothLanguages(
                "{day}扣的{amount}已经退回，这一期还没有还清。",
                "The {amount} debited on {day} was paid back; this installment is open again.",
            )
        )
    told = names.fill(_STATE_WORDS[state])
    if state is AttemptState.OUTCOME_UNKNOWN and judgement.cause in OTHERS_FAULT and not judgement.contradicted:
        return BothLanguages(NOT_YOU.zh + told.zh, NOT_YOU.en + told.en)
    return told


_STATE_WORDS: Final = {
    AttemptState.PROCESSING: BothLanguages("{day}的扣款还在处理，没有结果。", "The debit of {day} is still being processed; there is no result yet."),
    AttemptState.OUTCOME_UNKNOWN: BothLanguages(
        "还不知道{day}的扣款扣成没有。", "It is not known yet whether the debit of {day} went through."
    ),
    AttemptState.PARTLY_DEBITED: BothLanguages("{day}只扣到一部分。", "Only a part could be debited on {day}."),
    AttemptState.DEBITED_NOT_POSTED: BothLanguages(
        "不是您的操作造成的。{bank}已经扣了钱，{lender}还没有入账。",
        "Nothing you did caused this. {bank} has taken the money; {lender} has not posted it yet.",
    ),
    AttemptState.POSTED: BothLanguages("{day}扣款成功，{amount}已入账。", "The debit of {day} went through: {amount} is posted."),
    AttemptState.REVERSED: BothLanguages("{day}扣的{amount}已经退回。", "The {amount} debited on {day} was paid back."),
    AttemptState.DUPLICATE: BothLanguages(
        "不是您的操作造成的。{day}重复扣了一次，多扣{amount}。", "Nothing you did caused this. You were debited twice on {day}: {amount} too much."
    ),
    AttemptState.NOT_DUE: BothLanguages("还没有到扣款的时间。", "It is not yet time for this debit."),
    AttemptState.DUE_NOT_TRIED: BothLanguages("到了扣款的时间，还没有扣款记录。", "The debit is due; no attempt is on record yet."),
}  # fmt: skip


_MESSAGE_WORDS: Final = {
    AttemptState.POSTED: BothLanguages("{lender}说{day}扣款成功。", "{lender} says that the debit of {day} went through."),
    AttemptState.DEBITED_NOT_POSTED: BothLanguages(
        "消息说{day}扣款成功；{lender}入账没有，这里还没有记录。",
        "The message says that the debit of {day} went through; whether {lender} has posted it is not on record here.",
    ),
    AttemptState.PARTLY_DEBITED: BothLanguages(
        "消息说{day}只扣到一部分。", "The message says that only a part could be debited on {day}."
    ),
    AttemptState.REVERSED: BothLanguages(
        "消息说{day}扣的钱已经退回。", "The message says that what was debited on {day} was paid back."
    ),
    AttemptState.NOT_DUE: BothLanguages(
        "还没有扣款：这条消息是扣款前的提醒。", "Nothing has been debited yet: this message is a reminder before the debit."
    ),
    AttemptState.DUE_NOT_TRIED: BothLanguages(
        "消息里说的扣款时间已经到了，还没有扣款记录。", "The time that the message names has come; no attempt is on record yet."
    ),
}  # fmt: skip
_PART_OF_MESSAGE: Final = BothLanguages(
    "消息说{day}只扣到{got}，还差{rest}。",
    "The message says that only {got} could be debited on {day}; {rest} is missing.",
)


def _of_message(state: AttemptState, judgement: Judgement, texts: CauseTexts, names: Names) -> BothLanguages:
    """What happened, where words alone tell it: as what they say."""
    got, rest = judgement.debited_told, judgement.left_told
    if state is AttemptState.PARTLY_DEBITED and got is not None and rest is not None:
        return names.fill(_PART_OF_MESSAGE, got=money_text(got), rest=money_text(rest))
    if state is AttemptState.REVERSED and judgement.cause is not CauseClass.UNKNOWN:
        return names.fill(_reversed_words(judgement), short=_short(judgement, texts, names))
    return names.fill(_MESSAGE_WORDS[state])


def _reversed_words(judgement: Judgement) -> BothLanguages:
    """A return keeps its reason: why the money went back stands beside that it did."""
    if judgement.certainty is Certainty.STATED:
        return BothLanguages("{day}扣的钱已经退回：{short}。", "What was debited on {day} was paid back: {short}.")
    return BothLanguages(
        "{day}扣的钱已经退回，可能是{short}。", "What was debited on {day} was paid back; likely: {short}."
    )


def _as_sent(judgement: Judgement) -> BothLanguages:
    """The reason word for word, as data."""
    told = quoted(judgement.quoted_reason or "", _LONGEST_REASON)
    return BothLanguages(told, told)


_LONGEST_REASON: Final = 40


def _failed_words(judgement: Judgement) -> BothLanguages:
    if judgement.certainty is Certainty.STATED:
        return BothLanguages("{day}扣款失败：{short}。", "The debit of {day} failed: {short}.")
    if judgement.certainty is Certainty.INFERRED:
        return BothLanguages("{day}扣款失败，可能是{short}。", "The debit of {day} failed; likely: {short}.")
    if judgement.contradicted:
        return BothLanguages(
            "{day}扣款失败，收到的说法不一致。",
            "The debit of {day} failed; what was told about it does not fit together.",
        )
    if judgement.quoted_reason:
        return BothLanguages(
            "{day}扣款失败，原因写的是「{reason}」。", "The debit of {day} failed; the reason given is “{reason}”."
        )
    return BothLanguages(
        "{day}扣款失败，{refuser}没有说明原因。", "The debit of {day} failed; {refuser} gave no reason."
    )


def _short(judgement: Judgement, texts: CauseTexts, names: Names) -> BothLanguages:
    """The cause as closely as facts of the day name it: "the card has expired" rather than "expired or lost"."""
    closer = {(f.short.zh, f.short.en) for f in judgement.facts_used if f.cause is judgement.cause and f.short.zh}
    if len(closer) == 1 and not judgement.contradicted:
        return BothLanguages(*next(iter(closer)))
    return names.fill(texts.short)


def why(state: AttemptState, facts: DebitFacts, judgement: Judgement, texts: CauseTexts, names: Names) -> BothLanguages:
    """Who said so, and how surely."""
    keeps_reason = state is AttemptState.REVERSED and judgement.cause is not CauseClass.UNKNOWN
    if judgement.told_by_text and state in _MESSAGE_WORDS and not keeps_reason and state not in FAILED:
        return names.fill(_ONLY_THE_MESSAGE)
    if state in _FIXED_WHYS and not keeps_reason:
        return names.fill(_FIXED_WHYS[state])
    if state in OPEN_STATES:
        return names.fill(_open_why(facts))
    agreeing = next((finding for finding in judgement.facts_used if finding.cause is judgement.cause), None)
    if judgement.certainty is Certainty.STATED:
        return _joined(names.fill(texts.why), _recorded(agreeing))
    if judgement.certainty is Certainty.INFERRED:
        if judgement.contradicted:
            return _joined(names.fill(texts.why), names.fill(_OTHER_RECORD))
        if judgement.by_wording and judgement.quoted_reason:
            meant = names.fill(_WHICH_MEANS, reason=_as_sent(judgement), short=names.fill(texts.short))
            return _joined(meant, _recorded(agreeing))
        first = texts.why_likely if judgement.by_wording or agreeing is None else _silence(facts, judgement)
        return _joined(names.fill(first, reason=_as_sent(judgement)), _recorded(agreeing))
    if judgement.contradicted:
        return names.fill(
            BothLanguages(
                "几处记录指向不同的原因，都列在依据里，没有一个能确定。",
                "The records point to different causes; all are listed as evidence, none is certain.",
            )
        )
    return names.fill(_silence(facts, judgement), reason=_as_sent(judgement))


# The three sentences about a reason: it means something known, it stands there and is not known, none was given.
_WHICH_MEANS: Final = BothLanguages(
    "{speaker}的原话是「{reason}」，意思应当是：{short}。", "{speaker}: “{reason}”, which should mean: {short}."
)
_NOT_KNOWN: Final = BothLanguages(
    "{speaker}的原话是「{reason}」，本应用不认识这个说法，这里不猜测。",
    "{speaker}: “{reason}”. This app does not know that wording, and nothing is guessed here.",
)
_ONLY_THE_MESSAGE: Final = BothLanguages(
    "这只是收到的消息里说的，这里没有别的记录可以对照。",
    "That is only what the message says; nothing else is on record here to compare it with.",
)
_FIXED_WHYS: Final = {
    AttemptState.POSTED: BothLanguages("这是{lender}的入账记录。", "This is what {lender} has booked."),
    AttemptState.REVERSED: BothLanguages("这是{lender}的入账记录。", "This is what {lender} has booked."),
    AttemptState.DUPLICATE: BothLanguages(
        "{lender}把它登记为重复扣款。", "{lender} has it on record as a duplicate debit."
    ),
    AttemptState.NOT_DUE: BothLanguages("{lender}没有扣款尝试的记录。", "{lender} has no attempt on record."),
    AttemptState.DUE_NOT_TRIED: BothLanguages("{lender}没有扣款尝试的记录。", "{lender} has no attempt on record."),
    AttemptState.DEBITED_NOT_POSTED: BothLanguages(
        "记录显示钱已经从{card}扣走，入账还没有完成。",
        "The records show that the money left {card}; posting is not done yet.",
    ),
}
_OTHER_RECORD: Final = BothLanguages(
    "可是记录里还有别的说法，都列在依据里，所以还不能确定。",
    " Other records say something else; all are listed as evidence, so it is not certain.",
)


def _open_why(facts: DebitFacts) -> BothLanguages:
    """Why the result is open: a failure to answer says nothing about whether money left."""
    reason = facts.reason
    if reason is None or (reason.code is None and not reason.text):
        return BothLanguages(
            "没有收到最后的答复，所以结果还没有定。", "No final answer came, so the result is not settled."
        )
    return BothLanguages(
        "收到的答复没有说扣成还是没扣成，所以结果还没有定。",
        "The answer that came does not say whether it went through, so the result is not settled.",
    )


def _silence(facts: DebitFacts, judgement: Judgement) -> BothLanguages:
    """No known reason: one that is not known is quoted; that none came is said of an answer on record only."""
    reason = facts.reason
    if judgement.quoted_reason:
        return _NOT_KNOWN
    if reason is not None and (reason.code is not None or reason.text):
        return BothLanguages(
            "{refuser}的答复里没有具体原因，这里不猜测。",
            "The answer of {refuser} names no reason, and none is guessed here.",
        )
    return BothLanguages("没有收到失败的原因。", "No reason came with the failure.")


def _recorded(finding: Finding | None) -> BothLanguages:
    if finding is None:
        return BothLanguages("", "")
    return BothLanguages(f"记录显示：{finding.fact.zh}。", f" On record: {_lower(finding.fact.en)}.")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _joined(first: BothLanguages, second: BothLanguages) -> BothLanguages:
    return BothLanguages(first.zh + second.zh, first.en + second.en)
