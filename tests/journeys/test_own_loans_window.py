"""A borrower without any lender in the real window: enter, close, go on, change, lock, save, remove, sign in later."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from borrower_app.application.prepared_home import decode_prepared
from borrower_app.application.running.state import Phase
from borrower_app.application.window_folder import lock_folder, read_early
from borrower_app.presentation.intents import Address
from borrower_app.settings import Options, start_settings
from tests.journeys.own_loans_steps import PHRASE, PIN, own_folder, press, to_change, to_own_loans
from tests.journeys.test_own_loans_command import Alone
from tests.support.own_loans import HOUSE
from tests.support.sandbox_process import SandboxProcess
from tests.support.window_desk import (
    CARDS,
    DEBITS,
    DETAILS,
    HOME,
    MESSAGES,
    PHONE,
    SCHEDULE,
    SETTINGS,
    SIGN_IN,
    Desk,
    Lang,
    begin_first_start,
    choose_language,
    fetched,
    keep_behind_passphrase,
    lock_now,
    open_with,
    opened,
    put_off_pin,
    set_pin,
    sign_in_by_phone,
    sign_out,
    to_settings,
    try_every_key,
)


@pytest.fixture
def alone(tmp_path: Path) -> Alone:
    return Alone(tmp_path)


WORDS = {
    "zh": {
        "lender": "哪家银行或机构",
        "name": "您怎么叫它",
        "principal": "贷款金额",
        "annual_rate": "年利率（%）",
        "number": "一共多少期",
        "paid_out": "放款日",
        "debit_day": "每月几号扣款",
        "notes": "您的备注",
        "save": "保存，看还款计划",
        "mark": "您自己填的",
        "alone": "只有您自己填的贷款，没有连接贷款机构",
        "due": "要还 4,831.98 元",
        "draft": "有一笔贷款填了一半",
        "lender_missing": "请填是哪家银行或机构。",
        "not_signed_in": "您还没有登录",
        "enter": "自己填一笔贷款",
        "to_list": "回到您自己填的贷款",
        "go_on": "接着填",
        "enter_another": "填一笔贷款",
    },
    "en": {
        "lender": "Which bank or lender",
        "name": "Your name for it",
        "principal": "Amount lent",
        "annual_rate": "Annual rate in per cent",
        "number": "Number of installments",
        "paid_out": "Day the money was paid out",
        "debit_day": "Day of the month of the debit",
        "notes": "Your notes",
        "save": "Save and see the schedule",
        "mark": "Entered by you",
        "alone": "Only loans you entered; no lender is connected",
        "due": "CNY 4,831.98 is due",
        "draft": "A loan you began to enter is not saved yet",
        "lender_missing": "Please write which bank or lender it is.",
        "not_signed_in": "You are not signed in",
        "enter": "Enter a loan yourself",
        "to_list": "Back to the loans you entered",
        "go_on": "Go on with it",
        "enter_another": "Enter a loan",
    },
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_from_the_first_start_to_a_schedule_without_any_sign_in(tmp_path: Path, qtbot: QtBot, language: Lang) -> None:
    folder, words = tmp_path / "data", WORDS[language]
    with opened(folder, qtbot) as desk:
        user = desk.user
        choose_language(desk, language)
        begin_first_start(desk)
        keep_behind_passphrase(desk, PHRASE)
        put_off_pin(desk)
        user.presses(words["enter_another"])
        assert desk.is_at("S-5", "new")
        user.types(words["name"], "home")
        user.types(words["principal"], "1000000")
        user.types(words["annual_rate"], "4.1")
        user.types(words["notes"], "page 1")
        # Closed in the middle of typing, nothing pressed.
    with opened(folder, qtbot) as desk:
        user = desk.user
        open_with(desk, PHRASE)
        desk.until(lambda: desk.is_in(Phase.OPEN) and desk.state.records is not None)
        desk.settled()
        assert words["not_signed_in"] in desk.words
        user.presses(words["enter"])
        assert desk.is_at("S-5", "new")
        assert user.text_of(words["principal"]) == "1000000"
        user.presses(words["to_list"])
        assert words["draft"] in desk.words
        user.presses(words["go_on"])
        assert user.text_of(words["principal"]) == "1000000"
        assert user.text_of(words["notes"]) == "page 1"
        press(desk, words["save"])
        assert words["lender_missing"] in desk.words
        assert user.text_of(words["principal"]) == "1000000"
        for key, text in (("lender", "City Bank"), ("number", "360"), ("paid_out", "2024-01-20"), ("debit_day", "20")):
            user.types(words[key], text)
        # As whoever has no mouse does it.
        user.tabs_to(words["save"])
        user.key(Qt.Key.Key_Space)
        desk.until(lambda: desk.window.address.code == "S-1")
        desk.settled()
        for part in (words["mark"], "City Bank", "4,831.98"):
            assert part in desk.words
        desk.goes(HOME)
        user.sees(words["alone"], words["mark"], words["due"])
        assert words["not_signed_in"] not in desk.words
        to_own_loans(desk)
        user.presses(words["enter_another"])
        assert user.text_of(words["principal"]) == ""
    assert not (folder / "lender").exists()


def test_home_with_own_loans_is_prepared_for_the_next_start(alone: Alone, qtbot: QtBot) -> None:
    alone.json("own", "add", alone.file(HOUSE))
    with own_folder(alone, qtbot) as (desk, _answers):
        to_change(desk)
        desk.user.types("您怎么叫它", "another")
        press(desk, "保存，看还款计划")
        desk.until(lambda: desk.window.address.code == "S-1")
        desk.settled()
    options = Options(data_dir=alone.data, passphrase_file=alone.phrase)
    with lock_folder(alone.data):
        early = read_early(options, start_settings(options))
        assert early.paint is not None
        kept = decode_prepared(early.paint.home)
        early.paint.close()
    assert kept is not None
    [card] = kept[1].loans
    assert card.name == "another"
    assert card.mark is not None


def test_a_loan_is_saved_as_a_file_and_removed_after_a_yes(alone: Alone, tmp_path: Path, qtbot: QtBot) -> None:
    [identifier] = alone.json("own", "add", alone.file(HOUSE))["ids"]
    file = tmp_path / "out.json"
    with own_folder(alone, qtbot) as (desk, answers):
        to_own_loans(desk)
        press(desk, "删除「我的房贷」…")
        assert "要从这台电脑上删除「我的房贷」吗？" in desk.words
        press(desk, "不删，留着")
        answers.file = file
        press(desk, "把「我的房贷」存成文件")
        assert answers.names == [f"{identifier}.json"]
        press(desk, "把「我的房贷」存成文件")
        assert "已经有文件" in desk.words or "out.json" in desk.words
        press(desk, "删除「我的房贷」…")
        press(desk, "是的，删除「我的房贷」")
        desk.until(lambda: "还没有填贷款" in desk.words)
    assert alone.json("own", "list") == {"loans": []}
    assert alone.json("own", "add", str(file))["ids"] == [identifier]
    assert json.loads(file.read_text(encoding="utf-8"))["lender"] == "城南银行"


def test_a_message_is_compared_with_an_own_loan(alone: Alone, qtbot: QtBot) -> None:
    now = dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date()
    loan = {**HOUSE, "disbursed_on": (now - dt.timedelta(days=200)).isoformat(), "debit_day": min(now.day, 28)}
    alone.json("own", "add", alone.file(loan))
    [listed] = alone.json("own", "list")["loans"]
    computed = alone.json("schedule", alone.file({key: listed[key] for key in (
        "principal", "annual_rate", "number_of_installments", "disbursed_on", "first_due_on")}))  # fmt: skip
    row = max((row for row in computed["rows"] if row["due"] <= now.isoformat()), key=lambda row: row["due"])
    day = dt.date.fromisoformat(row["due"])
    with own_folder(alone, qtbot) as (desk, _answers):
        desk.goes(DEBITS)
        desk.user.presses("我收到一条扣款短信")
        text = f"【城南银行】您尾号5678的卡{day.month}月{day.day}日扣款{row['payment']}元失败：余额不足。"
        desk.user.pastes("短信内容", text)
        desk.user.presses("看看它说了什么")
        assert f"第 {row['n']} 期对得上" in desk.words


def test_a_sign_in_later_takes_the_folder_for_that_lender_and_keeps_the_loans(tmp_path: Path, qtbot: QtBot) -> None:
    alone = Alone(tmp_path)
    alone.json("own", "add", alone.file(HOUSE))
    with SandboxProcess("all_well") as sandbox:
        with opened(alone.data, qtbot, sandbox.base_url, alone.phrase) as desk:
            desk.until(lambda: desk.state.records is not None)
            desk.settled()
            desk.until(lambda: "只有您自己填的贷款" in desk.words)
            to_sign_in(desk)
            sign_in_by_phone(desk)
            desk.goes(HOME)
            desk.until(lambda: "商业贷款" in desk.words and "我的房贷" in desk.words)
            assert "没有连接贷款机构" not in desk.words
        with opened(alone.data, qtbot, passphrase=alone.phrase) as desk:
            fetched(desk)
            assert desk.state.lender is not None
            assert desk.state.lender.origin == sandbox.base_url
            assert "我的房贷" in desk.words


def to_sign_in(desk: Desk) -> None:
    """From the first place of the rail that offers it."""
    for place in (HOME, SCHEDULE, DEBITS, CARDS, DETAILS, MESSAGES, SETTINGS):
        desk.goes(place)
        if desk.says(SIGN_IN) in desk.user.buttons():
            desk.presses(SIGN_IN)
            return
    raise AssertionError("no place offers to sign in")


def places_with_a_sign_in(desk: Desk) -> list[str]:
    """The places of the rail on which a button offers it."""
    found = []
    for place in (HOME, SCHEDULE, DEBITS, CARDS, DETAILS, MESSAGES, SETTINGS):
        desk.goes(place)
        if desk.says(SIGN_IN) in desk.user.buttons():
            found.append(desk.says(place))
    return found


def test_who_began_with_own_loans_finds_where_to_sign_in_later(tmp_path: Path, qtbot: QtBot) -> None:
    alone = Alone(tmp_path)
    alone.json("own", "add", alone.file(HOUSE))
    with SandboxProcess("all_well") as sandbox, opened(alone.data, qtbot, sandbox.base_url, alone.phrase) as desk:
        desk.until(lambda: desk.state.records is not None)
        desk.settled()
        assert places_with_a_sign_in(desk) != []


def test_who_signed_out_and_kept_own_loans_finds_where_to_sign_in_again(tmp_path: Path, qtbot: QtBot) -> None:
    alone = Alone(tmp_path)
    alone.json("own", "add", alone.file(HOUSE))
    with SandboxProcess("all_well") as sandbox, opened(alone.data, qtbot, sandbox.base_url, alone.phrase) as desk:
        desk.until(lambda: desk.state.records is not None)
        to_sign_in(desk)
        sign_in_by_phone(desk)
        sign_out(desk)
        assert desk.says(PHONE) in desk.user.buttons(), "right after the sign-out it is offered"
        assert places_with_a_sign_in(desk) != []


def test_a_draft_of_a_change_can_be_thrown_away(alone: Alone, qtbot: QtBot) -> None:
    alone.json("own", "add", alone.file(HOUSE))
    with own_folder(alone, qtbot) as (desk, _answers):
        to_change(desk)
        desk.user.types("您怎么叫它", "half typed")
        press(desk, "回到您自己填的贷款")
        press(desk, "修改「我的房贷」")
        assert desk.user.text_of("您怎么叫它") == "half typed"
        to_settings(desk)
        desk.user.presses("深色")
        desk.user.goes_back()
        assert desk.user.text_of("您怎么叫它") == "half typed"
        press(desk, "不要这份草稿了")
        assert desk.is_at("S-5")
        press(desk, "修改「我的房贷」")
        assert desk.user.text_of("您怎么叫它") == "我的房贷"
    assert alone.json("own", "list")["loans"][0]["name"] == "我的房贷"


def test_the_lock_hides_own_loans_too(alone: Alone, qtbot: QtBot) -> None:
    alone.json("own", "add", alone.file(HOUSE))
    with own_folder(alone, qtbot) as (desk, _answers):
        set_pin(desk, PIN)
        lock_now(desk)
        try_every_key(desk)
        # No control leads there behind the lock; what would lead there all the same shows nothing.
        for address in (Address("S-5"), Address("S-1"), Address("H-1"), Address("T-1", "backup")):
            desk.window.open(address)
            assert "我的房贷" not in desk.words
            assert "备份的口令" not in desk.words


def test_two_loans_come_in_the_order_of_their_days(alone: Alone, qtbot: QtBot) -> None:
    today = dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date()
    soon, later = today + dt.timedelta(days=3), today + dt.timedelta(days=9)
    for name, day in (("later", later), ("soon", soon)):
        due = {"disbursed_on": (day - dt.timedelta(days=31)).isoformat(), "first_due_on": day.isoformat()}
        alone.json("own", "add", alone.file({**HOUSE, **due, "name": name, "debit_day": day.day}))
    with own_folder(alone, qtbot) as (desk, _answers):
        words = desk.words
        assert words.index("扣soon（第 1 期") < words.index("扣later（第 1 期")
        assert words.count("您自己填的") >= 4
