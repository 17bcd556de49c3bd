"""Exported schedules, opened by real readers: they hold what the lender stated, and nothing is executed."""

from __future__ import annotations

import csv
import datetime as dt
import errno
import io
import os
import stat
import subprocess
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import icalendar
import msgspec
import openpyxl
import pytest

from borrower_app.exports.new_file import replace_file, write_new_file
from borrower_app.exports.schedule_files import schedule_bytes
from borrower_app.failures import FailureCode, WrongUse
from borrower_app.presentation.schedule.schedule_export import ScheduleExport, schedule_export
from tests.support.story_snapshot import reading_of

FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    ' "=1',
    "'=1",
    '=HYPERLINK("x")',
    "|calc",
)


def _export(story: str = "insufficient_funds") -> ScheduleExport:
    reading = reading_of(story)
    made = schedule_export(reading, reading.snapshot.loans[0].record.id)
    assert made is not None
    return made


@pytest.fixture(scope="module")
def export() -> ScheduleExport:
    return _export()


def test_csv_is_read_back_row_by_row(export: ScheduleExport) -> None:
    content = schedule_bytes(export, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert head == [column.head for column in export.columns]
    assert len(rows) == len(export.rows)
    for told, row in zip(rows, export.rows, strict=True):
        assert int(told[0]) == row.n
        assert dt.date.fromisoformat(told[1]) == row.due
        assert [Decimal(cell) for cell in told[2:6]] == [
            money.to_decimal() for money in (row.principal, row.interest, row.payment, row.balance)
        ]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_csv_with_another_separator(export: ScheduleExport, separator: str) -> None:
    content = schedule_bytes(export, "csv", separator).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content), delimiter=separator))
    assert {len(row) for row in rows} == {len(export.columns)}


def test_xlsx_numbers_are_numbers_and_dates_are_dates(export: ScheduleExport) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(schedule_bytes(export, "xlsx"))).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    head = next(index for index, row in enumerate(rows) if row[0] == export.columns[0].head)
    for told, row in zip(rows[head + 1 :], export.rows, strict=False):
        assert told[0] == row.n
        assert isinstance(told[1], dt.datetime)
        assert told[1].date() == row.due
        amounts = (row.principal, row.interest, row.payment, row.balance)
        for cell, money in zip(told[2:6], amounts, strict=True):
            assert isinstance(cell, int | float)
            assert round(Decimal(str(cell)), 2) == money.to_decimal()
    foot = rows[head + 1 + len(export.rows)]
    assert foot[0] == export.total
    assert round(Decimal(str(foot[2])), 2) == sum(row.principal.to_decimal() for row in export.rows)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula(export: ScheduleExport, text: str) -> None:
    hostile = msgspec.structs.replace(
        export,
        title=text,
        told=(text,),
        columns=tuple(msgspec.structs.replace(column, head=text) for column in export.columns),
        rows=tuple(msgspec.structs.replace(row, state=text) for row in export.rows[:2]),
    )
    book = openpyxl.load_workbook(io.BytesIO(schedule_bytes(hostile, "xlsx")))
    assert book.active is not None
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)
    for row in csv.reader(io.StringIO(schedule_bytes(hostile, "csv").decode("utf-8-sig"))):
        assert not row[6].startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


def test_calendar_holds_what_is_still_to_be_paid(export: ScheduleExport) -> None:
    calendar = icalendar.Calendar.from_ical(schedule_bytes(export, "ics"))
    events = list(calendar.walk("VEVENT"))
    coming = [row for row in export.rows if row.is_open]
    assert [event.decoded("dtstart") for event in events] == [row.due for row in coming]
    assert len({str(event["uid"]) for event in events}) == len(events)
    assert all(event.walk("VALARM") for event in events)
    assert "1234" not in str(events[0]["summary"])


def test_a_newer_calendar_updates_the_older_one(export: ScheduleExport) -> None:
    newer = msgspec.structs.replace(export, version=export.version + 1)
    first, second = (
        {str(event["uid"]): event.sequence for event in icalendar.Calendar.from_ical(content).events}
        for content in (schedule_bytes(export, "ics"), schedule_bytes(newer, "ics"))
    )
    assert first.keys() == second.keys()
    assert all(second[uid] > first[uid] for uid in first)


