"""A request is taken up, answered and carried out in this order, however near its day is."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from borrower_app.sandbox.books.debit_calendar import next_retry
from borrower_app.sandbox.books.request_times import PREPAYMENT_TIME, prepayment_times, times_of
from tests.sandbox.small_story import ZONE

FIRST = dt.datetime(2024, 1, 1, tzinfo=ZONE)
instants = st.integers(0, 10 * 366 * 24 * 60).map(lambda minutes: FIRST + dt.timedelta(minutes=minutes))


@given(instants, st.integers(0, 60))
def test_a_prepayment_is_answered_before_it_is_debited(filed_at: dt.datetime, days: int) -> None:
    on = filed_at.date() + dt.timedelta(days=days)
    taken_up, answered, debited = prepayment_times(on, filed_at)
    assert filed_at <= taken_up < answered < debited
    wished = dt.datetime.combine(on, PREPAYMENT_TIME, ZONE)
    assert debited >= wished
    if days >= 1:
        assert debited == wished or filed_at.date() + dt.timedelta(days=1) == on
    assert debited - max(wished, filed_at) <= dt.timedelta(minutes=10)


@given(instants, st.sampled_from(("document_request", "penalty_waiver_request", "hardship_request", "complaint")))
def test_every_kind_takes_the_same_time_every_time(filed_at: dt.datetime, operation: str) -> None:
    times = times_of(operation, filed_at)
    assert times is not None
    assert filed_at < times[0] < times[1]
    again = times_of(operation, filed_at + dt.timedelta(days=1))
    assert again == (times[0] + dt.timedelta(days=1), times[1] + dt.timedelta(days=1))


def test_what_only_a_person_answers_has_no_time() -> None:
    assert times_of("data_request", dt.datetime(2026, 1, 1, tzinfo=ZONE)) is None


@given(instants)
def test_the_next_retry_is_an_evening_that_is_not_too_near(now: dt.datetime) -> None:
    at = next_retry(now)
    assert (at.hour, at.minute) == (22, 30)
    assert dt.timedelta(minutes=10) < at - now <= dt.timedelta(days=1, minutes=10)
