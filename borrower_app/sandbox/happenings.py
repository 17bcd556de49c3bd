"""What the lender's books do by themselves once the virtual clock has passed an instant."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Raw, Struct
from sqlalchemy import Connection, insert, select, update

from borrower_app.sandbox import record_log, tables

if TYPE_CHECKING:
    from borrower_app.sandbox.ledger import Turn


class HappeningBody(Struct, frozen=True):
    """What one happening writes: whole records, deletions, and members of records that are there."""

    upsert: tuple[tuple[str, str, Raw], ...] = ()
    delete: tuple[tuple[str, str], ...] = ()
    patch: tuple[tuple[str, str, dict[str, Any]], ...] = ()


def store_happenings(
    connection: Connection,
    planned: Sequence[tuple[float, Sequence[tuple[str, str, bytes]], Sequence[tuple[str, str]]]],
) -> None:
    """Keep a story's happenings: (seconds since 1970, records to write, keys to delete)."""
    for at, upsert, delete in planned:
        body = HappeningBody(tuple((kind, id_, Raw(data)) for kind, id_, data in upsert), tuple(delete))
        connection.execute(insert(tables.happenings), {"at": at, "body": msgspec.json.encode(body), "applied": False})


def plan_patch(turn: Turn, at: float, patches: Sequence[tuple[str, str, dict[str, Any]]]) -> None:
    """Let members of records change later, at `at` seconds since 1970."""
    body = HappeningBody(patch=tuple(patches))
    turn.connection.execute(insert(tables.happenings), {"at": at, "body": msgspec.json.encode(body), "applied": False})


def keep_member(turn: Turn, kind: str, identifier: str, member: str, value: object) -> None:
    """Remember what the borrower changed, so that the story does not undo it later."""
    key = {"kind": kind, "identifier": identifier, "member": member}
    table = tables.kept_members
    turn.connection.execute(
        table.delete().where(table.c.kind == kind, table.c.identifier == identifier, table.c.member == member)
    )
    turn.connection.execute(insert(table), {**key, "value": msgspec.json.encode(value)})


def _with_kept_members(turn: Turn, kind: str, identifier: str, data: bytes) -> bytes:
    table = tables.kept_members
    kept = turn.connection.execute(
        select(table.c.member, table.c.value).where(table.c.kind == kind, table.c.identifier == identifier)
    ).all()
    if not kept:
        return data
    value = json.loads(data)
    value.update({row.member: json.loads(row.value) for row in kept})
    return msgspec.json.encode(value)


def apply_due(turn: Turn) -> None:
    """Write every happening whose time has passed, in the order of their times."""
    due = turn.connection.execute(
        select(tables.happenings)
        .where(tables.happenings.c.applied.is_(False), tables.happenings.c.at <= turn.seconds())
        .order_by(tables.happenings.c.at, tables.happenings.c.position)
    ).all()
    for row in due:
        body = msgspec.json.decode(row.body, type=HappeningBody)
        for kind, identifier, data in body.upsert:
            record_log.append(turn, kind, identifier, _with_kept_members(turn, kind, identifier, bytes(data)))
        for kind, identifier, members in body.patch:
            record = record_log.current(turn, kind, identifier)
            if record is not None:
                record_log.patch(turn, record, members)
                for member, value in members.items():
                    keep_member(turn, kind, identifier, member, value)
        for kind, identifier in body.delete:
            if record_log.current(turn, kind, identifier) is not None:
                record_log.append(turn, kind, identifier, None)
        turn.connection.execute(
            update(tables.happenings).where(tables.happenings.c.position == row.position).values(applied=True)
        )