def test_pdf_text_can_be_copied(export: ScheduleExport, tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    hostile = msgspec.structs.replace(export, title="还款计划 <b>&amp;</b> <img src='file:///etc/hostname'>")
    file.write_bytes(schedule_bytes(hostile, "pdf"))
    text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    pages = text.count("\f")
    assert pages > 1
    assert "<b>&amp;</b> <img" in text
    assert f"第 {pages} 页，共 {pages} 页" in text
    for row in export.rows:
        assert row.due.isoformat() in text
        assert f"{row.payment.to_decimal():,}" in text
    assert text.count(export.columns[2].head) >= pages


@pytest.mark.parametrize("file_format", ["pdf", "xlsx", "csv", "ics"])
@pytest.mark.parametrize("story", ["other_currency", "combined_one_part_failed", "heavy"])
def test_every_format_of_other_stories(file_format: str, story: str) -> None:
    assert len(schedule_bytes(_export(story), file_format)) > 1_000


def test_amounts_without_minor_units_have_no_decimals() -> None:
    content = schedule_bytes(_export("other_currency"), "csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content)))[1:]
    assert all("." not in cell for row in rows for cell in row[2:6])


def test_a_file_is_new_private_and_whole(tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    write_new_file(file, b"abc")
    assert file.read_bytes() == b"abc"
    assert stat.S_IMODE(os.stat(file).st_mode) == 0o600
    with pytest.raises(WrongUse) as caught:
        write_new_file(file, b"other")
    assert caught.value.code is FailureCode.FILE_EXISTS
    assert file.read_bytes() == b"abc"
    assert [path.name for path in tmp_path.iterdir()] == ["plan.csv"]


def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    link = tmp_path / "plan.csv"
    link.symlink_to(victim)
    with pytest.raises(WrongUse):
        write_new_file(link, b"other")
    assert victim.read_bytes() == b"mine"


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(WrongUse) as caught:
        write_new_file(tmp_path / "nowhere" / "plan.csv", b"abc")
    assert caught.value.code is FailureCode.FILE_UNREADABLE


def test_a_file_that_may_go_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    file.write_bytes(b"old")
    file.chmod(0o644)
    replace_file(file, b"new")
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(os.stat(file).st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["plan.csv"]


def test_replacing_a_link_leaves_what_it_points_to(tmp_path: Path) -> None:
    victim, link = tmp_path / "victim", tmp_path / "plan.csv"
    victim.write_bytes(b"mine")
    link.symlink_to(victim)
    replace_file(link, b"new")
    assert victim.read_bytes() == b"mine"
    assert not link.is_symlink()
    assert link.read_bytes() == b"new"


def test_a_folder_of_that_name_is_never_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "plan.csv"
    folder.mkdir()
    for write in (write_new_file, replace_file):
        with pytest.raises(WrongUse):
            write(folder, b"new")
    assert folder.is_dir()
    assert [path.name for path in tmp_path.iterdir()] == ["plan.csv"]


def test_a_memory_stick_without_hard_links_is_written_and_never_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_names: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    file = tmp_path / "plan.csv"
    write_new_file(file, b"abc")
    assert file.read_bytes() == b"abc"
    assert stat.S_IMODE(os.stat(file).st_mode) == 0o600
    with pytest.raises(WrongUse) as caught:
        write_new_file(file, b"other")
    assert caught.value.code is FailureCode.FILE_EXISTS
    assert file.read_bytes() == b"abc"
    assert [path.name for path in tmp_path.iterdir()] == ["plan.csv"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("write", [write_new_file, replace_file])
def test_a_full_disk_is_said_and_leaves_the_old_file(
    write: Callable[[Path, bytes], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def on_full_disk(*_arguments: object, **_named: object) -> tuple[int, str]:
        return os.open("/dev/full", os.O_WRONLY), str(tmp_path / "nothing")

    file = tmp_path / "plan.csv"
    if write is replace_file:
        file.write_bytes(b"old")
    monkeypatch.setattr(tempfile, "mkstemp", on_full_disk)
    with pytest.raises(WrongUse) as caught:
        write(file, b"abc")
    assert caught.value.values["cause"] == "full"
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == (
        [("plan.csv", b"old")] if write is replace_file else []
    )


def test_pdf_names_itself_and_hides_the_borrower(export: ScheduleExport, tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(schedule_bytes(export, "pdf"))
    told = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    assert f"Title:           {export.title}" in told
    assert "A4" in told
    text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    borrower = reading_of("insufficient_funds").snapshot.loans[0].record.borrower_name
    assert borrower not in text
    assert borrower[0] in text
    fonts = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True).stdout
    for line in fonts.splitlines()[2:]:
        embedded, _subset, with_unicode = line.split()[-5:-2]
        assert (embedded, with_unicode) == ("yes", "yes")
    assert len(file.read_bytes()) < 3_000_000


def test_a_pdf_made_in_a_worker_thread_is_the_same(export: ScheduleExport) -> None:
    with ThreadPoolExecutor(1) as pool:
        there = pool.submit(schedule_bytes, export, "pdf").result()
    assert len(there) == pytest.approx(len(schedule_bytes(export, "pdf")), abs=64)


def test_reminders_come_before_the_day(export: ScheduleExport) -> None:
    """As a calendar program reckons it: the trigger counts from the beginning of the due date."""
    event = next(iter(icalendar.Calendar.from_ical(schedule_bytes(export, "ics")).walk("VEVENT")))
    trigger = event.walk("VALARM")[0].decoded("trigger")
    at = dt.datetime.combine(event.decoded("dtstart"), dt.time()) + trigger
    assert at.date() == event.decoded("dtstart") - dt.timedelta(days=2)
    assert at.hour == 9


@pytest.mark.parametrize("story", ["other_currency", "combined_one_part_failed", "flat_consumer_loan"])
def test_xlsx_sums_are_those_of_the_lender(story: str) -> None:
    export = _export(story)
    sheet = openpyxl.load_workbook(io.BytesIO(schedule_bytes(export, "xlsx"))).active
    assert sheet is not None
    foot = next(row for row in sheet.iter_rows(values_only=True) if row[0] == export.total)
    sums = [
        sum(getattr(row, name).to_decimal() for row in export.rows) for name in ("principal", "interest", "payment")
    ]
    assert [round(Decimal(str(cell)), 2) for cell in foot[2:5]] == sums
