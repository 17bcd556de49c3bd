"""The backup of own loans in the real window: written under a passphrase, behind the PIN, brought back elsewhere."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.journeys.own_loans_steps import (
    BACKUP_AGAIN,
    BACKUP_PHRASE,
    PHRASE,
    PIN,
    own_folder,
    press,
    to_backup,
    to_own_loans,
    to_restore,
)
from tests.journeys.test_own_loans_command import Alone
from tests.support.own_loans import HOUSE
from tests.support.window_desk import HOME, give_pin, set_pin


@pytest.fixture
def alone(tmp_path: Path) -> Alone:
    return Alone(tmp_path)


def test_a_backup_is_made_and_brought_back_elsewhere(alone: Alone, tmp_path: Path, qtbot: QtBot) -> None:
    [identifier] = alone.json("own", "add", alone.file(HOUSE))["ids"]
    file = tmp_path / "my.backup"
    with own_folder(alone, qtbot) as (desk, answers):
        to_own_loans(desk)
        assert "做一份加密备份" in desk.words
        press(desk, "做一份备份")
        assert desk.is_at("T-1", "backup")
        desk.user.types(BACKUP_PHRASE, "short")
        press(desk, "选择存在哪里…")
        assert "至少要 8 个字符" in desk.words
        desk.user.types(BACKUP_PHRASE, PHRASE)
        desk.user.types(BACKUP_AGAIN, PHRASE)
        answers.file = file
        press(desk, "选择存在哪里…")
        desk.until(lambda: "备份已写好：my.backup" in desk.words)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        to_own_loans(desk)
        assert "做一份加密备份" not in desk.words
    (tmp_path / "other").mkdir()
    other = Alone(tmp_path / "other")
    other.json("own", "add", other.file({**HOUSE, "id": identifier, "name": "改过的"}))
    with own_folder(other, qtbot) as (desk, answers):
        answers.file = file
        to_restore(desk)
        desk.user.types(BACKUP_PHRASE, "not the words")
        press(desk, "选择文件…")
        desk.until(lambda: "这不是这些数据的口令" in desk.words)
        desk.user.types(BACKUP_PHRASE, PHRASE)
        press(desk, "选择文件…")
        desk.until(lambda: "在这里和在备份里不一样" in desk.words)
        press(desk, "先不做")
        to_restore(desk)
        desk.user.types(BACKUP_PHRASE, PHRASE)
        press(desk, "选择文件…")
        desk.user.presses_saying("用备份里的")
        press(desk, "恢复")
        desk.until(lambda: "备份已经恢复" in desk.words)
    assert [loan["name"] for loan in other.json("own", "list")["loans"]] == ["我的房贷"]


def test_with_a_pin_the_backup_asks_for_it_first(alone: Alone, qtbot: QtBot) -> None:
    alone.json("own", "add", alone.file(HOUSE))
    with own_folder(alone, qtbot) as (desk, _answers):
        set_pin(desk, PIN)
        # Five minutes after it was given a PIN is asked for again.
        desk.state.pin.proved_until = 0.0
        to_backup(desk)
        assert desk.is_at("F-3", "export")
        desk.user.presses("返回")
        desk.goes(HOME)
        to_backup(desk)
        give_pin(desk, PIN)
        desk.until(lambda: desk.is_at("T-1", "backup"))
        assert desk.user.fields_named(BACKUP_PHRASE)


def test_who_leaves_the_question_for_the_pin_writes_no_backup(alone: Alone, tmp_path: Path, qtbot: QtBot) -> None:
    alone.json("own", "add", alone.file(HOUSE))
    file = tmp_path / "my.backup"
    with own_folder(alone, qtbot) as (desk, answers):
        answers.file = file
        set_pin(desk, PIN)
        # Five minutes after it was given a PIN is asked for again.
        desk.state.pin.proved_until = 0.0
        to_backup(desk)
        assert desk.is_at("F-3", "export")
        desk.user.presses("返回")
        if desk.user.fields_named(BACKUP_PHRASE):
            desk.user.types(BACKUP_PHRASE, PHRASE)
            desk.user.types(BACKUP_AGAIN, PHRASE)
            press(desk, "选择存在哪里…")
        assert not file.exists()


def test_a_backup_never_replaces_a_file_and_other_files_are_no_backup(alone: Alone, qtbot: QtBot) -> None:
    alone.json("own", "add", alone.file(HOUSE))
    taken = alone.folder / "taken.backup"
    taken.write_bytes(b"precious")
    with own_folder(alone, qtbot) as (desk, answers):
        answers.file = taken
        to_backup(desk)
        desk.user.types(BACKUP_PHRASE, PHRASE)
        desk.user.types(BACKUP_AGAIN, PHRASE)
        press(desk, "选择存在哪里…")
        desk.until(lambda: "taken.backup" in desk.words)
        assert taken.read_bytes() == b"precious"
        to_restore(desk)
        press(desk, "选择文件…")
        assert "请先输入口令" in desk.words
        desk.user.types(BACKUP_PHRASE, PHRASE)
        press(desk, "选择文件…")
        desk.until(lambda: "不是本软件的备份" in desk.words)
