"""The outbox: what the user asked for, durable before the word "saved", sent with the same key and bytes every time.

    draft ─┐
           ├→ queued → sending → applied
           │    ↑        ├→ needs_user   (refused, conflict, verification code wanted)
           │    └────────┤
           │             └→ unknown → (sent again | reconciling) → …
           └→ cancelled  (by the user, only while nothing was sent; or a closed needs_user)

One operation of a subject is in flight; a later edit replaces one that was never sent and follows one that was.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, delete, insert, select, update

from borrower_app.contract.changes import record_hash
from borrower_app.contract.operation_values import Values
from borrower_app.contract.operations import CONTRACT_VERSION, VERBS, decode_values, encode_request
from borrower_app.contract.problems import ProblemType
from borrower_app.contract.snapshot import OTHER_SIGN_IN, OutboxState, PendingOperation
from borrower_app.identifiers import new_identifier
from borrower_app.store.cache import RecordKey
from borrower_app.store.outbox_entries import (
    OutboxEntry,
    Sendable,
    entry_of,
    instant,
    is_due,
    is_never_sent,
    made_of,
    pending_of,
    sendable_of,
    version_of_conflict,
)
from borrower_app.store.own_schema import OUTBOX

IN_FLIGHT: Final = (OutboxState.SENDING, OutboxState.UNKNOWN, OutboxState.RECONCILING)
OPEN: Final = (OutboxState.QUEUED, *IN_FLIGHT)
_MOST_FINISHED: Final = 50
_WAITS_FOR_SIGN_IN: Final = {
    ProblemType.FRESH_SIGN_IN_NEEDED.value,
    ProblemType.UNAUTHENTICATED.value,
    OTHER_SIGN_IN,
}


def save(
    connection: Connection, operation: str, values: Values, now: dt.datetime, if_match: int | None, *, draft: bool
) -> str:
    """Keep an operation; returns its id. A never-sent one of the same subject is replaced and keeps its id and place.

    Raises KeyError for an unknown operation, ValueError for values that the contract refuses.
    """
    verb = VERBS[operation]
    if type(values) is not verb.values:
        raise ValueError(f"{operation} takes other values")
    decode_values(operation, msgspec.json.encode(values))
    subject = verb.subject_of(values)
    replaced = _never_sent_of(connection, subject, drafts_only=draft)
    operation_id = replaced[0].operation_id if replaced else new_identifier("op")
    body = encode_request(operation_id, values)
    content = {
        "state": OutboxState.DRAFT.value if draft else OutboxState.QUEUED.value,
        "idempotency_key": secrets.token_hex(16),
        "method": verb.method,
        "path": verb.path_for(values),
        "body": body,
        "body_hash": record_hash(body),
        "contract_version": CONTRACT_VERSION,
        "if_match": if_match,
        "attempts": 0,
        "saved_at": now.isoformat(),
        "retry_at": None,
        "last_tried_at": None,
        "problem_type": ProblemType.FRESH_SIGN_IN_NEEDED.value if draft else None,
        "problem_text": None,
    }
    if replaced:
        connection.execute(update(OUTBOX).where(OUTBOX.c.operation_id == operation_id).values(content))
        for row in replaced[1:]:
            close(connection, row.operation_id)
    else:
        connection.execute(
            insert(OUTBOX).values(operation_id=operation_id, operation=operation, subject=subject, **content)
        )
    return operation_id


def next_to_send(
    connection: Connection,
    now: dt.datetime,
    retention: dt.timedelta | None,
    by_lender: dt.datetime,
    passing: Collection[str] = (),
) -> Sendable | None:
    """First in, first out, with the number of tries before the age, so that one bad operation never blocks others.

    `by_lender` measures the age of a key, `now` the waiting time. `passing` are the ids of those that have had their
    tries for now.
    """
    row = min(
        (
            row
            for row in _heads(connection)
            if row.state != OutboxState.SENDING and is_due(row, now) and row.operation_id not in passing
        ),
        key=lambda row: (row.attempts, row.sequence),
        default=None,
    )
    return sendable_of(_row(connection, row.operation_id), by_lender, retention) if row is not None else None


def wait_until(connection: Connection) -> dt.datetime | None:
    """The earliest instant at which something waits to be sent again; None when nothing waits."""
    times = [instant(row.retry_at) for row in _heads(connection) if row.state != OutboxState.SENDING]
    return min((time for time in times if time is not None), default=None)


def entries(connection: Connection) -> tuple[OutboxEntry, ...]:
    """Everything that is not closed, oldest first; an applied one until its record version has arrived."""
    return tuple(entry_of(row) for row in _shown(connection))


def pending(
    connection: Connection, versions: dict[RecordKey, tuple[int, str]], as_of: dt.datetime | None
) -> tuple[PendingOperation, ...]:
    """What is laid over the records, oldest first; an applied one whose versions have arrived is left out."""
    return tuple(pending_of(row) for row in _shown(connection) if not _has_arrived(row, versions, as_of))


def finished(
    connection: Connection, versions: dict[RecordKey, tuple[int, str]], as_of: dt.datetime | None
) -> tuple[PendingOperation, ...]:
    """The last confirmed operations that are not laid over the records any more, newest first."""
    statement = select(OUTBOX).where(OUTBOX.c.state == OutboxState.APPLIED).order_by(OUTBOX.c.sequence.desc())
    rows = list(connection.execute(statement.limit(_MOST_FINISHED)))
    return tuple(pending_of(row) for row in rows if not row.laid_over or _has_arrived(row, versions, as_of))


def has_applied(connection: Connection) -> bool:
    """Whether an applied operation is still laid over the records."""
    statement = select(OUTBOX.c.sequence).where(OUTBOX.c.laid_over == 1, OUTBOX.c.state == OutboxState.APPLIED)
    return connection.execute(statement.limit(1)).first() is not None


def settle_arrived(
    connection: Connection, versions: dict[RecordKey, tuple[int, str]], as_of: dt.datetime | None
) -> int:
    """Take applied operations off the records once a pull has brought what they made; returns how many."""
    arrived = [row.operation_id for row in _shown(connection) if _has_arrived(row, versions, as_of)]
    if arrived:
        connection.execute(update(OUTBOX).where(OUTBOX.c.operation_id.in_(arrived)).values(laid_over=0))
    return len(arrived)


def waiting_for_sign_in(connection: Connection, *, drafts: bool = True) -> list[str]:
    """What only lacked a fresh sign-in, oldest first: drafts that were submitted as they stand, and what the lender
    refused as too old a sign-in (nothing of it happened).

    What a sign-out made a draft is not among them: nobody else's sign-in may send it.
    """
    statement = select(OUTBOX.c.operation_id).where(
        OUTBOX.c.state.in_((OutboxState.DRAFT, OutboxState.NEEDS_USER) if drafts else (OutboxState.NEEDS_USER,)),
        OUTBOX.c.problem_type == ProblemType.FRESH_SIGN_IN_NEEDED.value,
    )
    return list(connection.execute(statement.order_by(OUTBOX.c.sequence)).scalars())


def is_subject_in_flight(connection: Connection, subject: str) -> bool:
    """Whether an operation about the same thing is on its way."""
    statement = select(OUTBOX.c.sequence).where(OUTBOX.c.subject == subject, OUTBOX.c.state.in_(IN_FLIGHT))
    return connection.execute(statement.limit(1)).first() is not None


def cancel(connection: Connection, operation_id: str) -> bool:
    """Cancel what was never sent; False for anything else."""
    row = find(connection, operation_id)
    if row is None or not is_never_sent(row):
        return False
    close(connection, operation_id)
    return True


def dismiss(connection: Connection, operation_id: str) -> bool:
    """The user has seen and closed an operation that needed them; False for anything else."""
    row = find(connection, operation_id)
    if row is None or row.state != OutboxState.NEEDS_USER:
        return False
    close(connection, operation_id)
    return True


def send_again(connection: Connection, operation_id: str, now: dt.datetime, *, draft: bool) -> str | None:
    """After a conflict: close it and queue its values anew, on the version of the lender's record that was shown.

    Returns the new id, None where no conflict waits. New id, new key: the bytes that were refused stay what they were.
    A later edit of the same subject is what the user wants by now, so it goes out instead, on the same version.
    """
    row = find(connection, operation_id)
    if row is None or row.state != OutboxState.NEEDS_USER or row.conflict is None:
        return None
    seen = version_of_conflict(row.conflict)
    later = _never_sent_of(connection, row.subject, drafts_only=False)
    close(connection, operation_id)
    if later:
        newest: str = max(later, key=lambda one: one.sequence).operation_id
        connection.execute(update(OUTBOX).where(OUTBOX.c.operation_id == newest).values(if_match=seen))
        return newest
    return save(connection, row.operation, pending_of(row).values, now, seen, draft=draft)


def close(connection: Connection, operation_id: str) -> None:
    """Keep the row as history; it is neither sent nor shown any more."""
    connection.execute(
        update(OUTBOX)
        .where(OUTBOX.c.operation_id == operation_id)
        .values(state=OutboxState.CANCELLED.value, laid_over=0, retry_at=None)
    )


def retry_now(connection: Connection) -> None:
    """The user asked for it, or the network is back: nothing waits any longer."""
    connection.execute(update(OUTBOX).where(OUTBOX.c.state.in_(OPEN)).values(retry_at=None))


def recover_after_crash(connection: Connection) -> int:
    """What was being sent when the app ended may have arrived: its outcome is unknown. Returns how many."""
    return _lose_outcome(connection, OutboxState.SENDING, OutboxState.RECONCILING)


def recover_unanswered(connection: Connection) -> None:
    """While nothing is on its way: what still counts as being sent had an answer that could not be written down."""
    _lose_outcome(connection, OutboxState.SENDING)


def _lose_outcome(connection: Connection, *states: OutboxState) -> int:
    result = connection.execute(
        update(OUTBOX).where(OUTBOX.c.state.in_(states)).values(state=OutboxState.UNKNOWN.value, retry_at=None)
    )
    return int(result.rowcount)


def distrust_restored(connection: Connection) -> None:
    """After a last good copy came back: what is open in it may have been sent since, so the lender is asked first."""
    connection.execute(update(OUTBOX).where(OUTBOX.c.state.in_(OPEN)).values(ask_first=1, retry_at=None))


def forget_sent(connection: Connection) -> None:
    """At sign-out: what was sent is wiped; what was not becomes a draft, so that nobody else's sign-in sends it."""
    for row in connection.execute(select(OUTBOX)).all():
        if is_never_sent(row):
            connection.execute(
                update(OUTBOX)
                .where(OUTBOX.c.sequence == row.sequence)
                .values(state=OutboxState.DRAFT.value, if_match=None, retry_at=None, problem_type=None)
            )
        else:
            connection.execute(delete(OUTBOX).where(OUTBOX.c.sequence == row.sequence))


