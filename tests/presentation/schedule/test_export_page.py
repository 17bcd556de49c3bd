"""S-7 in words: every way an export can end, and file names that every system takes."""

from __future__ import annotations

import dataclasses

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borrower_app.contract.snapshot import Held
from borrower_app.presentation.schedule.export_page import export_dialog, export_view, suggested_name
from borrower_app.presentation.schedule.export_views import ExportState, Stage
from borrower_app.presentation.words.parts import FileDialogWords
from tests.support.story_snapshot import reading_of
from tests.support.view_words import EN, ZH

READING = reading_of("insufficient_funds")
LOAN = READING.snapshot.loans[0].record
FORBIDDEN = set('<>:"/\\|?*\0\r\n\t ')


@pytest.mark.parametrize("cause", ["full", "forbidden", "gone", "name", "other", "storage", "something new"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_trouble_says_that_nothing_was_saved_and_what_to_do(cause: str, language: str) -> None:
    reading = reading_of("insufficient_funds", language)
    view = export_view(reading, LOAN.id, ExportState("failed", LOAN.id, "/a/b.pdf", cause))
    [line] = view.results
    told = line.words[0].text
    assert told.startswith("没有保存" if language == "zh" else "Not saved")
    assert line.tone == "bad"
    assert len(told) <= (80 if language == "zh" else 140)


@pytest.mark.parametrize(
    ("stage", "results", "asks", "busy"),
    [
        ("idle", 0, False, False),
        ("writing", 1, False, True),
        ("exists", 0, True, False),
        ("done", 1, False, False),
    ],
)
def test_the_page_follows_the_export(stage: Stage, results: int, asks: bool, busy: bool) -> None:
    view = export_view(READING, LOAN.id, ExportState(stage, LOAN.id, "/home/a/计划.pdf"))
    assert (len(view.results), view.asks is not None, view.is_busy) == (results, asks, busy)
    assert [one.file_format for one in view.formats] == ["pdf", "xlsx", "csv", "ics"]


def test_the_result_of_one_loan_is_not_told_of_another() -> None:
    reading = reading_of("combined_one_part_failed")
    first, second = (held.record.id for held in reading.snapshot.loans)
    done = ExportState("done", first, "/a/b.pdf")
    assert export_view(reading, first, done).results
    assert export_view(reading, second, done).results == ()


def test_without_a_table_there_is_nothing_to_export() -> None:
    bare = dataclasses.replace(READING, snapshot=dataclasses.replace(READING.snapshot, tables={}))
    assert export_view(bare, LOAN.id, ExportState()).empty is not None
    nothing = dataclasses.replace(READING, snapshot=dataclasses.replace(READING.snapshot, loans=(), tables={}))
    assert export_view(nothing, "", ExportState()).empty is not None


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_a_loans_name_never_spoils_the_file_name(name: str) -> None:
    loan = Held(msgspec.structs.replace(LOAN, name=name), 1)
    reading = dataclasses.replace(READING, snapshot=dataclasses.replace(READING.snapshot, loans=(loan,)))
    suggested = suggested_name(reading, LOAN.id, "pdf")
    assert suggested.endswith("-2026-11-20.pdf")
    assert not FORBIDDEN & set(suggested)
    assert not suggested.startswith((".", "-"))
    assert len(suggested) < 140


def test_its_dialog_in_both_languages() -> None:
    assert export_dialog(ZH) == FileDialogWords("导出还款计划", "文件")
    assert export_dialog(EN) == FileDialogWords("Export the schedule", "File")
