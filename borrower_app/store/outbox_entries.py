"""What the outbox gives out: an entry for lists, what is to be sent next, and the picture for the screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import msgspec
from sqlalchemy import Row

from borrower_app.contract.changes import record_hash
from borrower_app.contract.kinds import Record, decode_record
from borrower_app.contract.operations import Challenge, RecordVersion, decode_request, decode_values
from borrower_app.contract.problems import CurrentRecord
from borrower_app.contract.snapshot import OutboxState, PendingOperation
from borrower_app.contract.strict_json import ContractViolation
from borrower_app.failures import FailureCode, StorageFault
from borrower_app.records.bounds import OutOfBounds, date_within_bounds, instant_within_bounds, within_bounds

MADE_DECODER: Final = msgspec.json.Decoder(tuple[RecordVersion, ...])
_CHALLENGE_DECODER: Final = msgspec.json.Decoder(Challenge)
_CONFLICT_DECODER: Final = msgspec.json.Decoder(tuple[str, str, msgspec.Raw, int])

V = TypeVar("V")
CLOCK_TOLERANCE: Final = dt.timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """One operation as kept."""

    operation_id: str
    operation: str
    state: OutboxState
    attempts: int


@dataclass(frozen=True, slots=True)
class Sendable:
    """The next thing to send: the same key and the same bytes every time.

    `if_match` is the version of the record that is changed (a whole number, without the quotes of the header).
    `must_ask_first`: the lender's retention of the key (less 10 %) is over or unknown, or the entry comes from a copy:
    ask for the operation id before anything is sent.
    """

    operation_id: str
    operation: str
    method: str
    path: str
    idempotency_key: str
    body: bytes
    if_match: int | None
    attempts: int
    first_sent_at: dt.datetime | None
    must_ask_first: bool


def instant(text: str | None) -> dt.datetime | None:
    """A stored instant."""
    return dt.datetime.fromisoformat(text) if text else None


def is_never_sent(row: Row[Any]) -> bool:
    """Whether not one byte of it can have left this computer."""
    return row.state in {OutboxState.QUEUED, OutboxState.DRAFT} and row.sends == 0 and not row.ask_first


def entry_of(row: Row[Any]) -> OutboxEntry:
    """The entry of a stored row."""
    return OutboxEntry(
        operation_id=row.operation_id,
        operation=row.operation,
        state=OutboxState(row.state),
        attempts=row.attempts,
    )


def sendable_of(row: Row[Any], now: dt.datetime, retention: dt.timedelta | None) -> Sendable:
    """What is to be sent of a stored row; raises StorageFault OWN_DATA_DAMAGED when its bytes are not those saved."""
    if record_hash(row.body) != row.body_hash:
        raise StorageFault(FailureCode.OWN_DATA_DAMAGED, f"operation {row.operation_id}")
    return Sendable(
        operation_id=row.operation_id,
        operation=row.operation,
        method=row.method,
        path=row.path,
        idempotency_key=row.idempotency_key,
        body=row.body,
        if_match=row.if_match,
        attempts=row.attempts,
        first_sent_at=instant(row.first_sent_at),
        must_ask_first=_must_ask_first(row, now, retention),
    )


def key_is_good(since: dt.datetime, now: dt.datetime, retention: dt.timedelta | None) -> bool:
    """Whether the lender still knows a key first used at `since`: published retention less 10 %, and a sane clock."""
    age = now - since
    return retention is not None and -CLOCK_TOLERANCE <= age < retention * 9 // 10


def _must_ask_first(row: Row[Any], now: dt.datetime, retention: dt.timedelta | None) -> bool:
    if row.ask_first or row.state == OutboxState.RECONCILING:
        return True
    first_sent = instant(row.first_sent_at)
    return first_sent is not None and not key_is_good(first_sent, now, retention)


def is_due(row: Row[Any], now: dt.datetime) -> bool:
    """Whether its waiting time is over; a clock that was set back since the last try must not make it wait longer."""
    retry_at, last_tried = instant(row.retry_at), instant(row.last_tried_at)
    return retry_at is None or retry_at <= now or (last_tried is not None and now < last_tried - CLOCK_TOLERANCE)


def made_of(row: Row[Any]) -> tuple[RecordVersion, ...]:
    """The record versions that the lender's reply named."""
    return MADE_DECODER.decode(row.made) if row.made else ()


def pending_of(row: Row[Any]) -> PendingOperation:
    """The operation as the screen needs it; raises StorageFault OWN_DATA_DAMAGED for bytes that can't be read."""
    try:
        values = decode_values(row.operation, decode_request(row.body).values)
        challenge = _CHALLENGE_DECODER.decode(row.challenge) if row.challenge else None
        confirmed_at = instant(row.confirmed_at)
        effective_from = dt.date.fromisoformat(row.effective_from) if row.effective_from else None
    except (ContractViolation, KeyError, msgspec.DecodeError) as error:
        raise StorageFault(FailureCode.OWN_DATA_DAMAGED, f"operation {row.operation_id}") from error
    return PendingOperation(
        operation_id=row.operation_id,
        operation=row.operation,
        state=OutboxState(row.state),
        values=values,
        attempts=row.attempts,
        saved_at=dt.datetime.fromisoformat(row.saved_at),
        problem_type=row.problem_type,
        problem_text=row.problem_text,
        conflict=_conflict_of(row.conflict),
        challenge=_believed(challenge, within_bounds),
        confirmed_at=_believed(confirmed_at, lambda at: instant_within_bounds(at, "at")),
        effective_from=_believed(effective_from, lambda day: date_within_bounds(day, "effective_from")),
    )


def _believed(value: V | None, look: Callable[[V], V]) -> V | None:
    """What a reply has told, unless an earlier version kept a time of it that is believed no more."""
    try:
        return look(value) if value is not None else None
    except OutOfBounds:
        return None


def conflict_bytes(current: CurrentRecord) -> bytes | None:
    """What is kept of the lender's record in a conflict: kind, id, exact bytes, version; None where it sent none."""
    if not bytes(current.data):
        return None
    return msgspec.json.encode((current.kind, current.id, current.data, current.version))


def version_of_conflict(stored: bytes) -> int:
    """The version of the lender's record that a conflict has shown to the user."""
    return _CONFLICT_DECODER.decode(stored)[3]


def _conflict_of(stored: bytes | None) -> Record | None:
    """The lender's record of a conflict; None where it sent none, or one that can't be read."""
    if stored is None:
        return None
    try:
        kind, identifier, data, _version = _CONFLICT_DECODER.decode(stored)
        return decode_record(kind, identifier, data)
    except (ContractViolation, msgspec.DecodeError):
        return None
