"""F-3 in each of its uses: what is asked, what is said about the last try, which ways out there are."""

from __future__ import annotations

from typing import Any

import pytest

from borrower_app.failures import FailureCode, KeysUnavailable
from borrower_app.presentation.intents import (
    BeginAnew,
    DropNewPin,
    GoBack,
    GoOnAnew,
    PutOffPin,
    Quit,
    SawRecoveryCode,
    ShowRecoveryCode,
    opens,
)
from borrower_app.presentation.lock.lock import LockFacts, lock_view
from borrower_app.presentation.lock.new_pin import NewPinFacts, new_pin_problems, new_pin_view, put_off
from borrower_app.presentation.lock.views import ClosedView, NewPinView, UnlockView
from tests.support.view_words import EN, ZH, actions_of, words_of

LOCKED: dict[str, Any] = {"is_locked": True, "has_pin": True}
OPEN: dict[str, Any] = {"has_pin": True}
CODE = "0123-4567-89AB-CDEF-GHJK-MNPQ"


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
            {**LOCKED, "tries_left": 0},
            {"PIN 已输错五次。什么都没丢。", "输入恢复码"},
            {"The PIN was wrong five times. Nothing is lost.", "Type the recovery code"},
        ),
        (
            {**LOCKED, "tries_left": 0, "is_kept": False},
            {"这台电脑什么都没存：请关闭软件，重新打开后登录。"},
            {"Nothing is kept on this computer: close the app, open it again and sign in."},
        ),
        (
            {**LOCKED, "tries_left": 0, "wraps_key": False, "was_tried": True},
            {"请关闭软件再打开，就能再试一次。"},
            {"Close the app and open it again for one more try."},
        ),
        (
            {**LOCKED, "failure": KeysUnavailable(FailureCode.PIN_KEYRING_LOST)},
            {"这台电脑的密钥库里已没有它保管的那一半密钥。什么都没丢，数据仍然加密。请打开窗口，输入恢复码。"},
            {
                "This computer's key store no longer holds its half of the key. Nothing is lost; the data stay"
                " encrypted. Open the app's window and type the recovery code."
            },
        ),
        (
            {**LOCKED, "purpose": "recover", "was_wrong_code": True},
            {"用恢复码打开", "恢复码不对，请一组一组对照。"},
            {"Open with the recovery code", "This is not the recovery code. Compare it group by group."},
        ),
        (
            {**LOCKED, "purpose": "begin-anew"},
            {"PIN 和恢复码都没有", "重新开始，旧数据封存"},
            {"Without PIN and code", "Begin anew, keep the old data sealed"},
        ),
        ({**LOCKED, "is_recovered": True}, {"设置新 PIN", "新 PIN"}, {"Set a new PIN", "New PIN"}),
        (
            {**LOCKED, "sealed_in": "sealed-1"},
            {"旧数据已封存", "它们在数据文件夹里的「sealed-1」中。"},
            {"The old data are set aside, sealed", "They lie in the data folder, in “sealed-1”."},
        ),
        ({"purpose": "remove-pin", "has_pin": True}, {"取消 PIN"}, {"Remove the PIN"}),
        (
            {"purpose": "set-pin", "new": NewPinFacts(CODE)},
            {"请抄下这个恢复码", CODE},
            {CODE, "I have written it down"},
        ),
        (
            {"purpose": "set-pin", "new": NewPinFacts(CODE, is_asked_back=True, was_wrong=True)},
            {"请照着纸上的恢复码输入", "恢复码不对，请对照纸上再看一遍。"},
            {"This is not the code. Compare it with your paper."},
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


def test_after_five_wrong_tries_there_is_nothing_to_type() -> None:
    closed: tuple[dict[str, Any], ...] = ({}, {"is_kept": False}, {"wraps_key": False, "was_tried": True})
    for facts in closed:
        card = lock_view(LockFacts(**LOCKED, was_wrong=True, tries_left=0, **facts), EN).card
        assert isinstance(card, ClosedView)
    # A PIN of before has no code: each start gives one more try.
    card = lock_view(LockFacts(**LOCKED, tries_left=0, wraps_key=False), EN).card
    assert isinstance(card, UnlockView)


def test_the_code_is_shown_once_and_never_beside_the_question_for_it() -> None:
    for why in ("wish", "old", "recovered"):
        shown = lock_view(LockFacts(new=NewPinFacts(CODE, why)), EN)
        assert CODE in words_of(shown)
        asked = lock_view(LockFacts(new=NewPinFacts(CODE, why, is_asked_back=True)), EN)
        assert not [words for words in words_of(asked) if CODE in words]
        assert CODE not in repr(NewPinFacts(CODE, why))


@pytest.mark.parametrize(
    ("facts", "ways"),
    [
        (LOCKED, {"I have no PIN that works": opens("F-3", "recover"), "Close the app": Quit()}),
        ({**LOCKED, "wraps_key": False}, {"Close the app": Quit()}),
        (
            {**LOCKED, "tries_left": 0},
            {"Type the recovery code": opens("F-3", "recover"), "Close the app": Quit()},
        ),
        (
            {**LOCKED, "purpose": "recover"},
            {"Back to the PIN": opens("F-3"), "I do not have the code": opens("F-3", "begin-anew")},
        ),
        (
            {**LOCKED, "purpose": "begin-anew"},
            {"Back to the code": opens("F-3", "recover"), "Begin anew, keep the old data sealed": BeginAnew()},
        ),
        ({**LOCKED, "sealed_in": "x"}, {"Go on": GoOnAnew()}),
        ({**LOCKED, "is_recovered": True}, {"Not now": DropNewPin()}),
        ({**OPEN, "purpose": "export"}, {"Back": GoBack()}),
        ({**OPEN, "purpose": "reveal"}, {"Back": GoBack()}),
        ({**OPEN, "purpose": "remove-pin"}, {"Back": GoBack()}),
        ({"purpose": "passphrase"}, {"Close the app": Quit()}),
        ({**OPEN, "purpose": "set-pin"}, {}),
        (
            {**OPEN, "purpose": "set-pin", "new": NewPinFacts(CODE)},
            {"I have written it down": SawRecoveryCode(), "Cancel": DropNewPin()},
        ),
        (
            {**LOCKED, "new": NewPinFacts(CODE, "old", is_asked_back=True)},
            {"Show the code once more": ShowRecoveryCode(), "Not now": DropNewPin()},
        ),
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
    assert actions_of(new_pin_view(ZH, later=put_off(ZH))) == {"以后再说": PutOffPin()}


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
