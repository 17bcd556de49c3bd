"""Every story at starts that are awkward: around midnight, month ends, a leap day, New Year's Eve."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from functools import cache

import pytest

from borrower_app.sandbox.stories import Story, build_story, story_names
from tests.sandbox.stories.stages import Stage, stages_of

SHANGHAI = zoneinfo.ZoneInfo("Asia/Shanghai")
STARTS = (
    dt.datetime(2026, 11, 20, 0, 10, tzinfo=SHANGHAI),
    dt.datetime(2026, 11, 20, 8, 30, tzinfo=SHANGHAI),
    dt.datetime(2026, 11, 20, 12, 0, tzinfo=SHANGHAI),
    dt.datetime(2026, 11, 20, 22, 0, tzinfo=SHANGHAI),
    dt.datetime(2026, 11, 20, 23, 50, tzinfo=SHANGHAI),
    dt.datetime(2028, 2, 29, 9, 0, tzinfo=SHANGHAI),
    dt.datetime(2028, 3, 1, 0, 20, tzinfo=SHANGHAI),
    dt.datetime(2027, 1, 31, 17, 59, tzinfo=SHANGHAI),
    dt.datetime(2026, 12, 31, 23, 59, 59, tzinfo=SHANGHAI),
    dt.datetime(2027, 1, 1, 0, 30, tzinfo=SHANGHAI),
    dt.datetime(2026, 11, 30, 3, 0, tzinfo=SHANGHAI),
    dt.datetime(2027, 8, 30, 21, 2, 3, 456789, tzinfo=dt.UTC),
)


@cache
def _told(name: str) -> tuple[Story, ...]:
    starts = STARTS[1::5] if name == "heavy" else STARTS
    return tuple(build_story(name, start) for start in starts)


@pytest.fixture(params=story_names())
def tellings(request: pytest.FixtureRequest) -> tuple[Story, ...]:
    """One story, told at every start."""
    return _told(request.param)


@pytest.fixture
def stages(tellings: tuple[Story, ...]) -> list[Stage]:
    """One story's books at every start and after each of its happenings."""
    return [stage for story in tellings for stage in stages_of(story)]
