"""D-3: a way back where there is no rail beside the page."""

from __future__ import annotations

from typing import Any

import pytest

from borrower_app.language import Language
from borrower_app.presentation.debits.pasted_message import pasted_view
from borrower_app.presentation.intents import GoBack
from borrower_app.presentation.words.parts import Action
from borrower_app.reason_catalogue import reason_catalogue
from tests.support.view_words import EN, ZH, words_of


def test_without_the_rail_there_is_a_way_back() -> None:
    for language, words in ((ZH, "返回"), (EN, "Back")):
        assert pasted_view("", language, reason_catalogue(), None, has_rail=False).back == Action(words, GoBack())
        assert pasted_view("", language, reason_catalogue(), None).back is None


def _words(text: str, language: Language = EN, **more: Any) -> str:
    return "\n".join(words_of(pasted_view(text, language, reason_catalogue(), None, **more)))


FAILED = "您的房贷扣款失败，请登录 https://pay.example-bank.cn/hk 处理，以免逾期。"


def test_a_link_of_the_lender_file_is_no_strange_one() -> None:
    assert "looks like fraud" in _words(FAILED)
    own = _words(FAILED, origins=("https://pay.example-bank.cn",))
    assert "looks like fraud" not in own
    assert "contains a link" not in own


@pytest.mark.parametrize(
    ("sender", "told"),
    [
        ("138 0000 0000", "ordinary phone number"),
        ("+852 5555 0000", "ordinary phone number"),
        ("someone@example.com", "mail address"),
        ("95588", ""),
        ("10690000 123", ""),
        ("示例银行", ""),
        ("", ""),
    ],
)
def test_who_it_came_from_is_told_where_it_tells_anything(sender: str, told: str) -> None:
    words = _words("您尾号1234的账户11月20日房贷4,003.40元扣款成功。", sender=sender)
    assert ("It came from" in words) == bool(told)
    assert told in words


def test_a_link_in_a_message_of_an_ordinary_phone_that_speaks_as_a_bank_is_an_alarm() -> None:
    text = "【示例银行】您的11月账单328.90元已自动还款成功，详情查看 https://m.example.com/p"
    assert "looks like fraud" not in _words(text, sender="95588")
    assert "looks like fraud" in _words(text, sender="13800000000")


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("您尾号1234的账户11月20日房贷4,003.40元扣款成功。", "There is nothing to do"),
        ("您的贷款将于11月20日扣款4,003.40元，请确保余额充足。", "Have enough money"),
        ("您尾号1234的账户因余额不足，本期月供4,003.40元扣款失败。", "Check it yourself first"),
        ("您的还款申请已受理，结果将另行通知。", "See the result"),
        ("请下载会议软件并共享屏幕，客服协助您取消代扣。", "Already clicked, paid or given something away?"),
    ],
)
def test_the_next_step_is_that_of_the_kind(text: str, step: str) -> None:
    view = pasted_view(text, EN, reason_catalogue(), None)
    assert view.result is not None
    assert any(step in words for words in words_of(view.result.nexts))


def test_a_message_typed_from_a_phone_is_read_over_line_breaks_and_slips_of_a_camera() -> None:
    text = "您尾号1234的账户\n11月2O日房贷4,003. 40元扣款失\n败，原因：余额不\n足，请及时存入"
    words = _words(text)
    assert "It says that the debit failed" in words
    assert "4,003.40" in words
    assert "November 20" in words or "Nov 20" in words or "20 Nov" in words
