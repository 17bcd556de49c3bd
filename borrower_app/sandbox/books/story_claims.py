"""Who ends a planned debit: the story that tells of it, while the books are as it takes them, or the lender.

It is settled when the debit's time comes: what changes afterwards does not reach a debit that has been sent.
"""

from __future__ import annotations

import msgspec
from sqlalchemy import select, update

from borrower_app.contract.changes import record_hash
from borrower_app.sandbox.books import record_log, tables
from borrower_app.sandbox.books.happenings import HappeningBody
from borrower_app.sandbox.books.turn import Turn

_table = tables.happenings


def still_fits(turn: Turn, body: HappeningBody) -> bool:
    """Whether every record that a happening rests on is as the story has it."""
    for kind, identifier, expected in body.rests_on:
        record = record_log.current(turn, kind, identifier)
        if record is None or record_hash(record.data) != expected:
            return False
    return True


def drop_attempt(turn: Turn, attempt: str) -> None:
    """A debit attempt that the story would have told never happens."""
    turn.connection.execute(update(_table).where(_table.c.attempt == attempt).values(applied=True))


def story_carries_out(turn: Turn, attempt_id: str) -> bool:
    """Whether the story ends the retry that is planned on this attempt; asked when its time has come.

    Yes holds whatever changes until the story's end comes into the books; after no the lender has to end it.
    """
    row = turn.connection.execute(
        select(_table).where(_table.c.carries_out == attempt_id, _table.c.applied.is_(False))
    ).first()
    if row is None:
        return False
    body = msgspec.json.decode(row.body, type=HappeningBody)
    if not still_fits(turn, body):
        drop_attempt(turn, row.attempt)
        return False
    sealed = msgspec.json.encode(msgspec.structs.replace(body, rests_on=(), otherwise=()))
    turn.connection.execute(update(_table).where(_table.c.position == row.position).values(body=sealed))
    return True