def hold_back(connection: Connection) -> int:
    """After a sign-in that may be somebody else's: nothing that stands here goes out unasked. How many were held back.

    What was never sent becomes a draft; what may have left already waits for the user, and the lender is asked first.
    """
    held_back = 0
    for row in connection.execute(select(OUTBOX)).all():
        if is_never_sent(row):
            state = OutboxState.DRAFT
        elif row.state in OPEN or (row.state == OutboxState.NEEDS_USER and row.problem_type in _WAITS_FOR_SIGN_IN):
            state = OutboxState.NEEDS_USER
        else:
            continue
        held_back += 1
        connection.execute(
            update(OUTBOX)
            .where(OUTBOX.c.sequence == row.sequence)
            .values(
                state=state.value,
                problem_type=OTHER_SIGN_IN,
                problem_text=None,
                retry_at=None,
                ask_first=int(state is OutboxState.NEEDS_USER),
            )
        )
    return held_back


def damaged_entries(connection: Connection) -> list[str]:
    """Ids of operations whose bytes do not fit their hash any more."""
    rows = connection.execute(select(OUTBOX.c.operation_id, OUTBOX.c.body, OUTBOX.c.body_hash))
    return [row.operation_id for row in rows if record_hash(row.body) != row.body_hash]


def find(connection: Connection, operation_id: str) -> Row[Any] | None:
    """The row of an operation."""
    return connection.execute(select(OUTBOX).where(OUTBOX.c.operation_id == operation_id)).one_or_none()


