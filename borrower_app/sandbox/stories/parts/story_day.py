"""The calendar of a story: every date follows from the instant at which the story is started.

The debit a story is about happened on `due`, early enough that the lender's word about it is on record at the start,
and the lender's plans still lie ahead. From half past midnight until half past nine in the evening that is today.
Around midnight no plan of the same day is left, so the debit was in the morning before, the plan is one day later, and
the contract grants one day of grace, so that no story becomes an overdue one by the hour at which it is started.
"""

from __future__ import annotations

import calendar
import datetime as dt
import zoneinfo
from dataclasses import dataclass
from typing import Final

SHANGHAI: Final = "Asia/Shanghai"
RETRY_TIME: Final = "22:30"

_NIGHT_RUN: Final = dt.time(0, 5, 3)
_MORNING_RUN: Final = dt.time(8, 0, 3)
_FIRST_SENSIBLE_START: Final = dt.timedelta(minutes=30)
_MORNING_KNOWN_FROM: Final = dt.time(8, 15)
_NO_PLAN_TODAY_FROM: Final = dt.time(21, 30)


def add_months(date: dt.date, months: int) -> dt.date:
    """The same day `months` later (or earlier), clamped to the month's last day."""
    index = date.year * 12 + date.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(date.day, calendar.monthrange(year, month + 1)[1]))


def month_end(date: dt.date) -> dt.date:
    """The last day of the month of `date`."""
    return date.replace(day=calendar.monthrange(date.year, date.month)[1])


def next_new_year(date: dt.date) -> dt.date:
    """The first 1 January after `date`."""
    return dt.date(date.year + 1, 1, 1)


def first_due_for(due: dt.date, preferred: int) -> tuple[int, dt.date]:
    """The number of the row due on `due` and the first due date of its table.

    Due dates are counted in months from the first one and clamped to the month's end, so that e.g. row 34 of a table
    can never fall on 31 January; then the nearest number that can is taken.
    """
    for number in (preferred, preferred + 1, preferred - 1, preferred + 2):
        first = add_months(due, 1 - number)
        if number >= 1 and add_months(first, number - 1) == due:
            return number, first
    raise ValueError("no table can have a row due on that day")


def _wall(text: str) -> dt.time:
    return dt.time.fromisoformat(text)


@dataclass(frozen=True)
class StoryDay:
    """All instants of one story in the lender's zone; `due` is the calendar date of the debit it is about."""

    start: dt.datetime
    zone: dt.tzinfo
    due: dt.date
    attempt_at: dt.datetime
    retry_at: dt.datetime
    grace_days: int

    @classmethod
    def of(cls, start: dt.datetime, zone: str = SHANGHAI) -> StoryDay:
        """The calendar for a start; raises ValueError for an instant without a zone."""
        if start.tzinfo is None:
            raise ValueError("a story starts at an instant with a zone")
        lender_zone = zoneinfo.ZoneInfo(zone)
        local = start.astimezone(lender_zone)
        due = (local - _FIRST_SENSIBLE_START).date()
        run = _MORNING_RUN if local >= dt.datetime.combine(due, _MORNING_KNOWN_FROM, lender_zone) else _NIGHT_RUN
        around_midnight = local >= dt.datetime.combine(due, _NO_PLAN_TODAY_FROM, lender_zone)
        retry_on = due + dt.timedelta(days=1) if around_midnight else due
        return cls(
            start=local,
            zone=lender_zone,
            due=due,
            attempt_at=dt.datetime.combine(due, run, lender_zone),
            retry_at=dt.datetime.combine(retry_on, _wall(RETRY_TIME), lender_zone),
            grace_days=1 if around_midnight else 0,
        )

    @property
    def today(self) -> dt.date:
        """The lender's business date at the start."""
        return self.start.date()

    @property
    def told_at(self) -> dt.datetime:
        """When the lender told the borrower about the debit."""
        return self.attempt_at.replace(second=0) + dt.timedelta(minutes=5)

    def at(self, date: dt.date, time: str) -> dt.datetime:
        """An instant from a calendar date and a time of day (HH:MM or HH:MM:SS) in the lender's zone."""
        return dt.datetime.combine(date, _wall(time), self.zone)

    def days(self, count: int) -> dt.date:
        """The date `count` days after the due date (before it when negative)."""
        return self.due + dt.timedelta(days=count)

    def months(self, count: int) -> dt.date:
        """The date `count` months after the due date, clamped to the month's end."""
        return add_months(self.due, count)

    def ahead(self, time: str, margin_minutes: int = 60) -> dt.datetime:
        """The first instant with that time of day that is at least `margin_minutes` after the start."""
        earliest = self.start + dt.timedelta(minutes=margin_minutes)
        candidate = self.at(self.today, time)
        while candidate < earliest:
            candidate = self.at(candidate.date() + dt.timedelta(days=1), time)
        return candidate
