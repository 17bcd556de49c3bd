"""The records as an append-only log: each change is a new row with the next sequence number and the next version."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, exists, insert, select, update

from borrower_app.contract.changes import record_hash, set_digest
from borrower_app.sandbox.books.tables import books, records

if TYPE_CHECKING:
    from borrower_app.sandbox.books.turn import Turn

_later = records.alias("later")
_LOAN = re.compile(rb'"loan_id":"([^"]+)"')


@dataclass(frozen=True, slots=True)
class LoggedRecord:
    """One version of a record as the books hold it."""

    sequence: int
    kind: str
    identifier: str
    version: int
    deleted: bool
    data: bytes


def _loan_of(data: bytes) -> str | None:
    """The loan that a record belongs to."""
    found = _LOAN.search(data)
    return found.group(1).decode() if found is not None else None


def insert_first_versions(connection: Connection, rows: Sequence[tuple[str, str, bytes]]) -> None:
    """Fill empty books with (kind, id, data)."""
    if rows:
        connection.execute(
            insert(records),
            [
                {
                    "sequence": number,
                    "kind": kind,
                    "identifier": identifier,
                    "version": 1,
                    "deleted": False,
                    "hash": record_hash(data),
                    "data": data,
                    "loan_id": _loan_of(data),
                }
                for number, (kind, identifier, data) in enumerate(rows, start=1)
            ],
        )


def _newest_as_of(target: int) -> ColumnElement[bool]:
    """Whether a row is the newest version of its record among those up to `target`."""
    newer = and_(
        _later.c.kind == records.c.kind,
        _later.c.identifier == records.c.identifier,
        _later.c.sequence > records.c.sequence,
        _later.c.sequence <= target,
    )
    return and_(records.c.sequence <= target, ~exists().where(newer))


def head(turn: Turn) -> int:
    """The sequence of the newest version in the books."""
    newest: int = turn.connection.execute(select(books.c.head)).scalar_one()
    return newest


def current(turn: Turn, kind: str, identifier: str) -> LoggedRecord | None:
    """The record as it stands now, or None when there is none."""
    row = turn.connection.execute(
        select(records)
        .where(records.c.kind == kind, records.c.identifier == identifier)
        .order_by(records.c.sequence.desc())
        .limit(1)
    ).first()
    if row is None or row.deleted:
        return None
    return LoggedRecord(row.sequence, row.kind, row.identifier, row.version, row.deleted, bytes(row.data))


def all_current(turn: Turn, kind: str | None = None, loan_id: str | None = None) -> list[LoggedRecord]:
    """Every record that is not deleted, by kind and id; with `loan_id` those that belong to that loan."""
    statement = select(records).where(_newest_as_of(2**31 - 1), records.c.deleted.is_(False))
    if kind is not None:
        statement = statement.where(records.c.kind == kind)
    if loan_id is not None:
        statement = statement.where(records.c.loan_id == loan_id)
    found = [
        LoggedRecord(row.sequence, row.kind, row.identifier, row.version, row.deleted, bytes(row.data))
        for row in turn.connection.execute(statement)
    ]
    return sorted(found, key=lambda record: (record.kind, record.identifier))


def bytes_of_kind(turn: Turn, kind: str) -> bytes:
    """The data of every version of a kind in one piece, to look whether something stands in it."""
    return b"\n".join(turn.connection.execute(select(records.c.data).where(records.c.kind == kind)).scalars())


def append(turn: Turn, kind: str, identifier: str, data: bytes | None) -> int:
    """Write a record's next version (None deletes it) and return that version."""
    last = turn.connection.execute(
        select(records.c.version)
        .where(records.c.kind == kind, records.c.identifier == identifier)
        .order_by(records.c.sequence.desc())
        .limit(1)
    ).scalar()
    turn.connection.execute(update(books).values(head=books.c.head + 1))
    sequence = head(turn)
    version = (last or 0) + 1
    turn.connection.execute(
        insert(records),
        {
            "sequence": sequence,
            "kind": kind,
            "identifier": identifier,
            "version": version,
            "deleted": data is None,
            "hash": record_hash(data or b""),
            "data": data or b"",
            "loan_id": _loan_of(data or b""),
        },
    )
    return version


def patch(turn: Turn, record: LoggedRecord, members: Mapping[str, Any]) -> int:
    """Write the record's next version with some members replaced; unknown members stay as they are."""
    value = {**json.loads(record.data), **msgspec.to_builtins(dict(members), str_keys=True)}
    return append(turn, record.kind, record.identifier, msgspec.json.encode(value))


def between(turn: Turn, position: int, target: int, limit: int) -> list[LoggedRecord]:
    """Up to `limit` rows behind `position`, each the newest of its record as of `target`, oldest first."""
    statement = (
        select(records)
        .where(records.c.sequence > position, _newest_as_of(target))
        .order_by(records.c.sequence)
        .limit(limit)
    )
    return [
        LoggedRecord(row.sequence, row.kind, row.identifier, row.version, row.deleted, bytes(row.data))
        for row in turn.connection.execute(statement)
    ]


def was_known(turn: Turn, record: LoggedRecord, base: int) -> bool:
    """Whether the record was there, not deleted, as of `base`."""
    row = turn.connection.execute(
        select(records.c.deleted)
        .where(
            records.c.kind == record.kind,
            records.c.identifier == record.identifier,
            records.c.sequence <= base,
        )
        .order_by(records.c.sequence.desc())
        .limit(1)
    ).first()
    return row is not None and not row.deleted


def digest_as_of(turn: Turn, target: int) -> str:
    """The contract's digest over everything that is not deleted as of `target`."""
    rows = turn.connection.execute(
        select(records.c.kind, records.c.identifier, records.c.version, records.c.hash).where(
            _newest_as_of(target), records.c.deleted.is_(False)
        )
    )
    return set_digest((row.kind, row.identifier, row.version, row.hash) for row in rows)
