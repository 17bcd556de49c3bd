"""Proof: the exact bytes of every version of a debit attempt seen and of every reply to an operation, append-only.

It lives in `own.db`, so that neither a rebuild of the cache nor a lender that edits a record can erase it. Triggers
refuse changes; writing the same bytes again does nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, func, select

from borrower_app.contract.changes import record_hash
from borrower_app.store.own_schema import PROOF

ATTEMPT: Final = "debit_attempt"
REPLY: Final = "operation_reply"
PROBLEM: Final = "operation_problem"

AttemptVersion = tuple[str, int, str]
"""Id, version and hash."""

_INSERT: Final = "INSERT OR IGNORE INTO proof (kind, id, version, at, hash, data) VALUES (?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class ProofEntry:
    """One piece of proof; `at` is this computer's instant of first seeing it."""

    kind: str
    identifier: str
    version: int
    at: dt.datetime
    hash: str
    data: bytes


def keep_attempts(
    connection: Connection,
    attempts: Iterable[AttemptVersion],
    data_of: Callable[[AttemptVersion], bytes],
    at: dt.datetime,
) -> None:
    """Keep every version of a debit attempt that was not kept before; only of these the bytes are asked for."""
    known = {
        (identifier, version, hash_)
        for identifier, version, hash_ in connection.exec_driver_sql(
            "SELECT id, version, hash FROM proof WHERE kind = ?", (ATTEMPT,)
        )
    }
    stamp = at.isoformat()
    rows = [(ATTEMPT, *seen[:2], stamp, seen[2], data_of(seen)) for seen in attempts if seen not in known]
    if rows:
        connection.exec_driver_sql(_INSERT, rows)


def keep_reply(connection: Connection, kind: str, operation_id: str, raw: bytes, at: dt.datetime) -> None:
    """Keep what the lender answered to an operation (`kind` REPLY or PROBLEM), as received."""
    count = connection.execute(
        select(func.count()).select_from(PROOF).where(PROOF.c.kind == kind, PROOF.c.id == operation_id)
    ).scalar_one()
    connection.exec_driver_sql(_INSERT, (kind, operation_id, count + 1, at.isoformat(), record_hash(raw), raw))


def entries(connection: Connection, kind: str, identifier: str) -> list[ProofEntry]:
    """All proof of one attempt or operation, oldest first."""
    rows = connection.execute(
        select(PROOF).where(PROOF.c.kind == kind, PROOF.c.id == identifier).order_by(PROOF.c.sequence)
    )
    return [
        ProofEntry(row.kind, row.id, row.version, dt.datetime.fromisoformat(row.at), row.hash, row.data) for row in rows
    ]


def damaged_entries(connection: Connection) -> list[str]:
    """Names of entries whose bytes do not fit their hash any more."""
    rows = connection.exec_driver_sql("SELECT kind, id, version, hash, data FROM proof")
    return [
        f"{kind} {identifier} {version}"
        for kind, identifier, version, hash_, data in rows
        if record_hash(data) != hash_
    ]
