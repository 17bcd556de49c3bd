"""Fortress (g) in files: a lender's hostile texts reach no title, note, event or cell as they came."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Iterator

import icalendar
import msgspec
import openpyxl
import pytest

from borrower_app.exports.schedule_files import schedule_bytes
from borrower_app.exports.schedule_paper import schedule_paper
from borrower_app.foreign_text import CLOSES, OPENS
from borrower_app.presentation.schedule.schedule_export import ScheduleExport, schedule_export
from borrower_app.sandbox.stories import build_story
from tests.support.own_loans import reading_over
from tests.support.poisoned_story import HEBREW, poisoned
from tests.support.raw_controls import raw_controls
from tests.support.story_snapshot import NOON, snapshot_of


def _export(first: int, language: str) -> ScheduleExport:
    snapshot = snapshot_of(poisoned(build_story("insufficient_funds", NOON), first))
    made = schedule_export(reading_over(snapshot, language), snapshot.loans[0].record.id)
    assert made is not None
    return made


def _texts(export: ScheduleExport) -> Iterator[str]:
    paper = schedule_paper(export)
    yield from (paper.title, paper.page, paper.body)
    yield from (
        cell for row in csv.reader(io.StringIO(schedule_bytes(export, "csv").decode("utf-8-sig"))) for cell in row
    )
    sheet = openpyxl.load_workbook(io.BytesIO(schedule_bytes(export, "xlsx"))).active
    assert sheet is not None
    yield from (str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)
    calendar = icalendar.Calendar.from_ical(schedule_bytes(export, "ics"))
    yield from (
        str(part.get(name, "")) for part in calendar.walk() for name in ("summary", "description", "x-wr-calname")
    )


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("first", (0, 7))
def test_no_file_holds_a_raw_control(first: int, language: str) -> None:
    told = list(_texts(_export(first, language)))
    assert [(ascii(text)[:120], found) for text in told if (found := raw_controls(text))] == []


def test_a_right_to_left_name_is_closed_in_where_an_amount_follows() -> None:
    snapshot = snapshot_of(build_story("insufficient_funds", NOON))
    held = snapshot.loans[0]
    loan = msgspec.structs.replace(held.record, name=f"{HEBREW}\u202e")
    hostile = dataclasses.replace(snapshot, loans=(msgspec.structs.replace(held, record=loan),))
    made = schedule_export(reading_over(hostile), loan.id)
    assert made is not None
    assert f"{OPENS}{HEBREW}\ufffd{CLOSES}" in made.title
    assert f"{OPENS}{HEBREW}\ufffd{CLOSES}" in made.rows[0].reminder
