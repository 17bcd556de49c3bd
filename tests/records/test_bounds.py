"""Values are believed only within bounds: every member of every kind of record, just inside and far outside."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrower_app.contract.kinds import RECORD_TYPES, Record
from borrower_app.lending.money import Money
from borrower_app.records.bounds import NO_END, NO_END_AT, OutOfBounds, instant_within_bounds, is_endless, within_bounds
from borrower_app.records.correspondence import ReferenceRate
from borrower_app.sandbox.stories import build_story

START = dt.datetime(2026, 11, 20, 9, tzinfo=dt.timezone(dt.timedelta(hours=8)))
STORIES = ("overdue_40_days", "hardship_granted", "debited_twice", "prepaid", "channel_down", "provident_fund_january")
FAR_DATES = (dt.date(1, 1, 1), dt.date(1899, 12, 31), dt.date(2200, 1, 1), dt.date(9999, 12, 31))
ENDS = ("valid_until", "expires_on", "until")
MAY_BE_BELOW_ZERO = ("rows.principal", "rows.balance")


def everything_told() -> list[Record]:
    """Records of the stories, the one with the most members filled for each kind."""
    best: dict[str, Record] = {}
    for name in STORIES:
        story = build_story(name, START)
        for record in (*story.records, *(one for happening in story.happenings for one in happening.upsert)):
            kind = next(kind for kind, type_ in RECORD_TYPES.items() if type_ is type(record))
            if kind not in best or len(msgspec.json.encode(record)) > len(msgspec.json.encode(best[kind])):
                best[kind] = record
    return list(best.values())


RECORDS = everything_told()


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], Any]]:
    """Every date, instant and amount in a record, with the way to it; of a list the first and last."""
    if isinstance(value, Money | dt.date):
        return [(path, value)]
    if isinstance(value, msgspec.Struct):
        return [found for name in value.__struct_fields__ for found in places(getattr(value, name), (*path, name))]
    if isinstance(value, tuple) and value:
        ends = {0, len(value) - 1}
        return [found for index in ends for found in places(value[index], (*path, index))]
    return []


def put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    step, *rest = path
    if isinstance(step, int):
        return tuple(put(item, tuple(rest), new) if index == step else item for index, item in enumerate(value))
    return msgspec.structs.replace(value, **{step: put(getattr(value, step), tuple(rest), new)})


def get(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    return value


CASES = [(record, path, old) for record in RECORDS for path, old in places(record)]


def named(path: tuple[Any, ...]) -> str:
    return ".".join(step for step in path if isinstance(step, str))


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_honest_records_pass_as_they_are(record: Record) -> None:
    assert within_bounds(record) is record


@pytest.mark.parametrize(
    ("record", "path", "old"), CASES, ids=lambda value: named(value) if isinstance(value, tuple) else ""
)
def test_each_member_is_looked_at(record: Any, path: tuple[Any, ...], old: Any) -> None:
    for far in far_values(old):
        broken = put(record, path, far)
        may_be_endless = path[-1] in ENDS and far.year >= 2200 if isinstance(far, dt.date) else False
        if may_be_endless:
            no_end = NO_END_AT if isinstance(far, dt.datetime) else NO_END
            assert get(within_bounds(broken), path) == no_end
            assert is_endless(NO_END)
        elif named(path).endswith(MAY_BE_BELOW_ZERO):
            assert within_bounds(broken) is broken
        else:
            with pytest.raises(OutOfBounds) as refused:
                within_bounds(broken)
            assert str(path[-1]) in str(refused.value)


def far_values(old: Any) -> list[Any]:
    if isinstance(old, Money):
        return [Money(-1, old.currency)]
    if isinstance(old, dt.datetime):
        zone = dt.timezone(dt.timedelta(hours=14))
        return [
            *(dt.datetime.combine(day, dt.time(), dt.UTC) for day in FAR_DATES),
            dt.datetime(1, 1, 1, tzinfo=zone),
            old.replace(tzinfo=dt.timezone(dt.timedelta(hours=19))),
        ]
    return list(FAR_DATES)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)))
def test_every_date_within_is_believed_and_survives_arithmetic(day: dt.date) -> None:
    rate = ReferenceRate(id="r", name="LPR_5Y", on=day, annual_rate="3.5")
    assert within_bounds(rate) is rate
    assert day + dt.timedelta(days=36_600) > day
    assert day - dt.timedelta(days=36_600) < day


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)), st.times(), st.integers(-18 * 60, 18 * 60))
def test_every_instant_within_can_be_told_in_any_zone(day: dt.date, time: dt.time, offset: int) -> None:
    instant = dt.datetime.combine(day, time, dt.timezone(dt.timedelta(minutes=offset)))
    assert instant_within_bounds(instant, "at") is instant
    for hours in (-23, 0, 23):
        assert instant.astimezone(dt.timezone(dt.timedelta(hours=hours))) == instant
