"""S-1, S-2 and S-3 in the real window over the real sandbox: by mouse and by keyboard, and kept over a restart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from borrower_app.ui.widgets.buttons import WordButton
from borrower_app.ui.widgets.installment_table import InstallmentTableView
from tests.support.command_line import CommandLine
from tests.support.sandbox_process import SandboxProcess
from tests.support.window_desk import SCHEDULE, Desk, fetched, opened, signed_in_line

CONTROL = Qt.KeyboardModifier.ControlModifier
AMOUNT, DAY = "提前还多少", "哪一天还"


@contextmanager
def signed_in(tmp_path: Path, story: str) -> Iterator[CommandLine]:
    """A folder with the story's records."""
    with SandboxProcess(story) as sandbox:
        yield signed_in_line(tmp_path / "a", sandbox)


@contextmanager
def at_schedule(line: CommandLine, qtbot: QtBot) -> Iterator[Desk]:
    """The window on S-1, with its records fetched."""
    with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
        fetched(desk)
        desk.goes(SCHEDULE)
        assert desk.window.address.code == "S-1"
        yield desk


@contextmanager
def at_what_if(line: CommandLine, qtbot: QtBot) -> Iterator[Desk]:
    """The window on S-2, as one comes to it from S-1."""
    with at_schedule(line, qtbot) as desk:
        desk.user.presses("提前还款试算")
        assert desk.window.address.code == "S-2"
        yield desk


def press(desk: Desk, words: str, beside: str = "") -> None:
    desk.user.presses(words, beside=beside)
    desk.settled()


def table(desk: Desk) -> InstallmentTableView:
    return next(one for one in desk.window.page.findChildren(InstallmentTableView) if one.isVisible())


def in_view(shown: InstallmentTableView) -> list[str]:
    """The first cells of the rows in view."""
    first, last = shown.rowAt(0), shown.rowAt(shown.viewport().height() - 1)
    last = last if last >= 0 else len(shown.model_rows.rows) - 1
    return [shown.model_rows.rows[number].cells[0] for number in range(first, last + 1)]


def test_the_current_row_is_in_view_and_one_key_leads_back_to_it(tmp_path: Path, qtbot: QtBot) -> None:
    with signed_in(tmp_path, "insufficient_funds") as line, at_schedule(line, qtbot) as desk:
        shown = table(desk)
        assert "34" in in_view(shown)
        desk.user.tabs_until(shown.hasFocus, "the table")
        desk.user.key(Qt.Key.Key_End, CONTROL)
        assert "360" in in_view(shown)
        assert "34" not in in_view(shown)
        desk.user.key(Qt.Key.Key_T, CONTROL)
        assert "34" in in_view(shown)
        assert shown.model_rows.rows[shown.currentIndex().row()].cells[0] == "34"
        desk.user.key(Qt.Key.Key_End, CONTROL)
        assert "34" not in in_view(shown)
        press(desk, "回到现在这一期")
        assert "34" in in_view(shown)
        assert shown.hasFocus()
        desk.user.key(Qt.Key.Key_Return)
        assert desk.window.address.code == "D-2"


def test_the_charts_numbers_are_a_table_for_keyboard_and_screen_reader(tmp_path: Path, qtbot: QtBot) -> None:
    with signed_in(tmp_path, "insufficient_funds") as line, at_schedule(line, qtbot) as desk:
        tables = desk.window.page.findChildren(InstallmentTableView)
        [numbers] = [one for one in tables if one.accessibleName() == "每年的本金和利息"]
        assert numbers.isHidden()
        press(desk, "看每年的数字")
        assert numbers.isVisible()
        cells = QAccessible.queryAccessibleInterface(numbers)
        assert cells is not None
        assert cells.text(QAccessible.Text.Name) == "每年的本金和利息"
        told = {cells.child(index).text(QAccessible.Text.Name) for index in range(cells.childCount())}
        assert {"2026", "年末剩余本金"} <= told
        press(desk, "收起数字")
        assert numbers.isHidden()


