"""The lender's books: opening them, filling them with a story, and one turn at them for each request."""

from __future__ import annotations

import datetime as dt
import secrets
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select, update

from borrower_app import clock
from borrower_app.contract.discovery import Discovery
from borrower_app.contract.kinds import RECORD_TYPES, Record
from borrower_app.failures import FailureCode, WrongUse
from borrower_app.sandbox.books import tables
from borrower_app.sandbox.books.happenings import keep
from borrower_app.sandbox.books.record_log import insert_first_versions
from borrower_app.sandbox.books.staff_contacts import keep_contacts
from borrower_app.sandbox.books.story_plan import planned_happenings
from borrower_app.sandbox.books.turn import Turn

if TYPE_CHECKING:
    from borrower_app.sandbox.stories.parts.story import Story

KIND_OF: dict[type, str] = {type_: kind for kind, type_ in RECORD_TYPES.items()}


def is_postgresql(url: str | None) -> bool:
    """Whether a database URL names PostgreSQL, which several processes may use together."""
    return url is not None and url.startswith(("postgresql:", "postgresql+", "postgres:"))


def _engine(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL; a `postgresql:` URL without a driver name uses psycopg."""
    if url.startswith(("postgresql://", "postgres://")):
        url = "postgresql+psycopg://" + url.partition("://")[2]
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        # The driver would begin a transaction only at the first write: reads and writes of one turn belong together.
        @event.listens_for(engine, "connect")
        def _modes(connection, _record) -> None:  # type: ignore[no-untyped-def]
            connection.isolation_level = None
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute("PRAGMA busy_timeout=5000")

        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def encode_record(record: Record) -> tuple[str, str, bytes]:
    """Kind, id and the exact bytes of a record's data."""
    return KIND_OF[type(record)], record.id, msgspec.json.encode(record)


class Ledger:
    """The books in one database. Not for several threads: each process serves one request after the other."""

    def __init__(self, database_url: str, origin: str) -> None:
        self._engine = _engine(database_url)
        self._origin = origin
        self._discovery: Discovery | None = None

    def open(self, story: Story) -> None:
        """Create the books from the story, or go on with those of the same story; WrongUse when they are another's."""
        # The table that came last: books of a version before it get what they lack.
        if not inspect(self._engine).has_table(tables.staff_contacts.name):
            tables.metadata.create_all(self._engine)
        with self._engine.begin() as connection:
            row = connection.execute(select(tables.books.c.scenario)).first()
            if row is None:
                self._fill(connection, story)
            elif row.scenario != story.name:
                raise WrongUse(FailureCode.WRONG_USE, f"this database holds the story {row.scenario}")
            else:
                # Claims of a process that died: nothing of them has happened, so the same request may come again.
                connection.execute(tables.operations.delete().where(tables.operations.c.state == "running"))

    def _fill(self, connection: Connection, story: Story) -> None:
        connection.execute(
            insert(tables.books),
            {
                "id": 1,
                "scenario": story.name,
                "discovery": msgspec.json.encode(story.discovery),
                "secret": secrets.token_bytes(32),
                "head": len(story.records),
                "clock_offset": 0.0,
            },
        )
        insert_first_versions(connection, [encode_record(record) for record in story.records])
        keep(connection, planned_happenings(story))
        keep_contacts(connection, story.contacts)

    @contextmanager
    def turn(self) -> Iterator[Turn]:
        """One transaction, alone at the books: rolled back when the block raises."""
        with self._engine.begin() as connection:
            row = connection.execute(select(tables.books).with_for_update()).one()
            if self._discovery is None:
                self._discovery = self._of_this_origin(msgspec.json.decode(row.discovery, type=Discovery))
            zone = zoneinfo.ZoneInfo(self._discovery.zone)
            yield Turn(
                connection=connection,
                now=dt.datetime.fromtimestamp(clock.now().timestamp() + row.clock_offset, zone),
                secret=row.secret,
                discovery=self._discovery,
                origin=self._origin,
            )

    def _of_this_origin(self, discovery: Discovery) -> Discovery:
        return msgspec.structs.replace(discovery, issuer=self._origin)

    def close(self) -> None:
        """Give back the connections."""
        self._engine.dispose()


def set_clock(turn: Turn, now: dt.datetime) -> None:
    """Move the virtual clock to an aware instant; from there it runs with real time."""
    turn.connection.execute(update(tables.books).values(clock_offset=now.timestamp() - clock.now().timestamp()))
