"""What happened to an operation that was tried: the transitions of the outbox after the first byte."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, update

from borrower_app.contract.operations import VERBS, OperationReply, effective_from_of
from borrower_app.contract.problems import PREFIX, Problem, ProblemType
from borrower_app.contract.snapshot import OTHER_SIGN_IN, OutboxState
from borrower_app.store import outbox, proof
from borrower_app.store.outbox_entries import conflict_bytes, instant, key_is_good
from borrower_app.store.own_schema import OUTBOX

SHORTEST_WAIT: Final = dt.timedelta(seconds=5)
CLOSED: Final = (OutboxState.APPLIED, OutboxState.CANCELLED)

_STILL_OPEN: Final = {
    ProblemType.STILL_RUNNING,
    ProblemType.INTERNAL,
    ProblemType.MAINTENANCE,
    ProblemType.TOO_MANY_REQUESTS,
}
_OPEN_STATUSES: Final = {408, 425, 429}
_VERIFICATION: Final = {ProblemType.VERIFICATION_FAILED, ProblemType.VERIFICATION_EXPIRED}


class WrongTransition(RuntimeError):
    """A bug of ours: the operation is not in a state in which this can happen to it."""


def mark_sending(connection: Connection, operation_id: str, now: dt.datetime, by_lender: dt.datetime) -> None:
    """Committed before the first byte leaves: after a crash the outcome is unknown, never forgotten.

    `by_lender` is the same moment by the lender's clock, by which the age of the key is measured.
    """
    row = _in_state(connection, operation_id, OutboxState.QUEUED, OutboxState.UNKNOWN, OutboxState.RECONCILING)
    _set(
        connection,
        operation_id,
        state=OutboxState.SENDING,
        attempts=row.attempts + 1,
        sends=row.sends + 1,
        first_sent_at=row.first_sent_at or by_lender.isoformat(),
        last_tried_at=now.isoformat(),
        retry_at=None,
        problem_type=None,
        problem_text=None,
    )


def mark_not_sent(connection: Connection, operation_id: str, retry_at: dt.datetime | None) -> None:
    """Nothing left the computer this time: queued again, or still unknown where an earlier try did leave."""
    row = _in_state(connection, operation_id, OutboxState.SENDING)
    sends = row.sends - 1
    _set(
        connection,
        operation_id,
        state=OutboxState.UNKNOWN if sends else OutboxState.QUEUED,
        sends=sends,
        first_sent_at=row.first_sent_at if sends else None,
        retry_at=_text(retry_at),
    )


def record_unknown(connection: Connection, operation_id: str, now: dt.datetime, retry_at: dt.datetime | None) -> None:
    """No answer that decides: timeout, reset, 5xx, still running. Same key and same bytes from `retry_at` on."""
    _in_state(connection, operation_id, *outbox.OPEN)
    _set(connection, operation_id, state=OutboxState.UNKNOWN, last_tried_at=now.isoformat(), retry_at=_text(retry_at))


def record_reconciling(
    connection: Connection, operation_id: str, now: dt.datetime, retry_at: dt.datetime | None
) -> None:
    """The lender is being asked what became of the operation; it is asked again from `retry_at` on."""
    row = _in_state(connection, operation_id, *outbox.OPEN)
    _set(
        connection,
        operation_id,
        state=OutboxState.RECONCILING,
        attempts=row.attempts + 1,
        last_tried_at=now.isoformat(),
        retry_at=_text(retry_at),
    )


def record_reply(
    connection: Connection,
    operation_id: str,
    reply: OperationReply,
    raw: bytes,
    now: dt.datetime,
    *,
    known: dt.datetime | None,
) -> None:
    """The lender's word on the operation; the raw bytes are kept as proof in any case.

    `known` is the lender's instant of the records that are here. An answer that names an earlier one (the lender's
    clock went back) still came after them: only a later pull can have brought what it made.
    A reply to a closed operation (a late or doubled one) is proof and changes nothing else.
    """
    row = _existing(connection, operation_id)
    proof.keep_reply(connection, proof.REPLY, operation_id, raw, now)
    if row.state in CLOSED:
        return
    _in_state(connection, operation_id, *outbox.OPEN, OutboxState.NEEDS_USER)
    settled: dict[str, object] = {
        "last_tried_at": now.isoformat(),
        "retry_at": None,
        "ask_first": 0,
        "problem_type": None,
        "problem_text": None,
        "conflict": None,
        "challenge": None,
    }
    if reply.state == "accepted":
        settled |= {
            "state": OutboxState.APPLIED,
            "confirmed_at": max(reply.at, known or reply.at).isoformat(),
            "effective_from": _text(effective_from_of(reply.effective_from)),
            "made": msgspec.json.encode(reply.records),
        }
        _rebase_followers(connection, row, reply)
    elif reply.state == "needs_verification":
        challenge = msgspec.json.encode(reply.verification) if reply.verification is not None else None
        settled |= {"state": OutboxState.NEEDS_USER, "challenge": challenge}
    else:
        settled |= {
            "state": OutboxState.NEEDS_USER,
            "problem_type": ProblemType.REFUSED.value,
            "problem_text": reply.text,
        }
    _set(connection, operation_id, **settled)


def record_problem(
    connection: Connection,
    operation_id: str,
    problem: Problem,
    raw: bytes,
    now: dt.datetime,
    *,
    retention: dt.timedelta | None,
    retry_at: dt.datetime | None = None,
    by_lender: dt.datetime,
) -> OutboxState:
    """A problem document instead of a reply: its type decides (DESIGN section 4). Returns the new state.

    `retry_at` is for an outcome that stays open; without it the operation waits a few seconds. `by_lender` measures the
    age of the key.
    """
    row = _existing(connection, operation_id)
    proof.keep_reply(connection, proof.PROBLEM, operation_id, raw, now)
    if row.state in CLOSED:
        return OutboxState(row.state)
    _in_state(connection, operation_id, *outbox.OPEN, OutboxState.NEEDS_USER)
    state = _state_after(row, problem, by_lender, retention)
    content: dict[str, object] = {
        "state": state,
        "last_tried_at": now.isoformat(),
        "problem_type": _name_of(problem),
        "problem_text": problem.detail or problem.title,
    }
    if state is OutboxState.NEEDS_USER:
        content["retry_at"] = None
        if problem.known_type not in _VERIFICATION:
            content["challenge"] = None
    if state is OutboxState.QUEUED:
        content["ask_first"] = 0
    if state is OutboxState.UNKNOWN:
        content["retry_at"] = _text(retry_at or now + SHORTEST_WAIT)
    if problem.known_type is ProblemType.VERSION_CONFLICT and problem.current is not None:
        content["conflict"] = conflict_bytes(problem.current)
    _set(connection, operation_id, **content)
    return state


def begin_verification(connection: Connection, operation_id: str, now: dt.datetime) -> str | None:
    """Committed before a code leaves: until the lender answers it is asked first.

    The operation's name; None where no code is waited for.
    """
    row = outbox.find(connection, operation_id)
    if row is None or row.state != OutboxState.NEEDS_USER or row.challenge is None:
        return None
    if outbox.is_subject_in_flight(connection, row.subject):
        return None
    _set(connection, operation_id, state=OutboxState.RECONCILING, ask_first=1, last_tried_at=now.isoformat())
    return str(row.operation)


def end_verification(connection: Connection, operation_id: str) -> None:
    """The code never left: the operation waits for it as before."""
    _in_state(connection, operation_id, OutboxState.RECONCILING)
    _set(connection, operation_id, state=OutboxState.NEEDS_USER, ask_first=0)


def resubmit(connection: Connection, operation_id: str, now: dt.datetime, if_match: int | None) -> bool:
    """Queue again, with the same key and bytes, what a missing sign-in held up; or submit a draft as it stands.

    What another sign-in held back goes on where it stood: what had been sent is asked about first. False for anything
    else: after a refusal of its content a new payload needs a new operation.
    """
    row = outbox.find(connection, operation_id)
    if row is None:
        return False
    held_up = {ProblemType.FRESH_SIGN_IN_NEEDED.value, ProblemType.UNAUTHENTICATED.value, OTHER_SIGN_IN}
    if row.state == OutboxState.DRAFT:
        _set(
            connection,
            operation_id,
            state=OutboxState.QUEUED,
            if_match=if_match,
            saved_at=now.isoformat(),
            problem_type=None,
        )
        return True
    if row.state == OutboxState.NEEDS_USER and row.problem_type in held_up:
        _set(connection, operation_id, state=OutboxState.QUEUED, problem_type=None, problem_text=None, retry_at=None)
        return True
    return False


def _name_of(problem: Problem) -> str:
    """The type as it is kept; no lender can say what only this app says."""
    name = problem.type.removeprefix(PREFIX)
    return name if name != OTHER_SIGN_IN else ""


def _state_after(
    row: Row[Any], problem: Problem, by_lender: dt.datetime, retention: dt.timedelta | None
) -> OutboxState:
    kind = problem.known_type
    if row.state == OutboxState.NEEDS_USER:
        return OutboxState.NEEDS_USER
    if kind is ProblemType.UNAUTHENTICATED:
        # Refused at the door: it did not happen, and it waits for the sign-in that pauses the whole queue.
        return OutboxState.UNKNOWN if row.sends > 1 or row.ask_first else OutboxState.QUEUED
    if kind in _STILL_OPEN or (kind is None and (problem.status >= 500 or problem.status in _OPEN_STATUSES)):
        return OutboxState.UNKNOWN
    if kind is ProblemType.UNKNOWN_OPERATION:
        # It never arrived. While the key is good, sending it is safe; later only the user can say. A lender that
        # answers so to what was just sent a second time will not take it at all.
        if row.state == OutboxState.SENDING and row.sends > 1:
            return OutboxState.NEEDS_USER
        since = instant(row.first_sent_at) or dt.datetime.fromisoformat(row.saved_at)
        return OutboxState.QUEUED if key_is_good(since, by_lender, retention) else OutboxState.NEEDS_USER
    return OutboxState.NEEDS_USER


def _rebase_followers(connection: Connection, row: Row[Any], reply: OperationReply) -> None:
    """A follower of the same subject was entered on top of this change: its base is the version just made."""
    changes = VERBS[row.operation].changes
    made = [item.version for item in reply.records if changes is not None and item.kind == changes[0]]
    if row.if_match is None or not made:
        return
    connection.execute(
        update(OUTBOX)
        .where(
            OUTBOX.c.subject == row.subject,
            OUTBOX.c.state.in_((OutboxState.QUEUED, OutboxState.DRAFT)),
            OUTBOX.c.sends == 0,
            OUTBOX.c.sequence > row.sequence,
            OUTBOX.c.if_match == row.if_match,
        )
        .values(if_match=max(made))
    )


def _text(time: dt.date | None) -> str | None:
    return time.isoformat() if time is not None else None


def _existing(connection: Connection, operation_id: str) -> Row[Any]:
    row = outbox.find(connection, operation_id)
    if row is None:
        raise KeyError(operation_id)
    return row


def _in_state(connection: Connection, operation_id: str, *states: OutboxState) -> Row[Any]:
    row = _existing(connection, operation_id)
    if row.state not in states:
        raise WrongTransition(f"{operation_id} is {row.state}")
    return row


def _set(connection: Connection, operation_id: str, **values: object) -> None:
    plain = {name: value.value if isinstance(value, OutboxState) else value for name, value in values.items()}
    connection.execute(update(OUTBOX).where(OUTBOX.c.operation_id == operation_id).values(plain))
