"""Stepping from an anchor, splitting days at the year's end, and rounding against the decimal module."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Context, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrower_app.lending.calendar import days_between, days_by_year_length, due_dates, step
from borrower_app.lending.rounding import Mode, divide, to_multiple

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@given(DAYS, st.integers(-400, 1200))
def test_a_step_of_months_lands_in_its_month_on_its_day_or_the_last_one(anchor: date, count: int) -> None:
    found = step(anchor, "month", count)
    assert found.year * 12 + found.month == anchor.year * 12 + anchor.month + count
    assert found.day == anchor.day or (found.day < anchor.day and (found + timedelta(days=1)).day == 1)


@given(DAYS, st.integers(1, 13), st.integers(1, 40))
def test_due_dates_step_from_the_first_one(first: date, every: int, number: int) -> None:
    dues = due_dates(first, "month", every, number)
    assert dues[0] == first
    assert all(dues[index] == step(first, "month", every * index) for index in range(number))
    assert list(dues) == sorted(set(dues))


@given(DAYS, st.integers(0, 2000))
def test_days_split_by_year_length_are_all_the_days(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    common, leap = days_by_year_length(start, end)
    assert common + leap == days_between(start, end) == days


def test_days_of_a_leap_year_are_its_own() -> None:
    assert days_by_year_length(date(2027, 12, 20), date(2028, 1, 20)) == (12, 19)
    assert days_by_year_length(date(2100, 1, 1), date(2101, 1, 1)) == (365, 0)


@given(
    st.sampled_from(
        (("half_up", ROUND_HALF_UP), ("half_even", ROUND_HALF_EVEN), ("up", ROUND_UP), ("down", ROUND_DOWN))
    ),
    st.integers(-(10**12), 10**12),
    st.sampled_from((1, 2, 4, 5, 8, 10, 100, 1000)),
)
def test_rounding_is_that_of_the_decimal_module(mode: tuple[Mode, str], numerator: int, denominator: int) -> None:
    exact = Context(prec=40).divide(Decimal(numerator), Decimal(denominator))
    assert divide(numerator, denominator, mode[0]) == int(exact.quantize(Decimal(1), mode[1]))


@pytest.mark.parametrize("mode, expected", [("half_up", 10), ("half_even", 0), ("up", 10), ("down", 0)])
def test_rounding_to_a_multiple(mode: Mode, expected: int) -> None:
    assert to_multiple(5, 1, 10, mode) == expected