def test_both_parts_of_a_combined_loan_and_their_total(tmp_path: Path, qtbot: QtBot) -> None:
    with signed_in(tmp_path, "combined_one_part_failed") as line, at_schedule(line, qtbot) as desk:
        for part in ("一共要还 6,005.10 元", "商业贷款：扣款失败", "已还到", "建设银行 •••• 8899"):
            assert part in desk.words
        press(desk, "公积金贷款")
        assert "2,001.70" in desk.words
        assert "扣款失败" not in desk.words
        press(desk, "组合贷合计")
        assert "一共要还 6,005.10 元" in desk.words
        press(desk, "核对结果")
        assert desk.window.address.code == "S-3"
        assert "各部分的还款表都对" in desk.words


def test_a_try_out_typed_saved_kept_and_removed(tmp_path: Path, qtbot: QtBot) -> None:
    with signed_in(tmp_path, "insufficient_funds") as line:
        with at_what_if(line, qtbot) as desk:
            desk.user.types(AMOUNT, "20万元")
            desk.user.key(Qt.Key.Key_Return)
            assert "提前还 20 万元，会怎样" in desk.words
            desk.user.types(DAY, "soon")
            desk.user.key(Qt.Key.Key_Return)
            assert "请填日期，例如" in desk.words
            assert desk.user.text_of(DAY) == "soon", "what was typed stays"
            press(desk, next(words for words in desk.user.buttons() if "尽快还" in words))
            assert "提前还 20 万元，会怎样" in desk.words
            assert desk.user.text_of(DAY) != "soon", "the day that was chosen stands in the field"
            press(desk, "保存这次试算")
            assert "已存在本机的试算" in desk.words
            press(desk, "每年这一天都还")
            assert "每年提前还 20 万元，会怎样" in desk.words
            press(desk, "保存这次试算")
            assert desk.words.count("再算一次：") == 2
        with at_what_if(line, qtbot) as desk:
            assert desk.words.count("再算一次：") == 2, "kept in the user's own file"
            press(desk, "再算一次", beside="每年")
            assert "每年提前还 20 万元，会怎样" in desk.words
            press(desk, "删除", beside="每年")
            press(desk, "删除")
            assert "已存在本机的试算" not in desk.words
        with at_what_if(line, qtbot) as desk:
            assert "再算一次：" not in desk.words


def test_the_way_to_the_request_is_the_one_primary_button(tmp_path: Path, qtbot: QtBot) -> None:
    with signed_in(tmp_path, "insufficient_funds") as line, at_what_if(line, qtbot) as desk:
        assert "向示例银行申请提前还款" in desk.words
        primaries = [one for one in desk.window.page.findChildren(WordButton) if one.kind == "primary"]
        assert len(primaries) == 1


def test_the_odd_figure_of_a_wrong_table_is_found_on_the_way_from_the_schedule(tmp_path: Path, qtbot: QtBot) -> None:
    with signed_in(tmp_path, "table_wrong") as line, at_schedule(line, qtbot) as desk:
        assert "第 33 期" in desk.words
        press(desk, "核对结果")
        assert desk.window.address.code == "S-3"
        assert "有几个数字要问清楚" in desk.words
        assert "第 33 期：利息" in desk.words
        press(desk, "看还款计划")
        assert desk.window.address.code == "S-1"


def test_the_state_of_a_failed_row_leads_to_its_debit_by_mouse(tmp_path: Path, qtbot: QtBot) -> None:
    with signed_in(tmp_path, "insufficient_funds") as line, at_schedule(line, qtbot) as desk:
        shown = table(desk)
        row = next(number for number, one in enumerate(shown.model_rows.rows) if one.kind == "now")
        box = shown.visualRect(shown.model_rows.index(row, shown.model_rows.columnCount() - 1))
        desk.user.clicks(shown.viewport(), box.center())
        assert desk.window.address.code == "D-2"
