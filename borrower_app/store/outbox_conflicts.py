"""After a conflict: what the user wrote goes out again, on the version of the lender's record that they were shown."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, update

from borrower_app.contract.snapshot import OutboxState
from borrower_app.store import outbox
from borrower_app.store.outbox_entries import pending_of, version_of_conflict
from borrower_app.store.own_schema import OUTBOX


def send_again(connection: Connection, operation_id: str, now: dt.datetime, *, draft: bool) -> str | None:
    """Close the operation and queue its values as a new one; returns the new id, None where no conflict waits.

    New id, new key: the bytes that were refused stay what they were. A later edit of the same subject is what the user
    wants by now, so it goes out instead, on the version that was shown.
    """
    row = outbox.find(connection, operation_id)
    if row is None or row.state != OutboxState.NEEDS_USER or row.conflict is None:
        return None
    seen = version_of_conflict(row.conflict)
    later = outbox.never_sent_of(connection, row.subject, drafts_only=False)
    outbox.close(connection, operation_id)
    if later:
        newest: str = max(later, key=lambda one: one.sequence).operation_id
        connection.execute(update(OUTBOX).where(OUTBOX.c.operation_id == newest).values(if_match=seen))
        return newest
    return outbox.save(connection, row.operation, pending_of(row).values, now, seen, draft=draft)
