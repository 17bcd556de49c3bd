"""The tables of `cache.db`: the lender's records, the staging of a pull, and the state both belong to.

The cache is disposable, so its schema has no migrations: a file of another schema is set aside and fetched anew.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from borrower_app.store.connection import CACHE

METADATA: Final = MetaData()


def _record_table(name: str) -> Table:
    return Table(
        name,
        METADATA,
        Column("kind", Text, nullable=False),
        Column("id", Text, nullable=False),
        Column("version", Integer, nullable=False),
        Column("hash", Text, nullable=False),
        # Last, so that reading the members before it never touches the pages of a large record.
        Column("data", LargeBinary, nullable=False),
        PrimaryKeyConstraint("kind", "id"),
        CheckConstraint("version >= 1 AND length(hash) = 64 AND length(data) > 0"),
        sqlite_strict=True,
    )


RECORD: Final = _record_table("record")
"""What the lender has sent as of the last swap: `data` are the exact bytes, `hash` their SHA-256."""

STAGED: Final = _record_table("staged")
"""Pages of a pull that is not finished; the same shape as `record`, so that a full pull is swapped in by renaming."""

STAGED_DELETION: Final = Table(
    "staged_deletion",
    METADATA,
    Column("kind", Text, nullable=False),
    Column("id", Text, nullable=False),
    PrimaryKeyConstraint("kind", "id"),
    sqlite_strict=True,
)

STATE: Final = Table(
    "state",
    METADATA,
    Column("one", Integer, CheckConstraint("one = 1"), primary_key=True),
    Column("generation", Integer, nullable=False),
    Column("cursor", Text),
    Column("digest", Text),
    Column("as_of", Text),
    Column("business_date", Text),
    Column("pulled_at", Text),
    Column("clock_difference", Text),
    Column("discovery", LargeBinary),
    Column("home", LargeBinary),
    Column("home_own_revision", Integer),
    sqlite_strict=True,
)
"""The one row of the swapped state. `generation` counts the swaps; `home` is the prepared first page."""

STAGING: Final = Table(
    "staging",
    METADATA,
    Column("one", Integer, CheckConstraint("one = 1"), primary_key=True),
    Column("base_generation", Integer, nullable=False),
    Column("whole", Integer, CheckConstraint("whole IN (0, 1)"), nullable=False),
    Column("cursor", Text, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("digest", Text),
    Column("as_of", Text, nullable=False),
    Column("business_date", Text, nullable=False),
    sqlite_strict=True,
)
"""The one row of a pull under way. `whole` is 1 for a full pull; `digest` stands once the last page is there."""


def create_cache(connection: Connection) -> None:
    """Make all tables in the caller's transaction."""
    METADATA.create_all(connection, checkfirst=False)
    connection.execute(STATE.insert().values(one=1, generation=0))
    connection.exec_driver_sql(f"PRAGMA application_id = {CACHE.application_id}")
    connection.exec_driver_sql(f"PRAGMA user_version = {CACHE.schema}")


def swap_tables(connection: Connection) -> None:
    """Let `staged` become `record`, in the caller's transaction."""
    RECORD.drop(connection, checkfirst=False)
    connection.exec_driver_sql("ALTER TABLE staged RENAME TO record")
    STAGED.create(connection, checkfirst=False)
