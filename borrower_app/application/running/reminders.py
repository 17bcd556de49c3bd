"""Reminders the user asked for: kept in the user's own file, so that they outlive a restart."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import msgspec

from borrower_app.application.running.kept_notes import REMINDERS, kept_reminders
from borrower_app.application.running.running_app import RunningApp

if TYPE_CHECKING:
    from borrower_app.store.store import Store

_MOST: Final = 200


def remember(store: Store, attempt_id: str, now: dt.datetime) -> frozenset[str]:
    """Add one; in the store lane, durable when it returns."""
    wanted = sorted({*kept_reminders(store), attempt_id})[-_MOST:]
    store.set_note(REMINDERS, msgspec.json.encode(wanted).decode(), now)
    return frozenset(wanted)


def forget(store: Store, attempt_id: str, now: dt.datetime) -> frozenset[str]:
    """Take one away, once the user has seen its result; in the store lane."""
    wanted = sorted(kept_reminders(store) - {attempt_id})
    store.set_note(REMINDERS, msgspec.json.encode(wanted).decode() if wanted else None, now)
    return frozenset(wanted)


def next_result_at(app: RunningApp) -> dt.datetime | None:
    """The earliest planned instant of an attempt that is waited for: a round is worth its while just after it."""
    records = app.state.records
    if records is None:
        return None
    plans = [
        held.record.retry.at
        for held in records.snapshot.attempts
        if held.record.id in app.state.reminders
        and held.record.retry is not None
        and held.record.retry.at is not None
        and held.record.retry.at > records.now
    ]
    return min(plans, default=None)
