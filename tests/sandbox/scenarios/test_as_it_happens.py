"""What happens by itself does not take back what the borrower did in between."""

from __future__ import annotations

import datetime as dt

import msgspec

from borrower_app.records.debit import Posting
from borrower_app.sandbox.scenarios import build_story
from borrower_app.sandbox.scenarios.as_it_happens import as_it_happens, key_of

START = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
LOAN = ("loan", "loan-commercial")
TABLE = ("installment_table", "table-loan-commercial")


def _story():
    story = build_story("insufficient_funds", START)
    return story.happenings[0], {key_of(record): record for record in story.records}


def test_books_nobody_touched_take_the_happening_as_it_is():
    happening, told = _story()
    assert as_it_happens(happening, told, dict(told)) == happening


def test_a_card_changed_in_between_stays_changed():
    happening, told = _story()
    now = dict(told)
    now[LOAN] = msgspec.structs.replace(told[LOAN], instrument_id="card-new")
    fitted = {key_of(record): record for record in as_it_happens(happening, told, now).upsert}
    assert fitted[LOAN].instrument_id == "card-new"
    assert fitted[LOAN].outstanding_principal == told[TABLE].rows[33].balance
    assert fitted[TABLE].rows[33].paid == told[TABLE].rows[33].payment


def test_another_row_changed_in_between_stays_changed():
    happening, told = _story()
    now = dict(told)
    rows = told[TABLE].rows
    earlier = msgspec.structs.replace(rows[0], paid_on=dt.date(2024, 2, 21))
    now[TABLE] = msgspec.structs.replace(told[TABLE], rows=(earlier, *rows[1:]))
    fitted = {key_of(record): record for record in as_it_happens(happening, told, now).upsert}
    assert fitted[TABLE].rows[0] == earlier
    assert fitted[TABLE].rows[33].paid == rows[33].payment


def test_an_installment_settled_in_between_is_not_taken_again():
    happening, told = _story()
    rows = told[TABLE].rows
    paid = msgspec.structs.replace(rows[33], paid=rows[33].payment, paid_on=START.date())
    now = {**told, TABLE: msgspec.structs.replace(told[TABLE], rows=(*rows[:33], paid, *rows[34:]))}
    assert as_it_happens(happening, told, now) is None


def test_new_records_of_a_happening_come_through():
    happening, told = _story()
    now = dict(told)
    now[LOAN] = msgspec.structs.replace(told[LOAN], note="x")
    attempts = [record for record in as_it_happens(happening, told, now).upsert if hasattr(record, "attempt_number")]
    assert [attempt.attempt_number for attempt in attempts] == [2]
    assert isinstance(attempts[0].posting, Posting)
