"""PDF as banks print it: each lay-out gives exactly the rows that were printed; what is no table is told as such."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from typing import Any

import pytest

from borrower_app.application.files.own_loan_input import read_own_loans
from borrower_app.exports.schedule_files import schedule_bytes
from borrower_app.imports.cells import TableRefused
from borrower_app.imports.document_kind import is_markup, is_pdf, is_picture
from borrower_app.imports.pdf_table import MOST_PAGES, read_pdf
from borrower_app.imports.word_columns import Word, rows_of_words
from borrower_app.lending.schedule import ScheduleRow, compute_schedule
from borrower_app.presentation.schedule.schedule_export import schedule_export
from tests.support.own_loans import HOUSE, house, own_reading
from tests.support.pdf_tables import ENGLISH, PRINTS, Print, letter, printed, scanned, with_script_and_attachment

TERMS: dict[str, Any] = {"number_of_installments": 60}
LOAN = house(**TERMS)
ROWS = compute_schedule(LOAN.terms).rows


def taken(content: bytes, password: str = "") -> tuple[ScheduleRow, ...]:
    """The rows of the PDF as a table of any file, through the door of `own add`."""
    (sheet,) = read_pdf(content, password)
    with tempfile.TemporaryDirectory() as folder:
        with (Path(folder) / "table.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(sheet.rows)
        (loan,) = read_own_loans({**HOUSE, **TERMS, "table_file": "table.csv"}, str(Path(folder) / "loan.json"))
    return loan.rows


def refused(content: bytes, password: str = "") -> str:
    with pytest.raises(TableRefused) as found:
        read_pdf(content, password)
    return found.value.reason


@pytest.mark.parametrize("name", PRINTS)
def test_every_print_of_several_pages_is_read(name: str) -> None:
    assert taken(printed(ROWS, PRINTS[name])) == ROWS


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.usefixtures("qapp")
def test_the_apps_own_pdf_is_read_back(language: str) -> None:
    export = schedule_export(own_reading(LOAN, language=language), LOAN.id)
    assert export is not None
    assert taken(schedule_bytes(export, "pdf")) == ROWS


def test_a_head_of_two_lines_in_one_cell_is_one_word() -> None:
    head = ("期数", "还款\n日期", "应还\n本金", "应还\n利息", "应还\n合计", "剩余\n本金")
    assert taken(printed(ROWS, Print(head=head))) == ROWS
    english = ("No.", "Due\ndate", *ENGLISH[2:])
    sheet = read_pdf(printed(ROWS, Print(head=english, font="Helvetica", above=())))[0]
    assert sheet.rows[0][1] == "Due date"


def test_a_password_is_asked_for_and_opens_the_file() -> None:
    locked = Print(font="Helvetica", head=ENGLISH, above=(), passwords=("123456", "x"))
    content = printed(ROWS, locked)
    assert refused(content) == "needs_password"
    assert refused(content, "654321") == "wrong_password"
    assert taken(content, "123456") == ROWS


def test_a_scan_is_told_as_such() -> None:
    assert refused(scanned()) == "scanned"
    assert refused(letter()) == "not_a_table"


def test_more_than_200_pages_are_not_read() -> None:
    assert refused(letter(MOST_PAGES + 1)) == "too_many_pages"


def test_scripts_and_attachments_are_ignored() -> None:
    content = with_script_and_attachment(printed(ROWS, PRINTS["ruled"]))
    assert b"JavaScript" in content
    assert taken(content) == ROWS
    assert "1,2,3,4,5" not in str(read_pdf(content))


def test_columns_are_where_figures_stand_even_where_a_cell_is_empty() -> None:
    lines = [
        ["No.", "Due", "Principal", "Interest"],
        ["1", "2026-01-20", "10.00", "1.00"],
        ["2", "2026-02-20", "", "0.50"],
        ["3", "2026-03-20", "9.00", "0.40"],
    ]
    places = [(0, 10), (30, 80), (100, 140), (160, 200)]
    words = [
        Word(places[column][0], places[column][1], line * 12, line * 12 + 10, text)
        for line, texts in enumerate(lines)
        for column, text in enumerate(texts)
        if text
    ]
    assert rows_of_words(words) == [tuple(line) for line in lines]


@pytest.mark.parametrize(
    "start",
    [
        b"\xff\xd8\xff\xe0",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"II*\0",
        b"BM\x36\0\0\0",
        b"RIFF1234WEBP",
        b"\0\0\0\x18ftypheic",
    ],
)
def test_pictures_are_known_by_what_they_begin_with(start: bytes) -> None:
    assert is_picture(start + bytes(40))
    assert not is_pdf(start)
    assert not is_markup(start)


def test_plain_tables_are_no_documents() -> None:
    for content in (b"BMW,1,2\n3,4,5", "期数,还款日".encode(), b"PK\x03\x04", b"=1"):
        assert [is_picture(content), is_pdf(content), is_markup(content)] == [False] * 3
    assert is_markup("\ufeff <table>".encode("utf-16"))
