"""The door through which records change: what is planned on a debit attempt also stands on the lender's agenda."""

from __future__ import annotations

from typing import Any

import msgspec

from borrower_app.contract.kinds import Record
from borrower_app.records.debit import DebitAttempt
from borrower_app.sandbox.books import ledger, record_log
from borrower_app.sandbox.books.debit_calendar import STARTS_AFTER, planned_time
from borrower_app.sandbox.books.happenings import plan_task
from borrower_app.sandbox.books.tasks import PlannedDebit
from borrower_app.sandbox.books.turn import Turn


def write(turn: Turn, record: Record) -> int:
    """Write a whole record and return the version made."""
    return write_data(turn, *ledger.encode_record(record))


def write_data(turn: Turn, kind: str, identifier: str, data: bytes) -> int:
    """Write the exact bytes of a record and return the version made."""
    version = record_log.append(turn, kind, identifier, data)
    if kind == "debit_attempt":
        note_retry(turn, msgspec.json.decode(data, type=DebitAttempt))
    return version


def change(turn: Turn, kind: str, identifier: str, members: dict[str, Any]) -> int:
    """Replace members of a record that is there, and return the version made; raises LookupError when it is not."""
    stored = record_log.current(turn, kind, identifier)
    if stored is None:
        raise LookupError(f"there is no {kind} {identifier}")
    version = record_log.patch(turn, stored, members)
    if kind == "debit_attempt" and "retry" in members:
        changed = record_log.current(turn, kind, identifier)
        if changed is not None:
            note_retry(turn, msgspec.json.decode(changed.data, type=DebitAttempt))
    return version


def note_retry(turn: Turn, attempt: DebitAttempt) -> None:
    """Put a planned retry that lies ahead on the agenda."""
    at = planned_time(attempt)
    if at is not None and at > turn.now:
        plan_task(turn, at + STARTS_AFTER, PlannedDebit(attempt.id, at))
