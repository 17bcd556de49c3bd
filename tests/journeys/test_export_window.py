"""Exports from the real window: the buttons of S-7, the place, the question before an old file goes, the PIN."""

from __future__ import annotations

import csv
import io
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import icalendar
import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from borrower_app.ui.save_dialog import ChosenPlace, OnPlace, Suggestion
from tests.support.sandbox_process import SandboxProcess
from tests.support.window_desk import (
    SCHEDULE,
    Desk,
    fetched,
    give_pin,
    opened,
    set_pin,
    signed_in_line,
)


class Places:
    """Answers in the user's stead: one place after another; None is a change of mind."""

    def __init__(self, *places: Path | None) -> None:
        self._places = iter(places)
        self.asked: list[Suggestion] = []

    def __call__(self, parent: object, suggestion: Suggestion, answer: OnPlace) -> None:
        self.asked.append(suggestion)
        place = next(self._places)
        answer(None if place is None else ChosenPlace(place))


@contextmanager
def at_export(tmp_path: Path, qtbot: QtBot, places: Callable[..., None] | None = None) -> Iterator[Desk]:
    """The window on S-7 of the only loan, with its records fetched."""
    with SandboxProcess("insufficient_funds") as sandbox:
        line = signed_in_line(tmp_path / "a", sandbox)
        with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
            fetched(desk)
            if places is not None:
                desk.router.exporting.ask_for_place = places
            to_export(desk)
            yield desk


def to_export(desk: Desk) -> None:
    """Schedule, export."""
    desk.goes(SCHEDULE)
    desk.user.presses("导出")
    assert desk.window.address.code == "S-7"


def press(desk: Desk, words: str) -> None:
    desk.user.presses(words)
    desk.settled()


def read_pdf(content: bytes) -> None:
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")


def read_xlsx(content: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert sheet.max_row > 360


def read_csv(content: bytes) -> None:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert {len(row) for row in rows} == {9}
    assert rows[0][-2:] == ["已还金额", "实还日"]
    assert len(rows) == 361


def read_ics(content: bytes) -> None:
    events = list(icalendar.Calendar.from_ical(content).walk("VEVENT"))
    assert len(events) > 300
    assert all(event.walk("VALARM") for event in events)


@pytest.mark.parametrize(
    ("words", "ending", "reads"),
    [
        ("存成 PDF", "pdf", read_pdf),
        ("存成 XLSX", "xlsx", read_xlsx),
        ("存成 CSV", "csv", read_csv),
        ("存成 ICS", "ics", read_ics),
    ],
)
def test_every_format_is_written_where_the_user_said(
    words: str, ending: str, reads: Callable[[bytes], None], tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / f"mine.{ending}"
    places = Places(file)
    with at_export(tmp_path, qtbot, places) as desk:
        if ending == "csv":
            press(desk, "分号")
        press(desk, words)
        assert f"已保存：{file}" in desk.words
        assert places.asked[0].name.startswith("还款计划-商业贷款-")
        assert places.asked[0].ending == f".{ending}"
    reads(file.read_bytes())
    assert stat.S_IMODE(os.stat(file).st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [file.name]


def test_an_old_file_goes_only_after_a_yes(tmp_path: Path, qtbot: QtBot) -> None:
    old, other = tmp_path / "plan.csv", tmp_path / "other.csv"
    old.write_text("mine")
    with at_export(tmp_path, qtbot, Places(old, other, old)) as desk:
        press(desk, "存成 CSV")
        assert f"这里已经有同名的文件：{old}" in desk.words
        assert old.read_text() == "mine"
        press(desk, "换个地方存")
        assert f"已保存：{other}" in desk.words
        assert old.read_text() == "mine"
        press(desk, "存成 CSV")
        press(desk, "换成新的")
        assert f"已保存：{old}" in desk.words
        assert old.read_bytes() == other.read_bytes()
        assert stat.S_IMODE(os.stat(old).st_mode) == 0o600


def test_a_change_of_mind_writes_nothing(tmp_path: Path, qtbot: QtBot) -> None:
    with at_export(tmp_path, qtbot, Places(None)) as desk:
        before = desk.words
        press(desk, "存成 PDF")
        assert desk.words == before


@pytest.mark.parametrize(
    ("place", "told"), [("nowhere/plan.pdf", "所在的文件夹不在了"), ("x" * 300 + ".pdf", "不能用作文件名")]
)
def test_what_could_not_be_written_is_said_with_the_way_out(
    place: str, told: str, tmp_path: Path, qtbot: QtBot
) -> None:
    with at_export(tmp_path, qtbot, Places(tmp_path / place)) as desk:
        press(desk, "存成 PDF")
        assert "没有保存" in desk.words
        assert told in desk.words
        assert "已保存" not in desk.words


def test_with_a_pin_an_export_asks_for_it_first(tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "plan.ics"
    places = Places(file, None)
    with at_export(tmp_path, qtbot, places) as desk:
        set_pin(desk, "246813")
        # Five minutes after it was given a PIN is asked for again.
        desk.state.pin.proved_until = 0.0
        to_export(desk)
        press(desk, "存成 ICS")
        assert desk.is_at("F-3", "export")
        assert "导出的内容会离开本软件" in desk.words
        give_pin(desk, "111111")
        assert places.asked == []
        assert not file.exists()
        give_pin(desk, "246813")
        assert desk.window.address.code == "S-7"
        assert f"已保存：{file}" in desk.words
        press(desk, "存成 ICS")
        assert desk.window.address.code == "S-7", "the PIN was given a moment ago"


def test_the_systems_own_dialog_names_the_place(tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "typed by hand"
    with at_export(tmp_path, qtbot) as desk:
        desk.user.presses("存成 CSV")
        dialog = desk.window.findChild(QFileDialog)
        assert dialog is not None
        desk.until(dialog.isVisible)
        assert dialog.windowTitle() == "导出还款计划"
        entry = dialog.findChild(QLineEdit)
        assert entry is not None
        entry.selectAll()
        QTest.keyClicks(entry, str(file))
        QTest.keyClick(entry, Qt.Key.Key_Return)
        desk.settled()
        assert f"已保存：{file}.csv" in desk.words
    read_back = (tmp_path / "typed by hand.csv").read_bytes().decode("utf-8-sig")
    assert len(read_back.splitlines()) == 361
