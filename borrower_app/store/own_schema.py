"""The tables of `own.db` and how each released schema becomes the next.

`STEPS[n - 1]` are the statements that lead from schema n - 1 to n, run in one transaction with the new number. A
released step never changes; `tests/store/samples` keeps a file of every released schema.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, Text

from borrower_app.store.connection import OWN
from borrower_app.store.database import Database

_SCHEMA_1: Final = (
    """
    CREATE TABLE own_state (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        revision INTEGER NOT NULL,
        business_floor TEXT,
        pin_hash TEXT,
        pin_tries INTEGER NOT NULL DEFAULT 0 CHECK (pin_tries >= 0),
        pin_locked_until TEXT,
        home BLOB,
        home_revision INTEGER,
        home_generation INTEGER
    ) STRICT
    """,
    "INSERT INTO own_state (one, revision) VALUES (1, 0)",
    """
    CREATE TABLE outbox (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        operation_id TEXT NOT NULL UNIQUE,
        operation TEXT NOT NULL,
        subject TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN
            ('draft', 'queued', 'sending', 'applied', 'needs_user', 'unknown', 'reconciling', 'cancelled')),
        idempotency_key TEXT NOT NULL UNIQUE CHECK (length(idempotency_key) = 32),
        method TEXT NOT NULL,
        path TEXT NOT NULL,
        body BLOB NOT NULL CHECK (length(body) > 0),
        body_hash TEXT NOT NULL CHECK (length(body_hash) = 64),
        contract_version INTEGER NOT NULL,
        if_match INTEGER CHECK (if_match >= 1),
        attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
        sends INTEGER NOT NULL DEFAULT 0 CHECK (sends BETWEEN 0 AND attempts),
        ask_first INTEGER NOT NULL DEFAULT 0 CHECK (ask_first IN (0, 1)),
        saved_at TEXT NOT NULL,
        first_sent_at TEXT,
        last_tried_at TEXT,
        retry_at TEXT,
        problem_type TEXT,
        problem_text TEXT,
        conflict BLOB,
        challenge BLOB,
        confirmed_at TEXT,
        effective_from TEXT,
        made BLOB,
        laid_over INTEGER NOT NULL DEFAULT 1 CHECK (laid_over IN (0, 1))
    ) STRICT
    """,
    """
    CREATE UNIQUE INDEX one_in_flight ON outbox (subject) WHERE state IN ('sending', 'unknown', 'reconciling')
    """,
    "CREATE INDEX outbox_state ON outbox (state)",
    """
    CREATE TABLE proof (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        at TEXT NOT NULL,
        hash TEXT NOT NULL CHECK (length(hash) = 64),
        data BLOB NOT NULL,
        UNIQUE (kind, id, version, hash)
    ) STRICT
    """,
    """
    CREATE TRIGGER proof_is_kept BEFORE DELETE ON proof BEGIN SELECT RAISE(ABORT, 'proof is kept'); END
    """,
    """
    CREATE TRIGGER proof_is_fixed BEFORE UPDATE ON proof BEGIN SELECT RAISE(ABORT, 'proof is fixed'); END
    """,
    """
    CREATE TABLE own_record (
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        data BLOB NOT NULL CHECK (length(data) > 0),
        saved_at TEXT NOT NULL,
        PRIMARY KEY (kind, id)
    ) STRICT
    """,
    """
    CREATE TABLE note (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL,
        at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE incident (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        file TEXT NOT NULL,
        outcome TEXT NOT NULL,
        kept_aside TEXT,
        copy_of TEXT,
        seen INTEGER NOT NULL DEFAULT 0 CHECK (seen IN (0, 1))
    ) STRICT
    """,
)

STEPS: Final[tuple[tuple[str, ...], ...]] = (_SCHEMA_1,)

METADATA: Final = MetaData()


def _table(name: str, integers: str = "", blobs: str = "", texts: str = "") -> Table:
    columns = [
        Column(column, type_, primary_key=column in {"sequence", "one", "name"})
        for names, type_ in ((integers, Integer), (texts, Text), (blobs, LargeBinary))
        for column in names.split()
    ]
    return Table(name, METADATA, *columns)


OWN_STATE: Final = _table(
    "own_state",
    integers="one revision pin_tries home_revision home_generation",
    texts="business_floor pin_hash pin_locked_until",
    blobs="home",
)
OUTBOX: Final = _table(
    "outbox",
    integers="sequence contract_version if_match attempts sends ask_first laid_over",
    texts="operation_id operation subject state idempotency_key method path body_hash saved_at first_sent_at "
    "last_tried_at retry_at problem_type problem_text confirmed_at effective_from",
    blobs="body conflict challenge made",
)
PROOF: Final = _table("proof", integers="sequence version", texts="kind id at hash", blobs="data")
OWN_RECORD: Final = _table("own_record", texts="kind id saved_at", blobs="data")
NOTE: Final = _table("note", texts="name value at")
INCIDENT: Final = _table("incident", integers="sequence seen", texts="at file outcome kept_aside copy_of")


def migrate(database: Database, steps: Sequence[Sequence[str]] = STEPS) -> int:
    """Bring the file to the newest schema, one transaction a step; returns how many steps were taken.

    A step that fails, or a kill in the middle of it, leaves version and tables as they were.
    """
    taken = 0
    for number, statements in enumerate(steps, start=1):
        with database.transaction() as connection:
            if int(connection.exec_driver_sql("PRAGMA user_version").scalar_one()) >= number:
                continue
            for statement in statements:
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql(f"PRAGMA application_id = {OWN.application_id}")
            connection.exec_driver_sql(f"PRAGMA user_version = {number}")
            taken += 1
    return taken
