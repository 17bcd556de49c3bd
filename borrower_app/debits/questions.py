# ruff: noqa: E501 - a Chinese and an English question stand beside each other; Chinese counts double there
"""The exact questions to ask lender or bank on the phone, one for each thing that a record leaves out."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from borrower_app.debits.verdict import BothLanguages


class Topic(StrEnum):
    """What is asked about."""

    GRACE = "grace"
    PENALTY = "penalty"
    CREDIT = "credit"
    ALLOCATION = "allocation"
    CHECKING = "checking"
    RETRY = "retry"
    BANK_LIMIT = "bank_limit"
    MANDATE = "mandate"
    CARD = "card"
    SHIFTING = "shifting"
    ARREARS = "arrears"


QUESTIONS: Final = {
    Topic.GRACE: BothLanguages(
        "您好，请问还款日之后有没有宽限期、有几天，写在合同哪一条？",
        "Hello, are there days of grace after the due date, how many, and which clause says so?",
    ),
    Topic.PENALTY: BothLanguages(
        "您好，请问逾期的罚息怎么算：年利率多少、按多少钱算、从哪天算起，写在合同哪一条？",
        "Hello, how is penalty interest worked out: which rate, on which amount, from which day, and by which clause?",
    ),
    Topic.CREDIT: BothLanguages(
        "您好，请问这一期如果晚还，会不会报送征信、从哪天起报送，写在合同哪一条？",
        "Hello, if this installment is late, is it reported to the credit bureau, from which day, and by which clause?",
    ),
    Topic.ALLOCATION: BothLanguages(
        "您好，请问如果只还一部分，钱先还费用、罚息、利息还是本金，写在合同哪一条？",
        "Hello, if only a part is paid, does it go to fees, penalty, interest or principal first, and by which clause?",
    ),
    Topic.CHECKING: BothLanguages(
        "您好，这笔扣款的结果什么时候能核对出来？核对期间算不算逾期、会不会收罚息？",
        "Hello, when is the result of this debit known? Does the time until then count as late or cost penalty interest?",
    ),
    Topic.RETRY: BothLanguages(
        "您好，请问这一期会不会再扣、什么时候再扣、扣多少？如果我自己还，会不会再扣一次？",
        "Hello, is this installment debited again, when, and how much? If I pay it by hand, is it debited all the same?",
    ),
    Topic.BANK_LIMIT: BothLanguages(
        "您好，请问我这张卡每次、每天、每年最多能被扣多少，是几类户，怎么调高？",
        "Hello, how much may be debited from my card at once, a day and a year, which account class is it, and how is it raised?",
    ),
    Topic.MANDATE: BothLanguages(
        "您好，请问我的代扣授权现在有没有效、到哪一天、每次每天每月最多扣多少？",
        "Hello, is my mandate in force, until which day, and how much may be debited at once, a day and a month?",
    ),
    Topic.CARD: BothLanguages(
        "您好，请问这笔贷款现在登记的还款卡是哪一张、有效到什么时候、是谁的卡？",
        "Hello, which repayment card is registered for this loan, how long is it valid, and whose card is it?",
    ),
    Topic.SHIFTING: BothLanguages(
        "您好，请问还款日遇到周末或者法定节假日，是当天扣、提前扣还是顺延，写在合同哪一条？",
        "Hello, if the due date is a weekend or a public holiday, is it debited that day, earlier or later, and by which clause?",
    ),
    Topic.ARREARS: BothLanguages(
        "您好，请问下一次扣款会不会连没还的各期和罚息一起扣，一共多少钱？",
        "Hello, does the next debit also take the unpaid installments and the penalty interest, and how much is it together?",
    ),
}
"""Said to the party that the page names; long enough to be complete, short enough to be read out in one breath."""
