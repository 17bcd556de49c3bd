"""An exported schedule holds all that is known of it, and read back it is the same loan."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import subprocess
from pathlib import Path
from typing import Any

import icalendar
import msgspec
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borrower_app.application.files.own_loan_input import read_own_loans
from borrower_app.contract.snapshot import Held
from borrower_app.exports.pdf import Paper, pdf_bytes
from borrower_app.exports.schedule_files import schedule_bytes
from borrower_app.lending.money import Money
from borrower_app.presentation.reading.table_audit import audit_of
from borrower_app.presentation.schedule.schedule_export import ScheduleExport, schedule_export
from borrower_app.records.loan import Loan
from borrower_app.records.own_loan import OwnLoan
from borrower_app.records.own_loan_record import own_loan_record
from tests.support.own_loans import house, own_reading, reading_over
from tests.support.story_snapshot import reading_of

EARLY: dict[str, Any] = {
    "lender": "龘𠮷銀行（示例）·Café & Söhne",
    "name": '=房贷<一>；"首套", 2号',
    "debit_day": 31,
    "principal": "1234567.89",
    "annual_rate": "3.25",
    "number_of_installments": 30,
    "disbursed_on": "2026-10-31",
    "first_due_on": "2026-11-30",
    "notes": "=1+1\n第二行，很长的备注：龘𠮷",
    "prepayments": [{"on": "2027-05-10", "amount": "100000.00", "effect": "lower_installment"}],
    "rate_changes": [{"on": "2027-01-01", "annual_rate": "3.00"}],
}


def _own_export(loan: OwnLoan, language: str = "zh") -> ScheduleExport:
    made = schedule_export(own_reading(loan, language=language), loan.id)
    assert made is not None
    return made


def _head_and_rows(content: bytes) -> tuple[list[str], list[list[str]]]:
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    return head, rows


@pytest.mark.parametrize(("language", "head"), [("zh", "提前还款"), ("en", "Prepayment")])
def test_a_prepayment_stands_in_the_row_of_its_period_and_its_day_above_the_table(
    language: str, head: str, tmp_path: Path
) -> None:
    export = _own_export(house(**EARLY), language)
    heads, rows = _head_and_rows(schedule_bytes(export, "csv"))
    place = heads.index(head)
    assert {row[0]: row[place] for row in rows if row[place]} == {"7": "100000.00"}
    sheet = openpyxl.load_workbook(io.BytesIO(schedule_bytes(export, "xlsx"))).active
    assert sheet is not None
    cells = [list(row) for row in sheet.iter_rows(values_only=True)]
    titles = next(row for row in cells if row[0] == heads[0])
    early = titles.index(head)
    assert [row[early] for row in cells[cells.index(titles) + 1 :] if row[early] is not None] == [100_000, 100_000]
    file = tmp_path / "plan.pdf"
    file.write_bytes(schedule_bytes(export, "pdf"))
    text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    assert head in text
    day = {"zh": "2027 年 5 月 10 日", "en": "10 May 2027"}[language]
    assert any(day in line and "100,000.00" in line for line in text.splitlines())
    assert any(export.rows[6].due.isoformat() in line and "100,000.00" in line for line in text.splitlines())


def test_fees_penalties_and_what_was_paid_stand_in_the_file_where_there_are_some() -> None:
    reading = reading_of("insufficient_funds", "en")
    held = reading.snapshot.loans[0]
    table = reading.snapshot.tables[held.record.id]
    first, second, *rest = table.record.rows
    rows = (
        msgspec.structs.replace(first, fee=Money(3_600, "CNY"), paid=first.payment, paid_on=dt.date(2024, 3, 19)),
        msgspec.structs.replace(second, penalty=Money(12, "CNY"), paid=Money(5, "CNY")),
        *rest,
    )
    changed = msgspec.structs.replace(table, record=msgspec.structs.replace(table.record, rows=rows))
    snapshot = dataclasses.replace(reading.snapshot, tables={held.record.id: changed})
    export = schedule_export(reading_over(snapshot, "en"), held.record.id)
    assert export is not None
    heads, told = _head_and_rows(schedule_bytes(export, "csv"))
    named = [dict(zip(heads, row, strict=True)) for row in told]
    assert (named[0]["Fee"], named[0]["Penalty interest"]) == ("36.00", "")
    assert (named[0]["Paid so far"], named[0]["Day it was paid"]) == (first.payment.to_decimal_text(), "2024-03-19")
    assert (named[1]["Fee"], named[1]["Penalty interest"], named[1]["Paid so far"]) == ("", "0.12", "0.05")
    sheet = openpyxl.load_workbook(io.BytesIO(schedule_bytes(export, "xlsx"))).active
    assert sheet is not None
    assert heads in [list(row) for row in sheet.iter_rows(values_only=True)]


def test_a_table_without_them_keeps_its_seven_columns() -> None:
    assert len(_own_export(house()).columns) == 7


@st.composite
def entered(draw: st.DrawFn) -> dict[str, Any]:
    """A loan as a person may enter it, with prepayments on any day and rate changes."""
    count = draw(st.integers(2, 40))
    paid_out = draw(st.dates(dt.date(1990, 1, 1), dt.date(2080, 1, 1)))
    last = paid_out + dt.timedelta(days=28 * (count - 1))
    day_within = st.dates(paid_out + dt.timedelta(days=32), max(last, paid_out + dt.timedelta(days=33)))
    early = draw(st.lists(st.tuples(day_within, st.integers(1, 9_000_000)), max_size=3, unique_by=lambda one: one[0]))
    changes = draw(st.lists(day_within, max_size=2, unique=True))
    return {
        "principal": f"{draw(st.integers(10_000_00, 900_000_000_00)) / 100:.2f}",
        "annual_rate": f"{draw(st.integers(1, 2400)) / 100:.2f}",
        "number_of_installments": count,
        "disbursed_on": paid_out.isoformat(),
        "debit_day": draw(st.integers(1, 28)),
        "method": draw(st.sampled_from(["equal_installment", "equal_principal"])),
        "prepayments": [
            {"on": on.isoformat(), "amount": str(amount), "effect": draw(st.sampled_from(EFFECTS))}
            for on, amount in sorted(early)
        ],
        "rate_changes": [{"on": on.isoformat(), "annual_rate": "3.35"} for on in sorted(changes)],
        "rounding": {"interest": "half_up", "installment": "half_up"},
        "day_count": draw(st.sampled_from(["30/360", "actual/365"])),
    }


EFFECTS = ("shorter_term", "lower_installment")


@settings(max_examples=40, deadline=None)
@given(entered(), st.sampled_from(["csv", "xlsx"]), st.sampled_from(["zh", "en"]), st.sampled_from([",", ";", "\t"]))
def test_the_apps_own_file_read_back_is_the_same_loan(
    tmp_path_factory: pytest.TempPathFactory, members: dict[str, Any], form: str, language: str, separator: str
) -> None:
    loan = house(**members)
    folder = tmp_path_factory.mktemp("plan")
    (folder / f"plan.{form}").write_bytes(schedule_bytes(_own_export(loan, language), form, separator))
    given = {"lender": loan.lender, "name": loan.name, "card_last4": "5678", **members, "table_file": f"plan.{form}"}
    (again,) = read_own_loans(given, str(folder / "loan.json"))
    assert again.computed_columns == ()
    computed, taken_over = own_loan_record(loan)[1], own_loan_record(again)[1]
    assert taken_over.rows == computed.rows
    assert again.terms == loan.terms
    record, table = own_loan_record(again)
    assert audit_of(record, table).agrees, members
    assert _shown(_own_export(again)) == _shown(_own_export(loan))


def _shown(export: ScheduleExport) -> object:
    return export.columns, export.rows


@pytest.mark.parametrize("name", ["一行\n两行", "a\r\nb", "a\rb\x0bc", "{n} {amount}", "a;b,c\\n:d", "龘𠮷", "\u2028"])
def test_a_calendar_takes_any_name(name: str) -> None:
    export = _named_export(name)
    calendar = icalendar.Calendar.from_ical(schedule_bytes(export, "ics"))
    events = calendar.walk("VEVENT")
    coming = [row for row in export.rows if row.is_open]
    assert len(events) == len(coming)
    assert [str(event["summary"]) for event in events] == [row.reminder for row in coming]
    assert all("\n" not in row.reminder for row in coming)
    if name == "{n} {amount}":
        assert name in str(events[0]["summary"])


def _named_export(name: str) -> ScheduleExport:
    reading = reading_of("insufficient_funds")
    held = reading.snapshot.loans[0]
    renamed: Held[Loan] = msgspec.structs.replace(held, record=msgspec.structs.replace(held.record, name=name))
    made = schedule_export(reading_over(dataclasses.replace(reading.snapshot, loans=(renamed,))), held.record.id)
    assert made is not None
    return made


@pytest.mark.parametrize("day", [dt.date.min, dt.date(1899, 12, 31), dt.date(1900, 2, 28), dt.date.max])
@pytest.mark.parametrize("form", ["ics", "csv", "xlsx", "pdf"])
def test_every_day_of_the_calendar_can_be_exported(day: dt.date, form: str) -> None:
    export = _own_export(house())
    row = msgspec.structs.replace(export.rows[-1], due=day, is_open=True)
    content = schedule_bytes(msgspec.structs.replace(export, rows=(row,)), form)
    if form == "ics":
        (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
        assert event.decoded("dtstart") == day
    if form == "csv":
        assert _head_and_rows(content)[1][0][1] == day.isoformat()
    if form == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        assert sheet is not None
        assert day.isoformat() in {str(cell)[:10] for line in sheet.iter_rows(values_only=True) for cell in line}


def test_a_rare_character_is_drawn_or_named_never_lost(tmp_path: Path) -> None:
    """A private character has a picture in no font; one of an everyday plane perhaps in one of the system's."""
    file = tmp_path / "rare.pdf"
    file.write_bytes(pdf_bytes(Paper("x", "<p>𠮷野家 &lt;龘&gt; \U000f1234</p>", "{page}")))
    text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    assert "𠮷" in text or "[U+20BB7]" in text
    assert "龘" in text or "[U+9F98]" in text
    assert "[U+F1234]" in text
    assert "野家" in text
