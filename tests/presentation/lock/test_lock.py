"""F-3 in each of its uses: what is asked, what is said about the last try, which ways out there are."""

from __future__ import annotations

from typing import Any

import pytest

from borrower_app.failures import FailureCode, KeysUnavailable
from borrower_app.presentation.intents import ChooseSignIn, GoBack, PutOffPin, Quit
from borrower_app.presentation.lock.lock import LockFacts, lock_view
from borrower_app.presentation.lock.new_pin import new_pin_problems, new_pin_view
from borrower_app.presentation.lock.views import ClosedView, NewPinView, UnlockView
from tests.support.view_words import EN, ZH, actions_of, words_of

LOCKED: dict[str, Any] = {"is_locked": True, "has_pin": True, "knows_lender": True}


@pytest.mark.parametrize(
    ("facts", "zh", "en"),
    [
        (LOCKED, {"已锁定", "PIN", "解锁"}, {"Locked", "PIN", "Unlock"}),
        (
            {**LOCKED, "was_wrong": True, "tries_left": 1},
            {"PIN 不对。", "还可以试 1 次。"},
            {"This is not the PIN.", "1 try is left."},
        ),
        ({**LOCKED, "tries_left": 4}, {"还可以试 4 次。"}, {"4 tries are left."}),
        (
            {**LOCKED, "closed_minutes": 15},
            {"输错次数太多。数据都在，没有丢。", "15 分钟后可以再试，或现在登录。"},
            {"Too many wrong tries. Nothing is lost.", "You can try again in 15 minutes, or sign in now."},
        ),
        (
            {"purpose": "export", "has_pin": True},
            {"请先输入 PIN", "导出的内容会离开本软件，所以要先输入 PIN。"},
            {"Enter your PIN first", "An export leaves this app, so it asks for your PIN."},
        ),
        (
            {"purpose": "reveal", "has_pin": True},
            {"请先输入 PIN", "输入 PIN 后才能看遮住的内容。"},
            {"Enter your PIN first", "Hidden values are shown only after your PIN."},
        ),
        (
            {"purpose": "passphrase"},
            {"您的数据用口令保管", "口令", "打开"},
            {"Your data are behind a passphrase", "Passphrase", "Open"},
        ),
        (
            {"purpose": "passphrase", "failure": KeysUnavailable(FailureCode.PASSPHRASE_WRONG)},
            {"这不是这些数据的口令。数据仍然是加密的。请再输入一次。"},
            {"This is not the passphrase of these data. The data stay encrypted. Type it again."},
        ),
        ({"purpose": "set-pin"}, {"设置 PIN", "新 PIN", "就用这个 PIN"}, {"Set a PIN", "New PIN", "Set this PIN"}),
        (
            {"purpose": "set-pin", "has_pin": True, "was_wrong": True},
            {"更换 PIN", "现在的 PIN", "现在的 PIN 不是这个。"},
            {"Change the PIN", "The PIN so far", "The PIN so far is not this one."},
        ),
    ],
)
def test_each_use_says_its_own(facts: dict[str, Any], zh: set[str], en: set[str]) -> None:
    assert zh <= set(words_of(lock_view(LockFacts(**facts), ZH)))
    assert en <= set(words_of(lock_view(LockFacts(**facts), EN)))


def test_nothing_is_said_about_a_try_before_one_was_made() -> None:
    card = lock_view(LockFacts(**LOCKED), EN).card
    assert isinstance(card, UnlockView)
    assert (card.asks, card.problem, card.tries_left) == ("pin", "", "")


def test_while_it_is_closed_there_is_nothing_to_type() -> None:
    view = lock_view(LockFacts(**LOCKED, was_wrong=True, tries_left=0, closed_minutes=1), EN)
    assert view.card == ClosedView(
        "Too many wrong tries. Nothing is lost.", "You can try again in 1 minute, or sign in now."
    )


@pytest.mark.parametrize(
    ("facts", "ways"),
    [
        (LOCKED, {"Sign in instead": ChooseSignIn(), "Close the app": Quit()}),
        ({**LOCKED, "knows_lender": False}, {"Close the app": Quit()}),
        ({"purpose": "export", "has_pin": True, "knows_lender": True}, {"Back": GoBack()}),
        (
            {"purpose": "reveal", "has_pin": True, "knows_lender": True, "closed_minutes": 3},
            {"Sign in instead": ChooseSignIn(), "Back": GoBack()},
        ),
        ({"purpose": "passphrase", "knows_lender": True}, {"Close the app": Quit()}),
        ({"purpose": "set-pin", "has_pin": True, "knows_lender": True}, {}),
    ],
)
def test_there_is_a_way_out_of_each_use(facts: dict[str, Any], ways: dict[str, object]) -> None:
    assert actions_of(lock_view(LockFacts(**facts), EN)) == ways


def test_a_locked_window_gives_no_reason_though_an_export_led_there() -> None:
    assert lock_view(LockFacts(purpose="export", is_locked=True, has_pin=True), EN).title == "Locked"


def test_the_pin_so_far_is_asked_for_only_where_there_is_one() -> None:
    assert new_pin_view(EN).current == ""
    assert new_pin_view(ZH, has_pin=True).current == "现在的 PIN"


def test_a_first_pin_can_be_put_off() -> None:
    assert new_pin_view(EN).later is None
    assert actions_of(new_pin_view(ZH, may_put_off=True)) == {"以后再说": PutOffPin()}


@pytest.mark.parametrize(
    ("pin", "again", "zh", "en"),
    [
        ("12345", "12345", ("请输入 6 到 12 位数字。", ""), ("6 to 12 digits, please.", "")),
        ("1234567890123", "1234567890123", ("请输入 6 到 12 位数字。", ""), ("6 to 12 digits, please.", "")),
        ("12345a", "12345a", ("请输入 6 到 12 位数字。", ""), ("6 to 12 digits, please.", "")),
        ("１２３４５６", "１２３４５６", ("请输入 6 到 12 位数字。", ""), ("6 to 12 digits, please.", "")),
        ("777777", "777777", ("请不要只用一个数字。", ""), ("Not one digit over and over, please.", "")),
        ("135790", "135791", ("", "两次输入的不一样。"), ("", "The two are not the same.")),
        ("135790", "135790", ("", ""), ("", "")),
        ("123456789012", "123456789012", ("", ""), ("", "")),
    ],
)
def test_what_is_wrong_with_a_new_pin_stands_beside_its_entry(
    pin: str, again: str, zh: tuple[str, str], en: tuple[str, str]
) -> None:
    assert new_pin_problems(new_pin_view(ZH), pin, again) == zh
    assert new_pin_problems(new_pin_view(EN), pin, again) == en


def test_a_new_pin_is_asked_for_in_settings_as_at_first_start() -> None:
    card = lock_view(LockFacts(purpose="set-pin"), ZH).card
    assert isinstance(card, NewPinView)
    assert card == new_pin_view(ZH)
