# ruff: noqa: E501 - a Chinese and an English sentence stand beside each other; Chinese counts double there
"""What a message says, what that proves and the one next step, in both languages. For `read-message` and D-3.

Three sentences about a reason are kept apart: none is given, one is given that this app does not know, one is given that
means something. A message never leads to "pay" while the outcome it tells is open.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from msgspec import Struct

from borrower_app.debits.answer import money_told
from borrower_app.debits.fact_findings import money_text
from borrower_app.debits.facts import DebitFacts, InstrumentFacts
from borrower_app.debits.names import Names, day_text, names_of
from borrower_app.debits.quoting import quoted
from borrower_app.debits.reading_texts.accusations import accuses
from borrower_app.debits.reading_texts.amounts import AmountRole
from borrower_app.debits.reading_texts.days import Moment
from borrower_app.debits.reading_texts.fraud_signs import FraudSign
from borrower_app.debits.reading_texts.reading import TextReading
from borrower_app.debits.reading_texts.statement import Says
from borrower_app.debits.reason_codes import Catalogue
from borrower_app.debits.verdict import BothLanguages, CauseClass


class MessageWords(Struct, frozen=True):
    """The three sentences about one message."""

    says: BothLanguages
    proves: BothLanguages
    next_step: BothLanguages


_LONGEST_REASON: Final = 60


def message_words(
    reading: TextReading, catalogue: Catalogue, lender_name: str = "", *, warn: bool = True
) -> MessageWords:
    """The words; `lender_name` is that of the records, empty where there are none. `warn`: with fraud and links in them."""
    names = _names(reading, lender_name)
    says = says_words(reading, catalogue, names)
    step = _next_step(reading, catalogue, names)
    if not warn:
        return MessageWords(says, PROVES, step)
    if reading.fraud.looks_like_fraud:
        says = _joined(_LOOKS_LIKE_FRAUD, says)
        step = FRAUD_STEP
    elif FraudSign.LINK in reading.fraud.cautions:
        says = _joined(says, LINK_CAUTION)
    return MessageWords(says, PROVES, step)


LINK_CAUTION: Final = BothLanguages(
    "里面有链接：不要点，请自己打开银行的应用。",
    "It contains a link; do not follow it, open the app of your bank yourself.",
)
_LOOKS_LIKE_FRAUD: Final = BothLanguages("这条消息像是诈骗。", "This message looks like fraud.")
FRAUD_STEP: Final = BothLanguages(
    "不点链接，不拨里面的号码，不给任何人验证码或密码，不转账；已经点了或付了，请马上打银行卡背面的电话并报警。",
    "Open no link, call no number from it, give nobody a code or password, and transfer nothing; if you already clicked or paid, call the number on the back of your card now and report it to the police.",
)
PROVES: Final = BothLanguages(
    "消息只能证明有人发过它；发送的名字和号码都可以冒用。",
    "A message only proves that somebody sent it; sender names and numbers can be forged.",
)


def says_words(reading: TextReading, catalogue: Catalogue, names: Names) -> BothLanguages:
    """What it says, as what it says: amounts and days where they stand in it."""
    if reading.says is Says.FAILED:
        return _failed(reading, catalogue, names)
    if reading.says is Says.PARTLY_PAID:
        return _partly(reading, names)
    amount = _amount(reading, AmountRole.DEBITED if reading.says in (Says.PAID, Says.REVERSED) else AmountRole.DUE)
    if reading.says is Says.REMINDER and reading.next_debit is not None:
        return names.fill(_REMINDER_WITH_DAY, sum=amount, at=_moment(reading.next_debit, names))
    return names.fill(_SAYS[reading.says], sum=amount)


_SAYS: Final = {
    Says.PAID: BothLanguages("它说{sum}已经扣款成功。", "It says that {sum} was debited."),
    Says.REVERSED: BothLanguages("它说扣的{sum}已经退回。", "It says that {sum} was paid back."),
    Says.REMINDER: BothLanguages(
        "它是扣款前的提醒，要扣{sum}；没有说已经扣过。", "It is a reminder of {sum} to come; it does not say that anything was debited."
    ),
    Says.OVERDUE: BothLanguages("它说有欠款逾期：{sum}。", "It says that something is overdue: {sum}."),
    Says.PROCESSING: BothLanguages("它说结果还没有出来。", "It says that the result is not known yet."),
    Says.UNCLEAR: BothLanguages(
        "它没有说清扣成还是没扣成。", "It does not say plainly whether the debit went through."
    ),
    Says.NOT_ABOUT_A_DEBIT: BothLanguages("它说的不是您的贷款扣款。", "It is not about a debit for your loan."),
}  # fmt: skip
_REMINDER_WITH_DAY: Final = BothLanguages(
    "它是扣款前的提醒：{at}扣{sum}；没有说已经扣过。",
    "It is a reminder: {sum} on {at}; it does not say that anything was debited.",
)
_A_SUM: Final = {
    AmountRole.DEBITED: BothLanguages("一笔钱", "an amount"),
    AmountRole.DUE: BothLanguages("这一期的金额", "the amount due"),
}


def _amount(reading: TextReading, role: AmountRole) -> BothLanguages:
    money = money_told(reading, role)
    return money_text(money) if money is not None else _A_SUM[role]


def _moment(at: Moment, names: Names) -> BothLanguages:
    return names.moment(at) if isinstance(at, dt.datetime) else day_text(at)


def _failed(reading: TextReading, catalogue: Catalogue, names: Names) -> BothLanguages:
    reason = _reason(reading)
    if reason is None:
        return _FAILED_HIDDEN if reading.reason else _FAILED_WITHOUT_REASON
    if reading.cause is None:
        return names.fill(_FAILED_UNKNOWN_REASON, reason=reason)
    short = names.fill(catalogue.texts(reading.cause).short)
    return names.fill(_FAILED_KNOWN_REASON, reason=reason, short=short)


# The three sentences: no reason, a reason that is not known here, a reason that means something.
_FAILED_WITHOUT_REASON: Final = BothLanguages(
    "它说扣款失败，没有说明原因。", "It says that the debit failed and gives no reason."
)
_FAILED_UNKNOWN_REASON: Final = BothLanguages(
    "它说扣款失败，原因写的是「{reason}」；本应用不认识这个说法。",
    "It says that the debit failed and gives this reason, word for word: “{reason}”; this app does not know that wording.",
)
_FAILED_KNOWN_REASON: Final = BothLanguages(
    "它说扣款失败，原因写的是「{reason}」，意思应当是：{short}。",
    "It says that the debit failed and gives this reason: “{reason}”, which should mean: {short}.",
)
_FAILED_HIDDEN: Final = BothLanguages(
    "它说扣款失败；原因涉及风控，原话不在这里重复。", "It says that the debit failed; its reason is about risk control and not repeated here."
)  # fmt: skip


def _reason(reading: TextReading) -> BothLanguages | None:
    if reading.reason is None or accuses(reading.reason):
        return None
    told = quoted(reading.reason, _LONGEST_REASON)
    return BothLanguages(told, told) if told else None


def _partly(reading: TextReading, names: Names) -> BothLanguages:
    got, rest = money_told(reading, AmountRole.DEBITED), money_told(reading, AmountRole.LEFT_TO_PAY)
    if got is None or rest is None:
        return BothLanguages("它说只扣到一部分。", "It says that only a part was debited.")
    return names.fill(
        BothLanguages("它说只扣到{got}，还差{rest}。", "It says that {got} was debited and {rest} is missing."),
        got=money_text(got),
        rest=money_text(rest),
    )


def _next_step(reading: TextReading, catalogue: Catalogue, names: Names) -> BothLanguages:
    if reading.is_failed:
        cause = reading.cause or CauseClass.UNKNOWN
        if reading.says is Says.PARTLY_PAID and cause in (CauseClass.UNKNOWN, CauseClass.INSUFFICIENT_FUNDS):
            return names.fill(_joined(_CHECK_FIRST, _FILL_UP), rest=_rest(reading))
        return names.fill(_joined(_CHECK_FIRST, catalogue.texts(cause).next_step))
    return names.fill(_STEPS[reading.says])


def _rest(reading: TextReading) -> BothLanguages:
    rest = money_told(reading, AmountRole.LEFT_TO_PAY)
    return money_text(rest) if rest is not None else BothLanguages("还差的部分", "the part that is missing")


_CHECK_FIRST: Final = BothLanguages(
    "先自己核实：打开{lender}的应用，或者打合同上的电话。属实的话，",
    "Check it yourself first: open {lender}'s app or call the number in your contract. If it is true: ",
)
_FILL_UP: Final = BothLanguages("请往{card}里再存够{rest}。", "have {rest} on {card}.")
_DO_NOT_PAY_TWICE: Final = BothLanguages(
    "先不要另外付这一期，以免扣两次；请打开{lender}的应用看结果。",
    "Don't settle this installment in another way now: it could be taken twice. See the result in {lender}'s app.",
)
_STEPS: Final = {
    Says.PAID: BothLanguages(
        "没有要您做的事；可以在银行流水里核对这一笔。", "There is nothing to do; you can check it in your bank's statement."
    ),
    Says.REVERSED: BothLanguages(
        "请打{lender}官方电话，问这一期还要不要还、怎么还。",
        "Ask {lender}'s official number whether and how this installment is to be settled.",
    ),
    Says.REMINDER: BothLanguages("请在扣款前让{card}里有足够的钱。", "Have enough money on {card} before the debit."),
    Says.OVERDUE: BothLanguages(
        "先自己核实：打开{lender}的应用，或者打合同上的电话，问欠多少、怎么还。",
        "Check it yourself: open {lender}'s app or call the number in your contract, and ask what is owed and how to settle it.",
    ),
    Says.PROCESSING: _DO_NOT_PAY_TWICE,
    Says.UNCLEAR: _DO_NOT_PAY_TWICE,
    Says.NOT_ABOUT_A_DEBIT: BothLanguages("为贷款没有要您做的事。", "There is nothing to do about a loan."),
}  # fmt: skip


def _names(reading: TextReading, lender_name: str) -> Names:
    card = InstrumentFacts(last4=reading.cards[0]) if reading.cards else None
    return names_of(DebitFacts(instrument=card, lender_name=lender_name, amount=money_told(reading, AmountRole.DUE)))


def _joined(first: BothLanguages, second: BothLanguages) -> BothLanguages:
    space = "" if first.en.endswith(" ") else " "
    return BothLanguages(first.zh + second.zh, first.en + space + second.en)
