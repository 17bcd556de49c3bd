"""F-2 in each state of a sign-in: what is said, which way is offered first, what can be pressed."""

from __future__ import annotations

from typing import Any

import pytest

from borrower_app.failures import FailureCode, Offline, SignInNeeded
from borrower_app.presentation.intents import Address, CancelSignIn, OpenBrowserAgain, StartSignIn
from borrower_app.presentation.sign_in.sign_in import SignInFacts, sign_in_view
from borrower_app.presentation.sign_in.views import BeginSignInView, OnPhoneView
from tests.support.view_words import EN, ZH, actions_of, words_of

LENDER = "示例银行"
GUIDE = Address("C-2", "card")


def facts_of(**facts: Any) -> SignInFacts:
    return SignInFacts(LENDER, "login.example.test", **facts)


@pytest.mark.parametrize(
    ("facts", "zh", "en"),
    [
        (
            {},
            "您在示例银行自己的网页上登录，这个软件看不到您的密码。",
            "You sign in on 示例银行's own page. This app never sees your password.",
        ),
        (
            {"back_to": GUIDE},
            "这项修改要先确认是您本人：请再登录一次。",
            "This change needs proof that it is you: please sign in once more.",
        ),
        ({"stage": "preparing"}, "正在联系示例银行…", "Connecting to 示例银行 …"),
        ({"stage": "preparing", "way": "phone"}, "正在向示例银行获取登录码…", "Asking 示例银行 for a code …"),
        (
            {"stage": "ended"},
            "时间到了，登录没有完成。数据都在，可以重新开始。",
            "The time is over. Nothing is lost; you can begin again.",
        ),
        (
            {"stage": "ended", "way": "phone"},
            "这个码过期了。数据都在，请重新获取。",
            "The code's time is over. Nothing is lost; ask for a new one.",
        ),
        (
            {"stage": "declined"},
            "浏览器里没有同意登录。什么都没有改变。",
            "The sign-in was declined in the browser. Nothing was changed.",
        ),
        (
            {"stage": "declined", "way": "phone"},
            "手机上没有同意登录。什么都没有改变。",
            "The sign-in was declined on the phone. Nothing was changed.",
        ),
        (
            {"stage": "failed"},
            "这次没有登录成功。您的数据都还在。",
            "The sign-in did not work this time. Your data are still here.",
        ),
        ({"stage": "waiting"}, "请到浏览器里继续", "Go on in the browser"),
        ({"stage": "waiting", "way": "phone"}, "1. 用手机扫一扫", "1. Scan this with your phone"),
        ({"unsent": 1}, "有 1 项改动在等，登录后就发出。", "1 change is waiting and will be sent after the sign-in."),
        ({"unsent": 2}, "有 2 项改动在等，登录后就发出。", "2 changes are waiting and will be sent after the sign-in."),
    ],
)
def test_each_state_says_its_own(facts: dict[str, Any], zh: str, en: str) -> None:
    assert zh in words_of(sign_in_view(facts_of(**facts), ZH))
    assert en in words_of(sign_in_view(facts_of(**facts), EN))


@pytest.mark.parametrize("stage", ["idle", "preparing", "waiting", "ended", "declined", "failed"])
def test_what_to_look_at_stands_beside_every_state(stage: Any) -> None:
    zh, en = (sign_in_view(facts_of(stage=stage), language) for language in (ZH, EN))
    assert (zh.title, en.title) == ("登录示例银行", "Sign in to 示例银行")
    assert words_of(zh.promises)[2::3] == [
        "请和纸质合同上的网址核对：login.example.test",
        "密码和验证码只在示例银行自己的网页上输入，不要念给任何人。",
        "登录不会动钱，也不会改变示例银行的任何记录。",
    ]
    assert "Compare the address with your paper contract: login.example.test" in words_of(en.promises)


def test_what_went_wrong_is_said() -> None:
    view = sign_in_view(facts_of(stage="failed", failure=Offline(FailureCode.UNREACHABLE)), EN)
    assert any("can't be reached" in words for words in words_of(view.card))


