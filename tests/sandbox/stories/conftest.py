"""Every story at starts that are awkward: around midnight, month ends, a leap day, New Year's Eve."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from borrower_app.contract.kinds import RECORD_TYPES, Record
from borrower_app.sandbox.stories import Story, build_story, story_names

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
KIND_OF = {type_: kind for kind, type_ in RECORD_TYPES.items()}


@dataclass(frozen=True)
class Stage:
    """The lender's books of one story at one instant: at the start, or just after a happening."""

    story: Story
    now: dt.datetime
    records: dict[tuple[str, str], Record]

    def of(self, type_: type) -> list:
        """All records of one type."""
        return [record for record in self.records.values() if isinstance(record, type_)]

    def get(self, kind: str, identifier: str) -> Record | None:
        """One record, or None."""
        return self.records.get((kind, identifier))

    def __str__(self) -> str:
        return f"{self.story.name} started {self.story.start:%Y-%m-%d %H:%M}, at {self.now:%m-%d %H:%M}"


def _stages(story: Story) -> Iterator[Stage]:
    records = {(KIND_OF[type(record)], record.id): record for record in story.records}
    yield Stage(story, story.start, dict(records))
    for happening in story.happenings:
        for key in happening.delete:
            del records[key]
        records.update({(KIND_OF[type(record)], record.id): record for record in happening.upsert})
        yield Stage(story, happening.at, dict(records))


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
    return [stage for story in tellings for stage in _stages(story)]


@pytest.fixture
def tell() -> Callable[[str, dt.datetime], Story]:
    """Builds a story."""
    return build_story
