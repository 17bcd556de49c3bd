"""A combined loan: the months hold every row of every part once, and the sums are those of the parts."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from borrower_app.lending.combined import combine
from borrower_app.lending.schedule import ScheduleRow, compute_schedule
from borrower_app.lending.terms_json import read_terms
from tests.lending.strategies import eventful_terms

PARTS = st.dictionaries(st.sampled_from(("fund", "commercial", "third")), eventful_terms(), min_size=1)


@settings(max_examples=60, deadline=None)
@given(PARTS)
def test_the_total_is_the_total_of_the_parts(terms: dict[str, dict[str, object]]) -> None:
    tables = {part: compute_schedule(read_terms(one)) for part, one in terms.items()}
    months = combine({part: table.rows for part, table in tables.items()})
    rows = [row for table in tables.values() for row in table.rows]
    for name in ("principal", "interest", "payment"):
        assert sum(getattr(month, name) for month in months) == sum(getattr(row, name) for row in rows)
    assert [(month.year, month.month) for month in months] == sorted({(row.due.year, row.due.month) for row in rows})
    for part, table in tables.items():
        assert tuple(row for month in months for row in month.rows.get(part, ())) == table.rows
    assert months[-1].balance == sum(table.rows[-1].balance for table in tables.values()) == 0


@settings(max_examples=40, deadline=None)
@given(PARTS)
def test_a_part_that_is_missing_changes_nothing_of_the_others(terms: dict[str, dict[str, object]]) -> None:
    tables = {part: compute_schedule(read_terms(one)).rows for part, one in terms.items()}
    gone = sorted(tables)[0]
    without = combine({part: () if part == gone else rows for part, rows in tables.items()})
    for month in without:
        assert gone not in month.rows
    kept = [row for part, rows in tables.items() if part != gone for row in rows]
    assert sum(month.payment for month in without) == sum(row.payment for row in kept)


def test_two_due_days_of_one_month_stand_together_and_the_principal_left_is_of_both() -> None:
    def row(n: int, due: date, principal: int, balance: int) -> ScheduleRow:
        return ScheduleRow(n, due, principal, 10, principal + 10, 0, balance)

    fund = [row(1, date(2026, 1, 5), 100, 100), row(2, date(2026, 2, 5), 100, 0)]
    commercial = [row(1, date(2026, 2, 20), 300, 0)]
    first, second = combine({"fund": fund, "commercial": commercial})
    assert (first.payment, first.balance, set(first.rows)) == (110, 100 + 300, {"fund"})
    assert (second.payment, second.balance) == (110 + 310, 0)
    assert combine({}) == ()
