"""T-1's card about the backup in each of its steps, and the words of its two dialogs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from borrower_app.failures import FailureCode, KeysUnavailable
from borrower_app.presentation.intents import opens
from borrower_app.presentation.own_loans.backup import (
    BackupFacts,
    backup_file_dialog,
    backup_place_dialog,
    backup_view,
)
from borrower_app.presentation.own_loans.own_loans import loan_file_dialog
from borrower_app.presentation.own_loans.table_import import table_dialog
from borrower_app.presentation.words.new_passphrase import new_passphrase_problems
from borrower_app.presentation.words.parts import FileDialogWords
from borrower_app.records.own_backup import RestorePlan
from tests.support.own_loans import SAVED, house
from tests.support.present import present
from tests.support.view_words import EN, ZH, actions_of, words_of

PLAN = RestorePlan(SAVED, (house(name="甲"),), 0, (), 0)


def facts_of(asks: str = "", **facts: Any) -> BackupFacts:
    return BackupFacts(asks, dt.timezone(dt.timedelta(hours=8)), **facts)


@pytest.mark.parametrize(
    ("facts", "zh", "en"),
    [
        (
            facts_of(),
            {"您自己填的内容：备份", "备份到文件…", "从备份恢复…"},
            {"Backup of what you entered", "Make a backup …", "Bring a backup back …"},
        ),
        (
            facts_of(written="my.backup"),
            {"备份已写好：my.backup。请把它和口令分开放。"},
            {"The backup is written: my.backup. Keep it and its passphrase apart."},
        ),
        (facts_of(was_restored=True), {"备份已经恢复。"}, {"The backup is brought back."}),
        (
            facts_of("backup"),
            {"请给这个文件定一个口令。没有口令，谁也打不开，您自己也不行。", "备份的口令", "选择存在哪里…", "先不做"},
            {
                "Choose a passphrase for this file. Without it nobody can open the backup, not even you.",
                "Passphrase of the backup",
                "Choose where to put it …",
                "Leave it",
            },
        ),
        (
            facts_of("restore"),
            {"请输入备份的口令，再选文件。", "选择文件…", "请先输入口令。"},
            {
                "Type the passphrase of the backup, then choose the file.",
                "Choose the file …",
                "Please type the passphrase first.",
            },
        ),
        (
            facts_of("restore", failure=KeysUnavailable(FailureCode.PASSPHRASE_WRONG)),
            {"这不是这些数据的口令。数据仍然是加密的。请再输入一次。"},
            {"This is not the passphrase of these data. The data stay encrypted. Type it again."},
        ),
        (
            facts_of("restore", plan=PLAN),
            {"现在还什么都没有改。", "会找回 1 笔贷款：甲", "恢复"},
            {"Nothing is changed yet.", "1 loan comes back: 甲", "Bring it back"},
        ),
    ],
)
def test_each_step_says_its_own(facts: BackupFacts, zh: set[str], en: set[str]) -> None:
    assert zh <= set(words_of(backup_view(facts, ZH)))
    assert en <= set(words_of(backup_view(facts, EN)))


def test_each_step_asks_for_one_thing() -> None:
    closed, new, read, plan = (
        backup_view(facts, EN)
        for facts in (facts_of(), facts_of("backup"), facts_of("restore"), facts_of("restore", plan=PLAN))
    )
    assert [bool(view.new) for view in (closed, new, read, plan)] == [False, True, False, False]
    assert [bool(view.read) for view in (closed, new, read, plan)] == [False, False, True, False]
    assert [bool(view.restore) for view in (closed, new, read, plan)] == [False, False, False, True]


def test_the_card_comes_first_where_it_is_what_the_user_came_for() -> None:
    assert not backup_view(facts_of(), EN).is_asked
    for facts in (facts_of("backup"), facts_of("restore"), facts_of(written="my.backup"), facts_of(was_restored=True)):
        assert backup_view(facts, EN).is_asked


def test_the_ways_in_and_out() -> None:
    assert actions_of(backup_view(facts_of(), EN)) == {
        "Make a backup …": opens("T-1", "backup"),
        "Bring a backup back …": opens("T-1", "restore"),
    }
    assert actions_of(backup_view(facts_of("backup"), ZH)) == {"先不做": opens("T-1")}


@pytest.mark.parametrize(
    ("typed", "again", "zh", "en"),
    [
        ("seven77", "seven77", ("至少要 8 个字符。", ""), ("At least 8 characters, please.", "")),
        ("eight888", "other888", ("", "两次输入的不一样。"), ("", "The two are not the same.")),
        ("eight888", "eight888", ("", ""), ("", "")),
    ],
)
def test_what_is_wrong_with_its_passphrase_stands_beside_the_entry(
    typed: str, again: str, zh: tuple[str, str], en: tuple[str, str]
) -> None:
    assert new_passphrase_problems(present(backup_view(facts_of("backup"), ZH).new), typed, again) == zh
    assert new_passphrase_problems(present(backup_view(facts_of("backup"), EN).new), typed, again) == en


def test_the_dialogs_in_both_languages() -> None:
    assert backup_place_dialog(ZH) == FileDialogWords("备份存在哪里", "备份")
    assert backup_place_dialog(EN) == FileDialogWords("Where to put the backup", "Backup")
    assert backup_file_dialog(ZH) == FileDialogWords("选择备份文件", "备份 (*.backup);;所有文件 (*)")
    assert backup_file_dialog(EN) == FileDialogWords("Choose the backup", "Backup (*.backup);;All files (*)")
    assert loan_file_dialog(ZH) == FileDialogWords("存成文件", "JSON")
    assert loan_file_dialog(EN) == FileDialogWords("Save it as a file", "JSON")
    assert table_dialog(ZH).title == "选择银行的还款表"
    assert table_dialog(EN).title == "Choose the bank's table"
    for language in (ZH, EN):
        assert "(*.xlsx *.xls *.csv *.txt *.tsv *.pdf *.htm *.html)" in table_dialog(language).kinds
