"""What is planned in the lender's books: a story's happenings and the lender's own tasks, each with its instant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec
from msgspec import Raw, Struct
from sqlalchemy import Connection, Row, insert, select, update

from borrower_app.sandbox.books import tables
from borrower_app.sandbox.books.tasks import Task

if TYPE_CHECKING:
    from borrower_app.sandbox.books.turn import Turn

_table = tables.happenings


class ToldRecord(Struct, frozen=True):
    """A record that a story writes; `before` are the bytes that the story takes it to have until then (null: none)."""

    kind: str
    identifier: str
    data: Raw
    before: Raw = Raw(b"null")


class HappeningBody(Struct, frozen=True):
    """What happens at an instant: a task of the lender's, or what a story writes and deletes.

    `rests_on` names (kind, id, hash) of records: when one of them has become another meanwhile, the story's own end
    does not fit any more, and `otherwise` is done in its place.
    """

    task: Task | None = None
    upsert: tuple[ToldRecord, ...] = ()
    delete: tuple[tuple[str, str], ...] = ()
    rests_on: tuple[tuple[str, str, str], ...] = ()
    otherwise: tuple[Task, ...] = ()


class PlannedHappening(Struct, frozen=True):
    """A happening with its instant (seconds since 1970).

    `carries_out` is the attempt whose planned retry this is the end of, `attempt` the one that it brings or goes on
    with: all happenings of one `attempt` stand or fall together.
    """

    at: float
    body: HappeningBody
    carries_out: str | None = None
    attempt: str | None = None


def keep(connection: Connection, planned: Iterable[PlannedHappening]) -> None:
    """Put happenings into the books."""
    for happening in planned:
        connection.execute(
            insert(_table),
            {
                "at": happening.at,
                "body": msgspec.json.encode(happening.body),
                "applied": False,
                "carries_out": happening.carries_out,
                "attempt": happening.attempt,
            },
        )


def plan_task(turn: Turn, at: dt.datetime, task: Task) -> None:
    """Let the lender do something at an aware instant."""
    keep(turn.connection, [PlannedHappening(at.timestamp(), HappeningBody(task=task))])


def next_due(turn: Turn) -> Row[tuple[object, ...]] | None:
    """The earliest happening whose time has passed."""
    return turn.connection.execute(
        select(_table)
        .where(_table.c.applied.is_(False), _table.c.at <= turn.seconds())
        .order_by(_table.c.at, _table.c.position)
        .limit(1)
    ).first()


def mark_applied(turn: Turn, position: int) -> None:
    """A happening is over."""
    turn.connection.execute(update(_table).where(_table.c.position == position).values(applied=True))


def keep_member(turn: Turn, kind: str, identifier: str, member: str, value: object) -> None:
    """Remember what the borrower or a clerk changed, so that the story does not undo it later."""
    kept = tables.kept_members
    turn.connection.execute(
        kept.delete().where(kept.c.kind == kind, kept.c.identifier == identifier, kept.c.member == member)
    )
    row = {"kind": kind, "identifier": identifier, "member": member, "value": msgspec.json.encode(value)}
    turn.connection.execute(insert(kept), row)
