"""F-1, step by step: what each says, and what leads on."""

from __future__ import annotations

from typing import Any

import pytest

from borrower_app.failures import FailureCode, KeysUnavailable, Offline
from borrower_app.presentation.first_start.first_start import FetchFacts, FirstStartFacts, first_start_view
from borrower_app.presentation.first_start.views import FetchView, FirstStartView, KeyChoiceView
from borrower_app.presentation.intents import (
    BeginFirstStart,
    BeginWith,
    ChooseLook,
    FinishFirstStart,
    PutOffPin,
    StartPractice,
    SyncNow,
    opens,
)
from borrower_app.presentation.sign_in.sign_in import SignInFacts, sign_in_view
from borrower_app.presentation.words.new_passphrase import new_passphrase_problems
from tests.support.view_words import EN, ZH, actions_of, words_of

LENDER = "示例银行"
SIGN_IN = SignInFacts(LENDER, "login.example.test")


def view_of(step: Any, language: Any = EN, **facts: Any) -> FirstStartView:
    return first_start_view(FirstStartFacts(step, LENDER, SIGN_IN, **facts), language)


@pytest.mark.parametrize(
    ("step", "zh", "en"),
    [
        ("welcome", "第 1 步，共 5 步：欢迎", "Step 1 of 5: Welcome"),
        ("safety", "第 2 步，共 5 步：保管方式", "Step 2 of 5: Keep it safe"),
        ("pin", "第 3 步，共 5 步：PIN", "Step 3 of 5: PIN"),
        ("choose", "第 4 步，共 5 步：您的贷款", "Step 4 of 5: Your loan"),
        ("sign_in", "第 4 步，共 5 步：您的贷款", "Step 4 of 5: Your loan"),
        ("fetch", "第 5 步，共 5 步：第一次更新", "Step 5 of 5: First fetch"),
    ],
)
def test_one_sees_where_one_is(step: str, zh: str, en: str) -> None:
    assert view_of(step, ZH).told == zh
    assert view_of(step, EN).told == en
    assert view_of(step, EN).steps[view_of(step, EN).now] == en.rpartition(": ")[2]


@pytest.mark.parametrize(
    ("step", "facts", "zh", "en"),
    [
        (
            "welcome",
            {},
            {
                "贷款的事，一眼看明白",
                "示例银行记录的贷款资料：还款计划、扣款、还款卡、代扣授权。",
                "除了示例银行，不会发给任何人。",
                "卡号。",
            },
            {
                "See what happens with your loan, at one glance",
                "What 示例银行 has on record about your loans: schedule, debits, cards, authorisations.",
                "Nothing is sent to anybody but 示例银行.",
                "Card numbers.",
            },
        ),
        (
            "safety",
            {},
            {"打开数据的钥匙怎么保管？", "正在找这台电脑的钥匙库…", "用口令", "什么都不留"},
            {
                "How shall the key to your data be kept?",
                "Looking for this computer's key store …",
                "With a passphrase",
                "Keep nothing",
            },
        ),
        ("safety", {"keyring_usable": True}, {"交给这个账户保管"}, {"Keep it with this account"}),
        (
            "safety",
            {"keyring_usable": False},
            {"这台电脑现在没有能用的钥匙库，请选另外两种。"},
            {"This computer has no key store that can be used now. Choose one of the others."},
        ),
        ("pin", {}, {"设一个 PIN，防旁人偷看", "新 PIN"}, {"A PIN against curious eyes", "New PIN"}),
        (
            "choose",
            {},
            {"您想先做哪一样？", "看示例银行记录的贷款", "我收到一条扣款短信"},
            {"What would you like to do first?", "See what 示例银行 has on record", "I got a message about a debit"},
        ),
        ("sign_in", {}, {"登录示例银行", "先做别的"}, {"Sign in to 示例银行", "Begin with something else"}),
        (
            "fetch",
            {"fetch": FetchFacts(1)},
            {"正在取您的记录", "已收到并存好 1 条记录。", "可以关闭软件，下次从停下的地方继续。"},
            {
                "Fetching your records",
                "1 record has come and is stored.",
                "You may close the app: it goes on where it stopped.",
            },
        ),
        (
            "fetch",
            {"fetch": FetchFacts(2, is_kept=False)},
            {"已收到 2 条记录。", "先别关软件：这台电脑上什么都不留，关了就要从头开始。"},
            {
                "2 records have come.",
                "Keep the app open: nothing is kept on this computer, so closing it begins anew.",
            },
        ),
        (
            "fetch",
            {"fetch": FetchFacts(900, is_done=True)},
            {"您的记录到了", "已收到并存好 900 条记录。", "去首页"},
            {"Your records are here", "900 records have come and are stored.", "Go to Home"},
        ),
        (
            "fetch",
            {"fetch": FetchFacts(90, failure=Offline(FailureCode.UNREACHABLE))},
            {"正在取您的记录", "再试一次", "先去首页"},
            {"Fetching your records", "Try again", "Go to Home without them"},
        ),
    ],
)
def test_each_step_says_its_own(step: str, facts: dict[str, Any], zh: set[str], en: set[str]) -> None:
    assert zh <= set(words_of(view_of(step, ZH, **facts)))
    assert en <= set(words_of(view_of(step, EN, **facts)))


