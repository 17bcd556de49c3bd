"""Negations, questions, guesses, "this or that", and somebody else's account: none names the borrower's cause."""

from __future__ import annotations

import pytest

from borrower_app.debits.reading_texts.accusations import accuses
from borrower_app.debits.reading_texts.reading import read_text


@pytest.mark.parametrize(
    "text",
    [
        "余额不足或卡状态异常",
        "账户状态异常或余额不足",
        "余额不足/卡状态异常",
        "余额不足？",
        "是余额不足吗？",
        "卡已过期或密码错误",
        "insufficient funds or card restricted",
        "可能是余额不足",
        "非余额不足",
        "无余额不足情况",
        "贵司备付金余额不足",
        "代扣专户余额不足",
        "出款账户可用余额不足",
        "您的商户号余额不足，请充值",
        "insufficient funds in merchant account",
        "余额不足或超过限额",
    ],
)
def test_no_cause(text: str) -> None:
    assert read_text(text).cause is None


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("余额不足或可用资金不足", "insufficient_funds"),
        ("超过单笔限额或日累计限额", "limit_exceeded"),
        ("卡已挂失或已过期", "card_expired_or_lost"),
        ("户名或证件号不符", "details_mismatch"),
        ("not enough funds or balance", "insufficient_funds"),
    ],
)
def test_two_words_for_one_cause_name_it(text: str, cause: str) -> None:
    found = read_text(text).cause
    assert found is not None
    assert found.value == cause


@pytest.mark.parametrize(
    "text", ["涉嫌欺诈", "有作弊嫌疑", "疑似洗钱", "伪冒卡", "Suspected FRAUD", "stolen card", "没收卡"]
)
def test_an_accusation_is_recognised(text: str) -> None:
    assert accuses(text)


@pytest.mark.parametrize("text", ["余额不足", "卡已过期", "insufficient funds", "发卡不予承兑"])
def test_a_plain_reason_accuses_nobody(text: str) -> None:
    assert not accuses(text)
