"""A story of the sandbox as the Snapshot a store would give, for tests of pure views."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from typing import TypeVar

import msgspec

from borrower_app.application.published_rates import published_rates
from borrower_app.contract.discovery import decode_kept_discovery, discovery_to_keep
from borrower_app.contract.kinds import Record
from borrower_app.contract.snapshot import Freshness, Held, Snapshot
from borrower_app.language import Language
from borrower_app.presentation.reading.records import Reading, read_at
from borrower_app.reason_catalogue import reason_catalogue
from borrower_app.records.account import Contact, Guarantor, Instrument, Mandate
from borrower_app.records.correspondence import Message, Notice, ReferenceRate, Request
from borrower_app.records.debit import DebitAttempt, Outage
from borrower_app.records.loan import InstallmentTable, Loan
from borrower_app.sandbox.stories import build_story
from borrower_app.sandbox.stories.parts.story import Story

SHANGHAI = zoneinfo.ZoneInfo("Asia/Shanghai")
NOON = dt.datetime(2026, 11, 20, 12, 0, tzinfo=SHANGHAI)
R = TypeVar("R", bound=Record)


def snapshot_of(story: Story) -> Snapshot:
    """All records of the story, held in version 1."""

    def held(type_: type[R]) -> tuple[Held[R], ...]:
        return tuple(Held(record, 1) for record in story.records if isinstance(record, type_))

    attempts = sorted(held(DebitAttempt), key=lambda item: item.record.planned_at, reverse=True)
    messages = sorted(held(Message), key=lambda item: item.record.at, reverse=True)
    return Snapshot(
        discovery=decode_kept_discovery(discovery_to_keep(msgspec.json.encode(story.discovery), None)),
        freshness=Freshness(story.start, story.start.astimezone(SHANGHAI).date(), story.start, 0.0, True),
        loans=held(Loan),
        tables={item.record.loan_id: item for item in held(InstallmentTable)},
        attempts=tuple(attempts),
        instruments=held(Instrument),
        mandates=held(Mandate),
        contacts=held(Contact),
        guarantors=held(Guarantor),
        messages=tuple(messages),
        requests=held(Request),
        notices=held(Notice),
        outages=held(Outage),
        reference_rates=held(ReferenceRate),
    )


def reading_of(
    name: str, language: str = "zh", now: dt.datetime = NOON, later: dt.timedelta = dt.timedelta(0)
) -> Reading:
    """The story started at `now`, read `later` than that."""
    snapshot = snapshot_of(build_story(name, now))
    chosen = Language("zh" if language == "zh" else "en")
    return read_at(snapshot, now + later, None, chosen, reason_catalogue(), published=published_rates())