@pytest.mark.parametrize(
    ("step", "facts", "ways"),
    [
        (
            "welcome",
            {},
            {
                "中文": ChooseLook(language="zh"),
                "Go on": BeginFirstStart(),
                "I got a message about a debit": opens("D-3"),
                "Practise": StartPractice(),
            },
        ),
        ("pin", {}, {"Later": PutOffPin()}),
        (
            "choose",
            {"practice": "again"},
            {
                "Connect to 示例银行": BeginWith("lender"),
                "Enter a loan": BeginWith("own_loan"),
                "Paste a message": BeginWith("message"),
                "Practise once more": StartPractice(),
            },
        ),
        ("fetch", {"fetch": FetchFacts(3)}, {}),
        ("fetch", {"fetch": FetchFacts(3, is_done=True)}, {"Go to Home": FinishFirstStart()}),
        (
            "fetch",
            {"fetch": FetchFacts(3, failure=Offline(FailureCode.UNREACHABLE))},
            {"Try again": SyncNow(), "Go to Home without them": FinishFirstStart()},
        ),
    ],
)
def test_what_leads_on_from_each_step(step: str, facts: dict[str, Any], ways: dict[str, object]) -> None:
    assert actions_of(view_of(step, EN, **facts)) == ways


def test_the_other_language_is_offered_in_its_own_words() -> None:
    assert actions_of(view_of("welcome", ZH))["English"] == ChooseLook(language="en")
    assert actions_of(view_of("welcome", EN))["中文"] == ChooseLook(language="zh")


def test_the_sign_in_is_the_one_of_its_own_page_with_a_way_back() -> None:
    view = view_of("sign_in", ZH)
    assert set(words_of(sign_in_view(SIGN_IN, ZH))) < set(words_of(view))
    assert actions_of(view)["先做别的"] == BeginWith("choices")


def test_a_key_that_could_not_be_kept_is_told_beside_the_choice() -> None:
    refused = KeysUnavailable(FailureCode.KEYRING_REFUSED)
    zh, en = (view_of("safety", language, keyring_usable=True, keys_failure=refused).part for language in (ZH, EN))
    assert isinstance(zh, KeyChoiceView)
    assert isinstance(en, KeyChoiceView)
    assert zh.problem
    assert en.problem
    assert zh.problem != en.problem
    assert (en.keyring.choose, en.keyring.told) == ("Keep it with this account", "")


@pytest.mark.parametrize(
    ("typed", "again", "zh", "en"),
    [
        ("seven77", "seven77", ("请至少输入 8 个字符。", ""), ("At least 8 characters, please.", "")),
        ("eight888", "eight889", ("", "两次输入的不一样。"), ("", "The two are not the same.")),
        ("eight888", "eight888", ("", ""), ("", "")),
    ],
)
def test_what_is_wrong_with_a_passphrase_stands_beside_its_entry(
    typed: str, again: str, zh: tuple[str, str], en: tuple[str, str]
) -> None:
    for language, wanted in ((ZH, zh), (EN, en)):
        part = view_of("safety", language).part
        assert isinstance(part, KeyChoiceView)
        assert new_passphrase_problems(part.passphrase, typed, again) == wanted


def _share(facts: FetchFacts) -> int:
    part = view_of("fetch", fetch=facts).part
    assert isinstance(part, FetchView)
    return part.thousandths


def test_the_bar_never_goes_back_and_is_full_only_when_all_is_there() -> None:
    shares = [_share(FetchFacts(records)) for records in (0, 10, 100, 1000, 10_000, 1_000_000)]
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] < _share(FetchFacts(5, is_checking=True)) < 1000
    assert _share(FetchFacts(0, is_done=True)) == 1000


@pytest.mark.parametrize(
    ("offer", "zh", "en"),
    [
        ("new", "开始练习", "Practise"),
        ("starting", "正在准备虚构的贷款…", "Preparing the made-up loan …"),
        ("again", "再练一次", "Practise once more"),
    ],
)
def test_practice_is_offered_at_the_welcome_and_at_the_choice(offer: str, zh: str, en: str) -> None:
    for step in ("welcome", "choose"):
        assert zh in actions_of(view_of(step, ZH, practice=offer))
        assert en in actions_of(view_of(step, EN, practice=offer))


def test_practice_does_not_offer_practice() -> None:
    for step in ("welcome", "choose"):
        assert StartPractice() not in actions_of(view_of(step, practice="none")).values()
