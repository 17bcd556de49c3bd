"""Every released schema of own.db opens; a step that breaks or is killed leaves version and tables as they were."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from borrower_app.contract.snapshot import OutboxState
from borrower_app.failures import StorageFault
from borrower_app.store import own_schema
from borrower_app.store.connection import OWN, connect
from borrower_app.store.database import Database
from borrower_app.store.own_schema import METADATA, STEPS, migrate
from borrower_app.store.store import Store
from tests.store import lender_pages as lender

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = Path(__file__).with_name("samples")
KEY = bytes(range(32))
NEXT = (
    "CREATE TABLE later (x TEXT) STRICT",
    "ALTER TABLE note ADD COLUMN extra TEXT",
    "INSERT INTO later VALUES ('y')",
)


def version_of(path: Path) -> tuple[int, list[str]]:
    connection = connect(path, KEY, OWN)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
    connection.close()
    return version, tables


def sample(folder: Path, number: int) -> Path:
    """A data folder with the kept own.db of a released schema."""
    folder.mkdir(mode=0o700)
    shutil.copy(SAMPLES / f"own-schema-{number}.db", folder / "own.db")
    return folder / "own.db"


@pytest.mark.parametrize("number", range(1, len(STEPS) + 1))
def test_every_released_schema_opens_with_what_was_in_it(tmp_path: Path, number: int) -> None:
    sample(tmp_path / "data", number)
    store = Store.open(tmp_path / "data", KEY, lender.LENDER)
    assert store.verify() == []
    assert [(entry.operation, entry.state) for entry in store.operations()] == [
        ("change_contact", OutboxState.UNKNOWN),
        ("mark_message_read", OutboxState.QUEUED),
        ("document_request", OutboxState.DRAFT),
    ]
    assert [entry.version for entry in store.proof_of_attempt("attempt-1")] == [1, 2]
    assert str(store.business_floor()) == "2026-11-20"
    assert store.pin_hash() == "$argon2id$sample"
    (own_loan,) = store.snapshot().loans
    assert (own_loan.source, own_loan.record.name) == ("own", "我自己填的贷款")
    store.close()


def test_the_tables_in_the_code_are_those_of_the_newest_schema(tmp_path: Path) -> None:
    database = Database(connect(None, KEY, OWN))
    assert migrate(database) == len(STEPS) == OWN.schema
    assert migrate(database) == 0
    with database.transaction() as connection:
        for table in METADATA.sorted_tables:
            columns = {row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table.name})")}
            assert columns == {column.name for column in table.columns}, table.name
    database.close()


def test_a_next_step_is_taken_and_a_broken_one_leaves_no_trace(tmp_path: Path) -> None:
    path = sample(tmp_path / "data", 1)
    database = Database(connect(path, KEY, OWN))
    with pytest.raises(DBAPIError):
        migrate(database, (*STEPS, (*NEXT, "CREATE TABLE note (x TEXT)")))
    database.close()
    version, tables = version_of(path)
    assert version == 1
    assert "later" not in tables
    database = Database(connect(path, KEY, OWN))
    assert migrate(database, (*STEPS, NEXT)) == 1
    database.close()
    with pytest.raises(StorageFault, match="database_newer"):
        connect(path, KEY, OWN)


KILLED = """
import os, signal, sys
from pathlib import Path
from borrower_app.store.connection import OWN, connect
from borrower_app.store.database import Database
from borrower_app.store.own_schema import STEPS, migrate
from tests.store.test_migrations import KEY, NEXT
class Deadly(tuple):
    def __iter__(self):
        for index, statement in enumerate(tuple.__iter__(self)):
            if index == int(sys.argv[2]):
                os.kill(os.getpid(), signal.SIGKILL)
            yield statement
        os.kill(os.getpid(), signal.SIGKILL)
migrate(Database(connect(Path(sys.argv[1]), KEY, OWN)), (*STEPS, Deadly(NEXT)))
"""


@pytest.mark.parametrize("statement", range(len(NEXT) + 1))
def test_killed_at_every_statement_of_a_step(tmp_path: Path, statement: int) -> None:
    path = sample(tmp_path / "data", 1)
    before = version_of(path)
    result = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), str(statement)], cwd=ROOT, capture_output=True, check=False
    )
    assert result.returncode == -9, result.stderr.decode()
    assert version_of(path) == before
    store = Store.open(tmp_path / "data", KEY, lender.LENDER)
    assert store.verify() == []
    assert len(store.operations()) == 3
    store.close()


def test_released_steps_never_change() -> None:
    """The digest of each released step stands here: editing one would part old files from new ones."""
    import hashlib

    digests = [hashlib.sha256("\n".join(step).encode()).hexdigest()[:16] for step in own_schema.STEPS]
    assert digests == (SAMPLES / "steps.txt").read_text().split()
