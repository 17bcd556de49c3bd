"""The real program with one classic mistake put in: the kill harness has to find each, or it proves nothing.

The four mistakes are those of the project's reliability rules (D2); `waiting_command` puts one in.
"""

from __future__ import annotations

import datetime as dt
import sys
from unittest import mock

from sqlalchemy import Connection, select, update


def key_made_at_send() -> None:
    """Operation id and idempotency key are made when the request goes out, so a resend is a new wish."""
    import secrets

    from borrower_app.contract.operations import OperationReply
    from borrower_app.lender.client import LenderClient, Replied, SendOutcome

    honest = LenderClient.send

    def send(
        self: LenderClient,
        *,
        operation_id: str,
        operation: str,
        method: str,
        path: str,
        body: bytes,
        idempotency_key: str,
        if_match: int | None,
    ) -> SendOutcome:
        fresh = f"op-{secrets.token_hex(12)}"
        outcome = honest(
            self,
            operation_id=fresh,
            operation=operation,
            method=method,
            path=path,
            body=body.replace(operation_id.encode(), fresh.encode()),
            idempotency_key=secrets.token_hex(16),
            if_match=if_match,
        )
        assert not isinstance(outcome, Replied) or isinstance(outcome.reply, OperationReply)
        return outcome

    mock.patch.object(LenderClient, "send", send).start()


def cursor_before_rows() -> None:
    """A pull commits its new cursor and digest first and the records after it."""
    from borrower_app.store import cache
    from borrower_app.store.cache_schema import STAGING, STATE

    honest = cache.swap

    def swap(connection: Connection, received_at: dt.datetime, clock_difference: float | None) -> None:
        staging = connection.execute(select(STAGING)).one()
        connection.execute(update(STATE).values(cursor=staging.cursor, digest=staging.digest))
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        honest(connection, received_at, clock_difference)

    cache.swap = swap


def saved_before_commit() -> None:
    """`saved` is printed before the operation is on the disk."""
    from borrower_app.contract.operation_values import Values
    from borrower_app.store import outbox

    honest = outbox.save

    def save(
        connection: Connection, operation: str, values: Values, now: dt.datetime, if_match: int | None, *, draft: bool
    ) -> str:
        operation_id = honest(connection, operation, values, now, if_match, draft=draft)
        sys.stdout.write(f"saved {operation_id}\n")
        sys.stdout.flush()
        return operation_id

    outbox.save = save


def row_removed_before_answer() -> None:
    """An operation leaves the outbox when it is about to be sent, not when the lender has answered."""
    from borrower_app.store import outbox, outbox_outcomes

    honest = outbox_outcomes.mark_sending

    def mark_sending(connection: Connection, operation_id: str, now: dt.datetime, by_lender: dt.datetime) -> None:
        honest(connection, operation_id, now, by_lender)
        outbox.close(connection, operation_id)

    outbox_outcomes.mark_sending = mark_sending


MISTAKES = {
    function.__name__: function
    for function in (key_made_at_send, cursor_before_rows, saved_before_commit, row_removed_before_answer)
}