def _row(connection: Connection, operation_id: str) -> Row[Any]:
    row = find(connection, operation_id)
    if row is None:
        raise KeyError(operation_id)
    return row


def _shown(connection: Connection) -> list[Row[Any]]:
    statement = select(OUTBOX).where(OUTBOX.c.laid_over == 1, OUTBOX.c.state != OutboxState.CANCELLED)
    return list(connection.execute(statement.order_by(OUTBOX.c.sequence)))


def _heads(connection: Connection) -> list[Row[Any]]:
    """Of each subject the one that is in flight, else the oldest that waits."""
    rows = connection.execute(select(OUTBOX).where(OUTBOX.c.state.in_(OPEN)).order_by(OUTBOX.c.sequence)).all()
    heads: dict[str, Row[Any]] = {}
    for row in rows:
        if row.subject not in heads or row.state in IN_FLIGHT:
            heads[row.subject] = row
    return list(heads.values())


def _never_sent_of(connection: Connection, subject: str, *, drafts_only: bool) -> list[Row[Any]]:
    """What a new edit replaces: the latest queued one that was never sent, and drafts.

    A draft never takes the place of what counts as saved. Two can be queued when the first was tried and nothing left:
    both stay, because both were announced.
    """
    rows = connection.execute(select(OUTBOX).where(OUTBOX.c.subject == subject).order_by(OUTBOX.c.sequence))
    candidates = [row for row in rows if is_never_sent(row)]
    drafts = [row for row in candidates if row.state == OutboxState.DRAFT]
    queued = [row for row in candidates if row.state == OutboxState.QUEUED]
    return drafts if drafts_only else [*queued[-1:], *drafts]


def _has_arrived(row: Row[Any], versions: dict[RecordKey, tuple[int, str]], as_of: dt.datetime | None) -> bool:
    if row.state != OutboxState.APPLIED:
        return False
    confirmed = instant(row.confirmed_at)
    pulled_since = as_of is not None and confirmed is not None and as_of > confirmed
    made = made_of(row)
    if not made:
        return pulled_since
    for item in made:
        known = versions.get((item.kind, item.id))
        # A record that is not there after a later pull was removed at the lender: it will never arrive.
        if (known is None and not pulled_since) or (known is not None and known[0] < item.version):
            return False
    return True
