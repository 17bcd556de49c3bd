"""Calendar dates of a loan: stepping by periods with month ends clamped, and counting days. No clock is read here."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

Unit = Literal["month", "week", "day", "year"]

UNITS: Final[tuple[Unit, ...]] = ("month", "week", "day", "year")
PERIODS_A_YEAR: Final[dict[Unit, int]] = {"month": 12, "week": 52, "day": 365, "year": 1}

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year: int) -> bool:
    """Whether the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _month_later(anchor: date, months: int) -> date:
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    day = anchor.day
    if day > 28:
        day = min(day, 29 if month == 1 and is_leap(year) else _LENGTHS[month])
    return date(year, month + 1, day)


def step(anchor: date, unit: Unit, count: int) -> date:
    """`count` units after the anchor (before it, if negative); a month end is clamped: 31 January + 1 = 28 February.

    Stepping always starts from the anchor, so 31 January + 2 is 31 March. Raises ValueError or OverflowError beyond
    the years 1 to 9999.
    """
    if unit == "month":
        return _month_later(anchor, count)
    if unit == "year":
        return _month_later(anchor, 12 * count)
    return anchor + timedelta(days=count * 7 if unit == "week" else count)


def month_length(day: date) -> int:
    """The days of the month of a day."""
    return 29 if day.month == 2 and is_leap(day.year) else _LENGTHS[day.month - 1]


def step_to_day(anchor: date, unit: Unit, count: int, due_day: int | None) -> date:
    """`step`, but to this day of the month (or the last one of a shorter month), where one is given."""
    stepped = step(anchor, unit, count)
    return stepped if due_day is None else stepped.replace(day=min(due_day, month_length(stepped)))


@lru_cache(maxsize=128)
def due_dates(first_due: date, unit: Unit, every: int, number: int, due_day: int | None = None) -> tuple[date, ...]:
    """The due dates of all installments, each stepped from the first one.

    `due_day` is for months and years: a first due date of 30 November that stands for the 31st is followed by
    31 December.
    """
    return tuple([step_to_day(first_due, unit, every * count, due_day) for count in range(number)])


def days_of_thirty(start: date, end: date) -> int:
    """Days from start to end where every month has 30 of them (30E/360): the 31st counts as the 30th."""
    months = 12 * (end.year - start.year) + end.month - start.month
    return 30 * months + min(end.day, 30) - min(start.day, 30)


def days_between(start: date, end: date) -> int:
    """Calendar days from start to end, the end day not counted."""
    return (end - start).days


def days_by_year_length(start: date, end: date) -> tuple[int, int]:
    """The days from start to end, split into those of 365-day and those of 366-day years."""
    common = leap = 0
    while start < end:
        stop = min(end, date(start.year + 1, 1, 1)) if start.year < 9999 else end
        if is_leap(start.year):
            leap += (stop - start).days
        else:
            common += (stop - start).days
        start = stop
    return common, leap
