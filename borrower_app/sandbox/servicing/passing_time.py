"""Time passes in the lender's books: whatever is due happens, one thing after the other, each at its own instant."""

from __future__ import annotations

import datetime as dt

import msgspec

from borrower_app.sandbox.books import happenings, record_log, story_claims
from borrower_app.sandbox.books.happenings import HappeningBody
from borrower_app.sandbox.books.record_writing import write_data
from borrower_app.sandbox.books.story_records import data_for
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.servicing.carrying_out import carry_out


def apply_due(turn: Turn) -> None:
    """Let everything happen whose time has passed, also what follows from it until now."""
    while (row := happenings.next_due(turn)) is not None:
        happenings.mark_applied(turn, row.position)
        then = turn.at(dt.datetime.fromtimestamp(row.at, dt.UTC))
        body = msgspec.json.decode(row.body, type=HappeningBody)
        if body.task is not None:
            carry_out(then, body.task)
        elif story_claims.still_fits(then, body):
            _tell(then, body)
        else:
            if row.attempt is not None:
                story_claims.drop_attempt(then, row.attempt)
            for task in body.otherwise:
                carry_out(then, task)


def _tell(turn: Turn, body: HappeningBody) -> None:
    """Write what a story tells."""
    for told in body.upsert:
        current = record_log.current(turn, told.kind, told.identifier)
        write_data(turn, told.kind, told.identifier, data_for(turn, told, current))
    for kind, identifier in body.delete:
        if record_log.current(turn, kind, identifier) is not None:
            record_log.append(turn, kind, identifier, None)
