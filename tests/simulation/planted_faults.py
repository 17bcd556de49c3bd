"""The classic mistakes, put into the real code for the simulation alone: it has to find each, or it proves nothing."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Final
from unittest import mock

from sqlalchemy import Connection, select, update

from borrower_app.contract.operations import OperationReply
from borrower_app.contract.problems import ProblemType
from borrower_app.failures import StorageFault
from borrower_app.lender.client import LenderClient, NotSent, OutcomeUnknown, Refused, Replied, SendOutcome
from borrower_app.store import cache, outbox, outbox_outcomes, proof
from borrower_app.store.cache import ChangedRecords
from borrower_app.store.cache_schema import STAGING, STATE
from borrower_app.store.outbox_calls import OutboxCalls
from borrower_app.store.outbox_entries import Sendable, sendable_of
from borrower_app.store.own_schema import OUTBOX
from borrower_app.sync import push
from borrower_app.sync.round import Round


@contextmanager
def key_made_at_send() -> Iterator[None]:
    """The idempotency key is made when the request goes out, not when the wish is saved."""
    honest = LenderClient.send

    def send(self: LenderClient, **request: Any) -> SendOutcome:
        return honest(self, **{**request, "idempotency_key": secrets.token_hex(16)})

    with mock.patch.object(LenderClient, "send", send):
        yield


@contextmanager
def retry_with_a_new_key() -> Iterator[None]:
    """What got no answer goes out again under another key."""
    honest = outbox_outcomes.record_unknown

    def record_unknown(connection: Connection, operation_id: str, now: dt.datetime, retry_at: Any) -> None:
        honest(connection, operation_id, now, retry_at)
        fresh = update(OUTBOX).where(OUTBOX.c.operation_id == operation_id)
        connection.execute(fresh.values(idempotency_key=secrets.token_hex(16)))

    with mock.patch.object(outbox_outcomes, "record_unknown", record_unknown):
        yield


@contextmanager
def saved_before_commit() -> Iterator[None]:
    """The user reads "saved" whatever becomes of the commit."""
    honest_save, honest_call = outbox.save, OutboxCalls.save_operation
    announced: list[str] = []

    def save(*arguments: Any, **options: Any) -> str:
        announced.append(honest_save(*arguments, **options))
        return announced[-1]

    def save_operation(self: OutboxCalls, *arguments: Any, **options: Any) -> str:
        try:
            return honest_call(self, *arguments, **options)
        except StorageFault:
            return announced[-1]

    with mock.patch.object(outbox, "save", save), mock.patch.object(OutboxCalls, "save_operation", save_operation):
        yield


@contextmanager
def cursor_before_rows() -> Iterator[None]:
    """A pull commits its cursor and digest first and the records after them."""
    honest = cache.swap

    def swap(connection: Connection, received_at: dt.datetime, clock_difference: float | None) -> None:
        staging = connection.execute(select(STAGING)).one()
        connection.execute(update(STATE).values(cursor=staging.cursor, digest=staging.digest))
        connection.connection.commit()
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        honest(connection, received_at, clock_difference)

    with mock.patch.object(cache, "swap", swap):
        yield


@contextmanager
def ack_before_status() -> Iterator[None]:
    """A wish counts as done once its bytes have left, whatever comes back."""
    honest = push._settle

    def settle(round_: Round, operation: Sendable, outcome: SendOutcome) -> Any:
        if isinstance(outcome, OutcomeUnknown):
            reply = OperationReply(operation_id=operation.operation_id, operation="", state="accepted", at=round_.now())
            outcome = Replied(reply, b"{}")
        return honest(round_, operation, outcome)

    with mock.patch.object(push, "_settle", settle):
        yield


@contextmanager
def overlay_dropped_too_early() -> Iterator[None]:
    """A confirmed wish leaves the screen at once, not when a pull has brought what it made."""
    with mock.patch.object(outbox, "_has_arrived", lambda row, _versions, _as_of: row.state == "applied"):
        yield


@contextmanager
def digest_not_checked() -> Iterator[None]:
    """What was staged is swapped in without a look at the digest."""

    def check_staging(connection: Connection) -> ChangedRecords:
        return ChangedRecords(frozenset((kind, name) for kind, name, _version, _hash in _staged(connection)))

    with mock.patch.object(cache, "check_staging", check_staging):
        yield


def _staged(connection: Connection) -> list[Any]:
    return list(connection.exec_driver_sql("SELECT kind, id, version, hash FROM staged"))


@contextmanager
def conflict_overwritten() -> Iterator[None]:
    """A conflict is answered with the same values on the lender's version, unasked: the last writer wins."""
    honest = LenderClient.send

    def send(self: LenderClient, **request: Any) -> SendOutcome:
        outcome = honest(self, **request)
        if isinstance(outcome, Refused) and outcome.problem.known_type is ProblemType.VERSION_CONFLICT:
            current = outcome.problem.current
            if current is not None and current.version:
                return honest(self, **{**request, "if_match": current.version})
        return outcome

    with mock.patch.object(LenderClient, "send", send):
        yield


@contextmanager
def sending_not_durable() -> Iterator[None]:
    """That a wish is being sent is remembered only when it went through: a later edit then rewrites what has left."""

    def recover(connection: Connection) -> int:
        sent = update(OUTBOX).where(OUTBOX.c.state.in_(("sending", "reconciling")))
        return int(connection.execute(sent.values(state="queued", attempts=0, sends=0, first_sent_at=None)).rowcount)

    with mock.patch.object(outbox, "recover_after_crash", recover):
        yield


@contextmanager
def timeout_taken_for_not_sent() -> Iterator[None]:
    """No answer counts as "nothing has left": the wish can be cancelled and rewritten though it may have happened."""
    honest = LenderClient._write

    def write(self: LenderClient, *arguments: Any) -> SendOutcome:
        outcome = honest(self, *arguments)
        return NotSent(outcome.failure) if isinstance(outcome, OutcomeUnknown) else outcome

    with mock.patch.object(LenderClient, "_write", write):
        yield


@contextmanager
def retention_forgotten() -> Iterator[None]:
    """A key is believed to be known to the lender for ever."""

    def believing(row: Any, now: dt.datetime, retention: dt.timedelta | None) -> Sendable:
        return sendable_of(row, dt.datetime.fromisoformat(row.first_sent_at or now.isoformat()), retention)

    with mock.patch.object(outbox, "sendable_of", believing):
        yield


@contextmanager
def proof_not_kept() -> Iterator[None]:
    """Only the present version of a debit attempt is kept, as the lender tells it last."""
    with mock.patch.object(proof, "keep_attempts"):
        yield


PLANTED: Final[dict[str, Callable[[], AbstractContextManager[object]]]] = {
    planted.__name__: planted
    for planted in (
        key_made_at_send,
        retry_with_a_new_key,
        saved_before_commit,
        cursor_before_rows,
        ack_before_status,
        overlay_dropped_too_early,
        digest_not_checked,
        conflict_overwritten,
        sending_not_durable,
        timeout_taken_for_not_sent,
        retention_forgotten,
        proof_not_kept,
    )
}