@pytest.mark.parametrize(
    ("facts", "zh", "en"),
    [
        ({}, ["用浏览器登录", "用手机扫码登录"], ["Sign in with the browser", "Scan with your phone"]),
        ({"way": "phone"}, ["用浏览器登录", "用手机扫码登录"], ["Sign in with the browser", "Scan with your phone"]),
        (
            {"way": "phone", "stage": "ended"},
            ["重新获取登录码", "用浏览器登录"],
            ["Ask for a new code", "Sign in with the browser"],
        ),
        (
            {"way": "phone", "stage": "failed"},
            ["用手机扫码登录", "用浏览器登录"],
            ["Scan with your phone", "Sign in with the browser"],
        ),
        (
            {"stage": "failed", "failure": SignInNeeded(FailureCode.SIGN_IN_BROWSER_UNUSABLE)},
            ["用手机扫码登录", "用浏览器登录"],
            ["Scan with your phone", "Sign in with the browser"],
        ),
        ({"not_offered": frozenset({"browser"})}, ["用手机扫码登录"], ["Scan with your phone"]),
        ({"stage": "preparing"}, ["取消"], ["Cancel"]),
    ],
)
def test_the_likely_next_step_comes_first(facts: dict[str, Any], zh: list[str], en: list[str]) -> None:
    assert list(actions_of(sign_in_view(facts_of(**facts), ZH).card)) == zh
    assert list(actions_of(sign_in_view(facts_of(**facts), EN).card)) == en


def test_each_way_keeps_where_the_change_is_waiting() -> None:
    assert actions_of(sign_in_view(facts_of(back_to=GUIDE), EN)) == {
        "Sign in with the browser": StartSignIn("browser", GUIDE),
        "Scan with your phone": StartSignIn("phone", GUIDE),
        "Back": CancelSignIn(),
    }


def test_there_is_a_way_back_only_where_one_came_from() -> None:
    assert "返回" in actions_of(sign_in_view(facts_of(back_to=GUIDE), ZH))
    assert "返回" not in actions_of(sign_in_view(facts_of(), ZH))
    # While it is being prepared there is the cancel.
    assert "返回" not in actions_of(sign_in_view(facts_of(back_to=GUIDE, stage="preparing"), ZH))


def test_before_the_browser_the_page_can_be_opened_again_and_the_way_changed() -> None:
    assert actions_of(sign_in_view(facts_of(stage="waiting", back_to=GUIDE), EN).card) == {
        "Open the page again": OpenBrowserAgain(),
        "Cancel": CancelSignIn(),
        "Scan with your phone instead": StartSignIn("phone", GUIDE),
    }
    alone = facts_of(stage="waiting", not_offered=frozenset({"phone"}))
    assert list(actions_of(sign_in_view(alone, ZH).card)) == ["再打开一次网页", "取消"]


def test_the_phone_gets_a_code_to_compare() -> None:
    facts = facts_of(
        stage="waiting",
        way="phone",
        user_code="WDJB-MJHT",
        address="https://login.example.test/device",
        scan_address="https://login.example.test/device?user_code=WDJB-MJHT",
        minutes_left=9,
    )
    card = sign_in_view(facts, EN).card
    assert isinstance(card, OnPhoneView)
    assert card.scan_address == "https://login.example.test/device?user_code=WDJB-MJHT"
    assert (card.code, card.spelled_code) == ("WDJB-MJHT", "W D J B - M J H T")
    assert card.time_left == "The code is good for 9 more minutes."
    assert card.by_hand == "Or open https://login.example.test/device on the phone."
    assert "这个码还有 9 分钟有效。" in words_of(sign_in_view(facts, ZH))


def test_without_an_address_that_holds_the_code_the_plain_one_is_scanned() -> None:
    card = sign_in_view(facts_of(stage="waiting", way="phone", address="https://l.example.test/d"), EN).card
    assert isinstance(card, OnPhoneView)
    assert card.scan_address == "https://l.example.test/d"


def test_nothing_waits_where_nothing_is_unsent() -> None:
    card = sign_in_view(facts_of(), EN).card
    assert isinstance(card, BeginSignInView)
    assert (card.unsent, card.problem) == ("", "")


def other_person(**facts: Any) -> SignInFacts:
    return facts_of(
        stage="failed", failure=SignInNeeded(FailureCode.SIGN_IN_OTHER_PERSON), may_have_folders=True, **facts
    )


def test_another_person_is_offered_a_folder_first_and_wiping_last() -> None:
    card = sign_in_view(other_person(), EN).card
    assert isinstance(card, BeginSignInView)
    assert card.told == "These records are somebody else's."
    assert card.own_folder is not None
    assert card.own_folder.make == "Make the folder and open it"
    assert card.own_folder.wipe is not None
    assert card.own_folder.wipe.opens == Address("T-1", "sign-out-all"), "it asks as a sign-out does"
    assert "由这些记录的主人来登录" in "\n".join(words_of(sign_in_view(other_person(), ZH)))


def test_where_nothing_is_kept_there_is_no_folder() -> None:
    facts = facts_of(stage="failed", failure=SignInNeeded(FailureCode.SIGN_IN_OTHER_PERSON))
    card = sign_in_view(facts, EN).card
    assert isinstance(card, BeginSignInView)
    assert card.own_folder is None
