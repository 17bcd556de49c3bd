"""The lender's books of a story at one instant, and after each thing that happens by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from borrower_app.contract.kinds import RECORD_TYPES, Record
from borrower_app.sandbox.stories import Story

KIND_OF: dict[type, str] = {type_: kind for kind, type_ in RECORD_TYPES.items()}
R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Stage:
    """The lender's books of one story at one instant: at the start, or just after a happening."""

    story: Story
    now: dt.datetime
    records: dict[tuple[str, str], Record]

    def of(self, type_: type[R]) -> list[R]:
        """All records of one type."""
        return [record for record in self.records.values() if isinstance(record, type_)]

    def get(self, type_: type[R], identifier: str | None) -> R | None:
        """One record, or None."""
        found = self.records.get((KIND_OF[type_], identifier)) if identifier is not None else None
        assert found is None or isinstance(found, type_)
        return found

    def __str__(self) -> str:
        return f"{self.story.name} started {self.story.start:%Y-%m-%d %H:%M}, at {self.now:%m-%d %H:%M}"


def stages_of(story: Story) -> Iterator[Stage]:
    """The books at the start and after each happening."""
    records = {(KIND_OF[type(record)], record.id): record for record in story.records}
    yield Stage(story, story.start, dict(records))
    for happening in story.happenings:
        for key in happening.delete:
            del records[key]
        records.update({(KIND_OF[type(record)], record.id): record for record in happening.upsert})
        yield Stage(story, happening.at, dict(records))
