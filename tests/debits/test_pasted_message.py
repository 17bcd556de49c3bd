"""A pasted message: what is recognised, the signs of fraud with their reasons, and the attempt it is about."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borrower_app.debits.pasted_message import matching_attempt, read_message
from borrower_app.debits.reading_texts.fraud_signs import FraudSign
from borrower_app.debits.reading_texts.normal_text import LONGEST_READ
from borrower_app.debits.reading_texts.statement import Says
from borrower_app.debits.verdict import CauseClass
from borrower_app.language import Language, LanguageCode
from borrower_app.lending.money import Money
from borrower_app.presentation.debits.pasted_message import pasted_view
from borrower_app.reason_catalogue import reason_catalogue
from borrower_app.records.debit import DebitAttempt, InstrumentOnTheDay

CHINA = dt.timezone(dt.timedelta(hours=8))
GENUINE = (
    "【示例银行】您尾号1234的工商银行卡于11月20日扣款4,003.40元失败，原因：余额不足，请于今日22:30前存足。"
    "本行工作人员不会向您索取验证码，请勿向任何人透露密码。"
)


def _attempt(identifier: str, amount: int = 400_340, day: int = 20, last4: str = "1234") -> DebitAttempt:
    at = dt.datetime(2026, 11, day, 8, 1, tzinfo=CHINA)
    return DebitAttempt(
        id=identifier,
        reference="48210934",
        loan_id="loan",
        installments=(10,),
        planned_at=at,
        attempted_at=at,
        amount_requested=Money(amount, "CNY"),
        rail="unionpay",
        instrument=InstrumentOnTheDay(token="card", last4=last4, bank="工商银行"),
    )


def test_a_genuine_message_is_read_and_raises_no_alarm() -> None:
    message = read_message(GENUINE, ("示例银行", "工商银行", "建设银行"))
    assert message.amounts == ("4003.40",)
    assert message.days == ((None, 11, 20),)
    assert message.last_four == ("1234",)
    assert message.names == ("示例银行", "工商银行")
    assert message.reading.cause is CauseClass.INSUFFICIENT_FUNDS
    assert message.fraud.signs == ()


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("还款请点击 http://pay.example/abc", FraudSign.LINK),
        ("请登录 huankuan-yinhang.top 处理", FraudSign.LINK),
        ("请把收到的验证码发给客服", FraudSign.CODE_ASKED),
        ("Please send us the verification code you get", FraudSign.CODE_ASKED),
        ("请提供您的交易密码核对", FraudSign.CODE_ASKED),
        ("有疑问请加微信 kefu8899", FraudSign.MESSENGER),
        ("请联系专员 13800138000", FraudSign.PRIVATE_NUMBER),
        ("请下载会议软件并共享屏幕", FraudSign.REMOTE_CONTROL),
        ("请转账至指定账户还清", FraudSign.TRANSFER_TO_ACCOUNT),
        ("请将资金转入安全账户", FraudSign.TRANSFER_TO_ACCOUNT),
        ("逾期将起诉并通知您的家人", FraudSign.THREAT),
        ("最后通知：今日不还将上门", FraudSign.THREAT),
        ("请下载安装还款APP", FraudSign.REMOTE_CONTROL),
        ("【示例银行】您的房贷本期扣款失败，请登录hkfix.com处理，否则影响征信。", FraudSign.LINK),
        ("您的贷款扣款失败请点hkfix.top核实", FraudSign.LINK),
        ("请访问 hk88.icu 处理", FraudSign.LINK),
        ("请复制链接hk.fun/ab到浏览器打开", FraudSign.LINK),
        ("还款至 6222 0000 1111 2222 张三", FraudSign.TRANSFER_TO_ACCOUNT),
        ("刚收到的六位数字报给客服", FraudSign.CODE_ASKED),
        ("请扫描二维码还款", FraudSign.QR_PAYMENT),
        ("加V：hk8899咨询", FraudSign.MESSENGER),
        ("请点击ｈｔｔｐ：／／ｐａｙ．example／ａ", FraudSign.LINK),
    ],
)
def test_each_sign_of_fraud_is_named(text: str, sign: FraudSign) -> None:
    assert sign in read_message(text).fraud.signs


@pytest.mark.parametrize(
    "text",
    [
        "请勿向任何人提供验证码",
        "我行不会要求您共享屏幕",
        "切勿将验证码告知他人",
        "We will never ask you to send your password",
        "请勿转账至陌生账户",
    ],
)
def test_a_warning_against_fraud_is_no_sign_of_it(text: str) -> None:
    assert read_message(text).fraud.signs == ()


def test_the_attempt_is_found_by_two_agreeing_details() -> None:
    attempts = [_attempt("a"), _attempt("b", amount=400_341), _attempt("c", day=21), _attempt("d", last4="5678")]
    found = matching_attempt(read_message(GENUINE), attempts, CHINA)
    assert found is not None
    assert found.id == "a"


@pytest.mark.parametrize(
    "text",
    [
        "尾号1234的卡扣款失败",  # one detail is not enough
        "尾号1234的卡11月20日扣款4,003.41元失败",  # the amount differs
        "尾号9999的卡11月20日扣款4,003.40元失败",  # the card differs
        "尾号1234的卡11月19日扣款4,003.40元失败",  # the day differs
        "2025年11月20日扣款4003.40元失败",  # the year differs
        "扣款失败",
    ],
)
def test_no_attempt_is_guessed(text: str) -> None:
    assert matching_attempt(read_message(text), [_attempt("a")], CHINA) is None


def test_two_that_fit_equally_are_not_chosen_between() -> None:
    twins = [_attempt("a"), _attempt("b")]
    assert matching_attempt(read_message(GENUINE), twins, CHINA) is None


@pytest.mark.parametrize("text", ["还款未成功", "扣款没有成功", "payment was not successful"])
def test_not_paid_is_not_read_as_paid(text: str) -> None:
    assert read_message(text).reading.says is not Says.PAID


@settings(deadline=None)
@given(st.text(max_size=400), st.sampled_from(get_args(LanguageCode)))
def test_any_text_gives_a_page_of_plain_lines(text: str, code: LanguageCode) -> None:
    view = pasted_view(text, Language(code), reason_catalogue(), None)
    assert view.text == text
    if view.result is None:
        return
    for line in (*view.result.said, *view.result.proof, *view.result.nexts, *view.result.warnings):
        for piece in line.words:
            assert all(unicodedata.category(character)[0] != "C" for character in piece.text)


def test_a_huge_text_is_read_to_a_bound() -> None:
    message = read_message("余额不足" * 100_000)
    assert len(message.text) <= 2 * LONGEST_READ


def test_fraud_outranks_everything_it_says() -> None:
    view = pasted_view("尾号1234扣款失败，请点击 http://a.example 还款", Language("zh"), reason_catalogue(), None)
    assert view.result is not None
    assert view.result.warnings
    assert "不点链接" in view.result.nexts[0].words[0].text
    assert "http" not in "".join(piece.text for line in view.result.said for piece in line.words)
