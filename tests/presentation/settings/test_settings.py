"""T-1: every choice with the one that holds, PIN and lock, where the key is, and what a sign-out takes away."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from borrower_app.language import Language
from borrower_app.presentation.intents import (
    ChooseLook,
    ChooseSignIn,
    LockNow,
    SetIdleLock,
    SetReminders,
    SetSystemProxy,
    SignOut,
    opens,
)
from borrower_app.presentation.own_loans.backup import BackupFacts
from borrower_app.presentation.settings.settings import SettingsFacts, settings_view
from borrower_app.presentation.settings.views import SettingsView
from borrower_app.presentation.words.parts import ChoiceView
from borrower_app.settings import Settings
from tests.support.present import present
from tests.support.view_words import EN, ZH, actions_of, words_of


def view_of(language: Language = EN, settings: dict[str, Any] | None = None, **facts: Any) -> SettingsView:
    return settings_view(SettingsFacts(Settings(**(settings or {})), "1.2.3", **facts), language)


def chosen(choice: ChoiceView) -> tuple[str, str]:
    return choice.name, choice.options[choice.chosen].text


@pytest.mark.parametrize(
    ("settings", "language", "wanted"),
    [
        (
            {},
            ZH,
            [
                ("语言", "中文"),
                ("外观", "跟随系统"),
                ("文字大小", "100%"),
                ("动画", "正常"),
                ("提醒", "开"),
                ("连接方式", "直接连接"),
            ],
        ),
        (
            {"theme": "light", "text_scale": 150, "reduced_motion": True, "reminders": False, "proxy": "system"},
            EN,
            [
                ("Language", "English"),
                ("Theme", "Light"),
                ("Text size", "150%"),
                ("Motion", "Less motion"),
                ("Reminders", "Off"),
                ("Connection", "Through the system proxy"),
            ],
        ),
        (
            {"theme": "dark", "text_scale": 200},
            ZH,
            [
                ("语言", "中文"),
                ("外观", "深色"),
                ("文字大小", "200%"),
                ("动画", "正常"),
                ("提醒", "开"),
                ("连接方式", "直接连接"),
            ],
        ),
    ],
)
def test_the_choice_that_holds_is_marked(
    settings: dict[str, Any], language: Language, wanted: list[tuple[str, str]]
) -> None:
    assert [chosen(choice) for choice in view_of(language, settings).choices] == wanted


def test_the_connection_is_chosen() -> None:
    ways = actions_of(view_of())
    assert ways["Direct"] == SetSystemProxy(on=False)
    assert ways["Through the system proxy"] == SetSystemProxy(on=True)


def test_every_choice_asks_for_what_it_says() -> None:
    ways = actions_of(view_of(has_pin=True))
    assert {
        words: ways[words] for words in ("中文", "Dark", "175%", "Less motion", "Off", "Direct", "15 minutes", "Never")
    } == {
        "中文": ChooseLook(language="zh"),
        "Dark": ChooseLook(theme="dark"),
        "175%": ChooseLook(text_scale=175),
        "Less motion": ChooseLook(reduced_motion=True),
        "Off": SetReminders(on=False),
        "Direct": SetSystemProxy(on=False),
        "15 minutes": SetIdleLock(15),
        "Never": SetIdleLock(0),
    }


def test_a_text_size_between_the_offered_ones_marks_none() -> None:
    assert view_of(settings={"text_scale": 110}).choices[2].chosen == -1


@pytest.mark.parametrize(
    ("facts", "zh", "en"),
    [
        (
            {"has_pin": True},
            {
                "已设 PIN。每次打开、锁定之后，以及要看被遮住的内容时，都会先问。",
                "更换 PIN",
                "现在锁定",
                "取消 PIN…",
                "自动锁定",
            },
            {
                "A PIN is set. It is asked for at each start, after a lock, and before anything hidden is shown.",
                "Change the PIN",
                "Lock now",
                "Lock by itself",
            },
        ),
        (
            {},
            {"还没有设 PIN。设好之前，被遮住的内容都不能查看。", "设置 PIN"},
            {"No PIN is set. Until there is one, nothing hidden can be shown.", "Set a PIN"},
        ),
        (
            {"settings": {"key_storage": "keyring"}},
            {"在这台电脑的钥匙库里，用您的电脑账户打开。"},
            {"In this computer's own key store, opened with your computer account."},
        ),
        (
            {"settings": {"key_storage": "passphrase"}},
            {"用您的口令保管。没有口令，谁也打不开。"},
            {"Behind your passphrase. Without it nobody can open the data."},
        ),
        (
            {"settings": {"key_storage": "memory"}},
            {"没有保存：关闭软件后，本机什么都不留。"},
            {"Nowhere: after closing the app, nothing is left on this computer."},
        ),
        ({}, {"还没有选。"}, {"Not chosen yet."}),
        (
            {"signed_in": True},
            {"退出登录", "本机上贷款机构的记录会清除，您自己写的内容保留。"},
            {"Sign out", "The lender's records on this computer are wiped. Your own notes stay."},
        ),
        (
            {"asks": "sign-out", "unsent": 1},
            {
                "会清除：本机上贷款机构的记录、这次登录、已经发出的修改。",
                "会保留：您自己填的贷款、您的笔记、每次扣款的证据。",
                "有 1 项修改还没有确认。还没发出的会留作草稿。",
            },
            {
                "Wiped here: the lender's records, the sign-in, and changes already sent.",
                "Kept here: loans you entered yourself, your notes, and the proof of each debit.",
                "1 change is not confirmed yet. What was never sent stays here as a draft.",
            },
        ),
        (
            {"asks": "sign-out-all", "unsent": 3},
            {
                "您自己填的贷款、笔记、草稿、扣款证据和 PIN 也会清除。",
                "清除后谁也找不回来，贷款机构也不能。",
                "有 3 项改动还没发出，退出会丢失。",
            },
            {
                "Loans you entered yourself, notes, drafts, proof and the PIN are wiped, too.",
                "Nobody can bring them back, not even the lender.",
                "3 changes are not sent yet and would be lost.",
            },
        ),
        ({"practice": "new"}, {"先用虚构的贷款练一练"}, {"Practise first, on a made-up loan"}),
        ({}, {"设置", "版本 1.2.3"}, {"Settings", "Version 1.2.3"}),
    ],
)
def test_each_state_says_its_own(facts: dict[str, Any], zh: set[str], en: set[str]) -> None:
    assert zh <= set(words_of(view_of(ZH, **facts)))
    assert en <= set(words_of(view_of(EN, **facts)))


def test_without_a_pin_there_is_nothing_to_lock_with() -> None:
    assert view_of().safety.lock is None
    assert actions_of(view_of().safety) == {"Set a PIN": opens("F-3", "set-pin")}
    ways = actions_of(view_of(has_pin=True).safety)
    assert (ways["Change the PIN"], ways["Lock now"]) == (opens("F-3", "set-pin"), LockNow())
    assert ways["Remove the PIN …"] == opens("F-3", "remove-pin")
    assert chosen(present(view_of(ZH, {"lock_after_minutes": 0}, has_pin=True).safety.lock)) == ("自动锁定", "从不")


@pytest.mark.parametrize(
    ("facts", "ways"),
    [
        ({"signed_in": False}, {}),
        ({"signed_in": True}, {"Sign out …": opens("T-1", "sign-out")}),
        (
            {"signed_in": True, "asks": "sign-out"},
            {
                "No, stay signed in": opens("T-1"),
                "Yes, sign out and wipe": SignOut(own_data=False),
                "Wipe my own data, too …": opens("T-1", "sign-out-all"),
            },
        ),
        (
            {"signed_in": True, "asks": "sign-out-all"},
            {"No, keep them": opens("T-1", "sign-out"), "Yes, sign out and wipe everything": SignOut(own_data=True)},
        ),
    ],
)
def test_own_data_goes_only_after_a_question_of_its_own(facts: dict[str, Any], ways: dict[str, object]) -> None:
    assert actions_of(view_of(**facts).sign_out) == ways


def test_no_is_quiet_and_yes_takes_away() -> None:
    for asks in ("sign-out", "sign-out-all"):
        no, yes = view_of(asks=asks).sign_out.answers
        assert (no.danger, yes.danger) == (False, True)


def test_nothing_is_said_to_be_lost_where_all_is_sent() -> None:
    assert view_of(asks="sign-out").sign_out.warnings == ()
    assert len(view_of(asks="sign-out-all").sign_out.warnings) == 2


def test_the_backup_is_there_once_the_files_are_open() -> None:
    assert view_of().backup is None
    backup = BackupFacts("", dt.UTC)
    assert present(view_of(ZH, backup=backup).backup).title == "您自己填的内容：备份"


def test_practice_is_not_offered_in_practice() -> None:
    assert view_of(practice="none").practice is None
    starting = present(view_of(practice="starting").practice)
    assert starting.is_starting
    assert starting.action.text == "Preparing the made-up loan …"


def test_who_is_not_signed_in_finds_the_way_there() -> None:
    view = view_of(lender="示例银行").sign_out
    assert actions_of(view) == {"Sign in": ChooseSignIn()}
    assert actions_of(view_of(lender="示例银行", signed_in=True).sign_out) == {"Sign out …": opens("T-1", "sign-out")}
