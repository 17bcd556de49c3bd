"""The calendar of a story holds at whatever instant it is started."""

from __future__ import annotations

import datetime as dt
import zoneinfo

from hypothesis import given, settings
from hypothesis import strategies as st

from borrower_app.sandbox.stories.parts.mortgage import mortgage
from borrower_app.sandbox.stories.parts.story_day import StoryDay, add_months, first_due_for

instants = st.integers(1_735_689_600, 1_988_150_400).map(lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC))
zones = st.sampled_from(["Asia/Shanghai", "Asia/Tokyo", "Asia/Kolkata"])


@given(instants, zones)
def test_the_debit_is_over_and_the_plan_lies_ahead(start: dt.datetime, zone: str) -> None:
    day = StoryDay.of(start, zone)
    local = start.astimezone(zoneinfo.ZoneInfo(zone))
    assert day.start == start
    assert day.today == local.date()
    assert day.today - day.due in (dt.timedelta(0), dt.timedelta(days=1))
    assert day.attempt_at.date() == day.due
    assert day.attempt_at < day.told_at <= day.start - dt.timedelta(minutes=10)
    assert dt.timedelta(minutes=30) <= day.retry_at - day.start <= dt.timedelta(days=1, hours=1)
    assert day.retry_at.date() <= day.due + dt.timedelta(days=day.grace_days)


@given(instants, st.sampled_from(["08:30", "18:00", "22:30"]), st.integers(0, 240))
def test_ahead_is_the_first_such_time_after_the_margin(start: dt.datetime, time: str, margin: int) -> None:
    day = StoryDay.of(start)
    found = day.ahead(time, margin)
    assert f"{found:%H:%M}" == time
    assert dt.timedelta(minutes=margin) <= found - day.start < dt.timedelta(minutes=margin, days=1)


@given(st.dates(dt.date(2025, 1, 1), dt.date(2032, 12, 31)), st.integers(2, 200))
def test_every_day_can_be_a_due_date_of_a_table(due: dt.date, preferred: int) -> None:
    number, first = first_due_for(due, preferred)
    assert abs(number - preferred) <= 2
    assert add_months(first, number - 1) == due


@settings(max_examples=25, deadline=None)
@given(instants)
def test_the_usual_mortgage_is_open_on_its_day(start: dt.datetime) -> None:
    day = StoryDay.of(start)
    books = mortgage(day)
    assert books.next_row.due == day.due
    assert books.row(books.next_row.n - 1).paid_on == books.row(books.next_row.n - 1).due
    assert books.loan.first_due_on > books.loan.disbursed_on
