"""S-3 and S-1 on tables that banks really print: named only when certain, and never called too dear without proof."""

from __future__ import annotations

from typing import Any

import pytest

from borrower_app.lending.schedule_json import schedule_from_json
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.table_audit import terms_as_computed
from borrower_app.presentation.schedule.check import check_view
from borrower_app.presentation.schedule.schedule import schedule_view
from borrower_app.presentation.schedule.views import CheckView
from tests.lending.test_audit_conventions import LONG_START, REPRICED, one_fen_more, plain_rows
from tests.support.own_loans import entered_of, house, own_reading

OWN = {"debit_day": 20, "currency": "CNY"}


def reading_of_table(terms: dict[str, Any], rows: list[dict[str, Any]], language: str = "en") -> Reading:
    """An own loan with the bank's table taken over; the terms as the borrower knows them."""
    return own_reading(house(**{**terms, **OWN, "rows": rows}), language=language)


def texts(view: CheckView) -> str:
    """All that the page says."""
    lines = [piece.text for line in view.findings for piece in line.words]
    pairs = [piece.text for pair in view.odd for piece in (*pair.words, *pair.value)]
    return "\n".join([view.headline, view.lead, *lines, view.odd_title, view.odd_note, *pairs])


def test_a_certain_way_of_counting_is_named_with_its_first_period() -> None:
    view = check_view(reading_of_table(LONG_START, plain_rows({**LONG_START, "first_period": "actual/360"})), "")
    assert view.pill is not None
    assert view.pill.tone == "good"
    assert "counted so: every month counts the same." in texts(view)
    assert "The first period is counted so: actual days, a year of 360." in texts(view)


def test_of_two_ways_that_fit_none_is_named() -> None:
    view = check_view(reading_of_table(LONG_START, plain_rows({**LONG_START, "first_period": "30/360"})), "")
    assert view.pill is not None
    assert view.pill.tone == "good"
    assert "counted so" not in texts(view)
    assert "ways of counting and rounding give this very table" in texts(view)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_where_no_way_is_found_nothing_is_called_too_much(language: str) -> None:
    rows = one_fen_more(plain_rows({**LONG_START, "first_period": "actual/360"}), 0)
    reading = reading_of_table(LONG_START, rows, language)
    view = check_view(reading, "")
    told = texts(view)
    words = ("you pay", "too high", "too low", "more over the rest") if language == "en" else ("多付", "少付", "偏高")
    assert not [word for word in words if word in told]
    assert len(view.odd) == 1
    assert "1,772.18" in told
    assert view.odd_title == ("The figures to ask about" if language == "en" else "要问的数字")
    page = schedule_view(reading, "", None)
    assert page.rows


def test_a_proved_convention_still_says_what_one_odd_figure_costs() -> None:
    rows = one_fen_more(plain_rows({**REPRICED, "broken_period": "actual/360"}), 12)
    view = check_view(reading_of_table(REPRICED, rows), "")
    assert "you pay CNY 0.01 more over the rest of the loan" in texts(view)
    assert view.headline == "From installment 13 on, a figure does not follow from the terms"


def test_a_what_if_counts_as_the_bank_counts() -> None:
    convention = {"first_period": "actual/360"}
    reading = reading_of_table(LONG_START, plain_rows({**LONG_START, **convention}))
    loan = entered_of(reading)
    terms, matches = terms_as_computed(loan, reading.snapshot.tables[loan.id].record)
    assert matches
    assert terms is not None
    assert terms.first_period == "actual/360"


def test_a_growing_debt_is_told_on_the_schedule() -> None:
    terms = {"principal": "100000.00", "annual_rate": "12", "number_of_installments": 6, "disbursed_on": "2026-10-20"}
    rows = schedule_from_json({**terms, "stated_installment": "900.00"})["rows"]
    page = schedule_view(reading_of_table(terms, rows), "", None)
    notes = [piece.text for line in page.notes for piece in line.words]
    assert any("the debt grows instead of falling" in note for note in notes)
