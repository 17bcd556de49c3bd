"""S-6 in the real window: the bank's own table of a loan that was entered, understood, put right, taken over."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from borrower_app.lending.schedule import compute_schedule
from tests.journeys.own_loans_steps import bank_table, own_folder, press, to_bank_table, to_own_loans
from tests.journeys.test_own_loans_command import Alone
from tests.support.own_loans import HOUSE, house
from tests.support.pdf_tables import PRINTS, Print, printed, scanned


@pytest.fixture
def alone(tmp_path: Path) -> Alone:
    return Alone(tmp_path)


def test_the_banks_table_is_understood_put_right_taken_over_and_checked(alone: Alone, qtbot: QtBot) -> None:
    [identifier] = alone.json("own", "add", alone.file(HOUSE))["ids"]
    with own_folder(alone, qtbot) as (desk, answers):
        to_bank_table(desk)
        assert desk.is_at("S-6", identifier)
        press(desk, "选择文件…")
        assert "导入全部" not in desk.words
        answers.file = alone.folder / "not-there.csv"
        press(desk, "选择文件…")
        assert "not-there.csv" in desk.words
        answers.file = bank_table(alone, odd=True)
        press(desk, "选择文件…")
        desk.until(lambda: "导入全部 360 行" in desk.words)
        assert "第 362 行不是一期还款，没有导入：合计" in desk.words
        assert "由本软件加减得出的：剩余本金" in desk.words
        desk.user.picks("F 列：还后结余", "剩余本金")
        desk.settled()
        desk.until(lambda: "加减得出" not in desk.words)
        press(desk, "导入全部 360 行")
        desk.until(lambda: desk.is_at("S-3", identifier))
        desk.settled()
        assert "从第 7 期起" in desk.words
        assert "城南银行（您导入的）" in desk.words or "城南银行" in desk.words
        to_bank_table(desk)
        press(desk, "改回本软件算的表")
        desk.until(lambda: desk.is_at("S-1", identifier))
        desk.settled()
        assert "本软件算的" in desk.words
    [listed] = alone.json("own", "list")["loans"]
    assert "rows" not in listed


def test_a_table_is_not_taken_over_as_it_was_read_before_the_last_choice(alone: Alone, qtbot: QtBot) -> None:
    """Who is faster than the reading: the store lane may be busy with a long sync."""
    alone.json("own", "add", alone.file(HOUSE))
    with own_folder(alone, qtbot) as (desk, answers):
        to_bank_table(desk)
        answers.file = bank_table(alone)
        press(desk, "选择文件…")
        desk.until(lambda: "导入全部 360 行" in desk.words)
        desk.user.tabs_to("C 列：应还本金")
        desk.user.key(Qt.Key.Key_Home)
        if desk.user.can_press("导入全部 360 行"):
            desk.user.presses("导入全部 360 行")
        desk.settled()
        assert desk.window.address.code == "S-6", "what the last choice gives was never seen"
        assert "由本软件加减得出的：本金、剩余本金" in desk.words, "the column was taken away"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("bomb.xlsx", "bomb", "解开后大得不正常"),
        ("page.csv", b"<html><body>1</body></html>", "不是表格，是网页或文档"),
        ("old.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "旧版 Excel"),
        ("empty.csv", b"", "文件是空的"),
        ("wide.csv", b"," * 5_000, "超过 200 列"),
        ("broken.pdf", b"%PDF-1.7", "坏了"),
        ("scan.pdf", scanned(), "扫描件"),
        ("locked.pdf", printed((), Print(passwords=("1", "2"))), "设了密码"),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(600), "照片或图片"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(
    alone: Alone, qtbot: QtBot, name: str, content: bytes | str, told: str
) -> None:
    alone.json("own", "add", alone.file(HOUSE))
    path = alone.folder / name
    if content == "bomb":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", bytes(120 * 1024 * 1024))
    else:
        assert isinstance(content, bytes)
        path.write_bytes(content)
    with own_folder(alone, qtbot) as (desk, answers):
        answers.file = path
        to_bank_table(desk)
        press(desk, "选择文件…")
        assert told in desk.words
        assert name in desk.words
        assert "导入全部" not in desk.words
        answers.file = bank_table(alone)
        press(desk, "换一个文件…")
        desk.until(lambda: "导入全部 360 行" in desk.words)


def test_a_pdf_is_read_and_taken_over(alone: Alone, qtbot: QtBot) -> None:
    terms = {**HOUSE, "number_of_installments": 24}
    alone.json("own", "add", alone.file(terms))
    path = alone.folder / "还款计划.pdf"
    path.write_bytes(printed(compute_schedule(house(**terms).terms).rows, PRINTS["slanted watermark"]))
    with own_folder(alone, qtbot) as (desk, answers):
        to_bank_table(desk)
        answers.file = path
        desk.user.presses("选择文件…")
        desk.until(lambda: "正在读这个文件" in desk.words)
        desk.until(lambda: "导入全部 24 行" in desk.words)
        press(desk, "导入全部 24 行")
        desk.until(lambda: desk.window.address.code == "S-3")
    [listed] = alone.json("own", "list")["loans"]
    assert len(listed["rows"]) == 24


def test_a_table_stays_with_the_loan_when_its_terms_are_changed(alone: Alone, qtbot: QtBot) -> None:
    alone.json("own", "add", alone.file({**HOUSE, "table_file": bank_table(alone).name}))
    with own_folder(alone, qtbot) as (desk, _answers):
        to_own_loans(desk)
        assert "您从文件导入的" in desk.words
        press(desk, "修改「我的房贷」")
        desk.user.types("年利率（%）", "3.95")
        press(desk, "保存，看还款计划")
        desk.until(lambda: desk.window.address.code == "S-1")
        desk.settled()
        assert "有几个数字要问清楚" in desk.words
    [listed] = alone.json("own", "list")["loans"]
    assert len(listed["rows"]) == 360
    assert listed["annual_rate"] == "3.95"
