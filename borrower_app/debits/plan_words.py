# ruff: noqa: E501 - a Chinese and an English sentence stand beside each other; Chinese counts double there
"""The sentences of the plan: short, active, no blame; each with its amount, its hour and who does what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from borrower_app.debits.facts import ManualWay
from borrower_app.debits.quoting import quoted
from borrower_app.debits.verdict import BothLanguages

PLAN_WORDS: Final = {
    "nothing": BothLanguages("没有要您做的事。", "There is nothing for you to do."),
    "see_later": BothLanguages("请看{at}那次扣款的结果。", "See the result of the debit of {at}."),
    "keep": BothLanguages(
        "先不要另外付这一期，以免扣两次；把{amount}留在{card}里。",
        "Don't pay this installment yourself now: you could pay twice. Keep {amount} on {card}.",
    ),
    "keep_for": BothLanguages(
        "这次没扣成的话，{lender}计划{at}再扣。", " If this debit did not go through, {lender} plans to try again at {at}."
    ),
    "has_left": BothLanguages(
        "钱已经扣走了，先不要另外付这一期，以免扣两次；请等{lender}入账。",
        "The money has left your card. Don't pay this installment yourself now: you could pay twice. Wait for {lender} to record it.",
    ),
    "has_left_it_says": BothLanguages(
        "先不要另外付这一期，以免扣两次；请等{lender}入账。",
        "Don't pay this installment yourself now: you could pay twice. Wait for {lender} to record it.",
    ),
    "ask_at": BothLanguages(
        "到{at}还没有结果，请打{lender}官方电话，念出扣款编号问。",
        "No result by {at}? Call {lender}'s official number and read out the debit number.",
    ),
    "ask_now": BothLanguages(
        "{lender}答应{at}前有结果，时间已经过了：请打官方电话，念出扣款编号问。",
        "{lender} promised a result by {at}, and that time has passed: call its official number and read out the debit number.",
    ),
    "ask_before": BothLanguages(
        "{until}还没有结果，请打{lender}官方电话，问算不算逾期。",
        "No result yet? Call {lender}'s official number {until} and ask whether you count as late.",
    ),
    "ask_if_long": BothLanguages(
        "等得太久，请打{lender}官方电话，念出扣款编号问。",
        "If it takes too long, call {lender}'s official number and read out the debit number.",
    ),
    "see_news": BothLanguages(
        "请先更新，看{at}那次扣成没有；看到结果之前，先不要另外付这一期，卡里的钱也先别动。",
        "Check for news first: did the debit of {at} go through? Until you know, don't pay this installment another way and leave the money on the card.",
    ),
    "ask_without_news": BothLanguages(
        "更新不了，请打{lender}官方电话，念出扣款编号问这次扣成没有、还欠不欠。",
        "If the app can't get the news, call {lender}'s official number, read out the debit number and ask whether it went through.",
    ),
    "see_old": BothLanguages(
        "请先更新：这里的记录旧了，还不知道这一期后来还清没有。",
        "Check for news first: these records are old, and the installment may have been paid since.",
    ),
    "see_first_debit": BothLanguages(
        "请先更新，看看{lender}有没有新的扣款记录。", "Check for news first: see whether {lender} has a new debit on record."
    ),
    "before_debit": BothLanguages("请在扣款前，往{card}里存够{amount}。", "Have {amount} on {card} before the debit."),
    "ask_surplus": BothLanguages(
        "请打{lender}官方电话，念出扣款编号，问多扣的钱什么时候退。",
        "Call {lender}'s official number, read out the debit number and ask when the surplus is paid back.",
    ),
    "ask_reversed": BothLanguages(
        "请打{lender}官方电话，问这一期还要不要还、怎么还。",
        "Ask {lender}'s official number whether and how this installment is to be settled.",
    ),
    "wait_refund": BothLanguages(
        "现在没有要您做的事；请等{lender}退还多扣的{amount}。",
        "Nothing for you to do now; wait for {lender} to refund the extra {amount}.",
    ),
    "ask_refund": BothLanguages(
        "请打{lender}官方电话，念出扣款编号，问多扣的{amount}什么时候退。",
        "Call {lender}'s official number, read out the debit number and ask when the extra {amount} is refunded.",
    ),
    "refund_limits": BothLanguages(
        "退款不用您给密码、验证码，也不用先转钱；要这些的都是骗子。",
        "A refund never needs your password, a code or a transfer first; whoever asks for that is a fraudster.",
    ),
    "put_in": BothLanguages(
        "请在{at}前，往{card}里存够{rest}；{lender}计划那时再扣一次。",
        "Put at least {rest} on {card} before {at}. {lender} plans to try again then.",
    ),
    "wait_debit": BothLanguages(
        "现在没有要您做的事；{lender}计划{at}再扣，请把{rest}留在{card}里。",
        "Nothing for you to do now; {lender} plans to try again at {at}. Keep {rest} on {card}.",
    ),
    "pay_by": BothLanguages("{until}，请自己还{rest}{ways}。", "Pay {rest} yourself {until}{ways}."),
    "pay_soon": BothLanguages("请尽快自己还{rest}{ways}。", "Pay {rest} yourself as soon as you can{ways}."),
    "pay_tomorrow": BothLanguages(
        "今天的还款方式都过了时间：请明天尽早自己还{rest}{ways}。",
        "Today's ways to pay are closed: pay {rest} yourself as early as you can tomorrow{ways}.",
    ),
    "pay_if_fails": BothLanguages(
        "那次还没扣成的话，{until}自己还{rest}{ways}。", "If that debit fails, too: pay {rest} yourself {until}{ways}."
    ),
    "pay_if_open": BothLanguages(
        "还没有还清的话，{until}自己还{rest}{ways}。", "If it is still unpaid: pay {rest} yourself {until}{ways}."
    ),
    "soon": BothLanguages("尽快", "as soon as you can"),
    "no_debit": BothLanguages("{lender}没有再次扣款的计划。", "{lender} plans no further debit."),
    "no_mandate_debit": BothLanguages(
        "授权已终止，原定{at}那次扣不了；光往卡里存钱没有用。",
        "The mandate has ended, so the debit of {at} can't happen; money on the card alone settles nothing.",
    ),
    "ask_debit_at": BothLanguages(
        "付之前先打{lender}官方电话，问{at}那次还扣不扣，以免扣两次。",
        "Before you pay, ask {lender}'s official number to drop the debit of {at}, or you may pay twice.",
    ),
    "ask_debit": BothLanguages(
        "付之前先打{lender}官方电话，问清还会不会再扣，以免扣两次。",
        "Before you pay, ask {lender}'s official number whether it debits again, or you may pay twice.",
    ),
    "penalty_on_top": BothLanguages(
        "已经产生的罚息，以{lender}算的为准。", " {lender}'s own figure counts for penalty interest so far."
    ),
    "ask_which": BothLanguages(
        "请打{ask_number}，问清是哪一个原因。", "Call {ask_number} and ask which reason it was."
    ),
    "sign": BothLanguages("再给{lender}重新签一份代扣授权。", "Then sign a new debit mandate for {lender}."),
    "sign_alone": BothLanguages("请给{lender}重新签一份代扣授权。", "Sign a new debit mandate for {lender}."),
    "sign_limits": BothLanguages(
        "签授权不等于还款，只管以后的扣款。", "Signing pays nothing; it is for later debits."
    ),
    "change_limits": BothLanguages(
        "这只管以后的扣款，不会还上这一期。", "This is for later debits; it does not pay this installment."
    ),
    "fill_and_ask": BothLanguages(
        "请往{card}里存够{rest}，再申请{lender}扣一次。",
        "Put {rest} on {card}, then ask {lender} to debit it again.",
    ),
    "the_rest": BothLanguages("还差的部分", "the part that is missing"),
    "if_kept": BothLanguages("您什么都不用做，把钱留着等结果就行。", "You need not do anything but leave the money there and wait."),
    "if_not_seen": BothLanguages("不更新，就看不到那次扣成没有。", "Without checking you don't know whether that debit went through."),
    "if_not_put_in": BothLanguages("不存够的话，{at}那次还会扣不成。", "If the money is not there, the debit of {at} fails, too."),
    "if_not_mended": BothLanguages("不办的话，{at}那次可能还会扣不成。", "If nothing is done, the debit of {at} may fail, too."),
    "if_not_paid": BothLanguages("不还的话，{lender}不会再来扣，这一期就一直欠着。", "If you don't pay, {lender} won't debit it again and it stays unpaid."),
    "if_not_in_time": BothLanguages(
        "不还的话，{at}那次可能扣不成，或者来不及按时。", "If you don't pay, the debit of {at} may fail or come too late."
    ),
    "if_undecided": BothLanguages(
        "会不会再扣，{lender}没说；没扣的话，这一期就一直欠着。",
        "{lender} has not said whether it debits again; if it doesn't, the installment stays unpaid.",
    ),
}  # fmt: skip


def both(first: BothLanguages, second: BothLanguages) -> BothLanguages:
    """One sentence after the other."""
    return BothLanguages(first.zh + second.zh, first.en + second.en)


def by_hand_words(ways: Sequence[ManualWay]) -> BothLanguages:
    """The lender's ways with their hours, in brackets; without any: its official way."""
    if not ways:
        return BothLanguages("（按贷款机构的官方还款方式）", " (the way your lender officially offers)")
    zh = "；".join(f"{quoted(way.name)}到 {way.until}" if way.until else quoted(way.name) for way in ways)
    en = "; ".join(f"{quoted(way.name)} until {way.until}" if way.until else quoted(way.name) for way in ways)
    return BothLanguages(f"（{zh}）", f" ({en})")
