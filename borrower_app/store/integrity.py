"""Is what lies on the disk what was written? Three looks: page checksums, structure, and our own digests.

SQLite's own check misses most flipped bits (RELIABILITY: 40 % to 92 %); SQLCipher's page checksums and the set digest
do not.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from borrower_app.contract.changes import record_hash, set_digest
from borrower_app.failures import StorageFault
from borrower_app.store import cache, outbox, proof
from borrower_app.store import folder as folder_
from borrower_app.store.database import Database
from borrower_app.store.fault_border import storage_border


def cache_problems(database: Database) -> list[str]:
    """What is wrong with `cache.db`; an empty list says that every record is what the lender's digest describes."""
    try:
        found = _file_problems(database)
        with database.transaction() as connection:
            lines = []
            for record in cache.records(connection):
                if record_hash(record.data) != record.hash:
                    found.append(f"the {record.kind} {record.identifier} is not what was received")
                lines.append((record.kind, record.identifier, record.version, record.hash))
            state = cache.swapped_state(connection)
            if state.digest is not None and set_digest(lines) != state.digest:
                found.append("the records are not those of the lender's digest")
            if state.digest is None and lines:
                found.append("there are records without a digest")
    except StorageFault as fault:
        found = [str(fault)]
    return [f"{folder_.CACHE_FILE}: {problem}" for problem in found]


def own_problems(database: Database) -> list[str]:
    """What is wrong with `own.db`."""
    try:
        found = _file_problems(database)
        with database.transaction() as connection:
            found += [f"operation {name} is not what was saved" for name in outbox.damaged_entries(connection)]
            found += [f"proof {name} is not what was kept" for name in proof.damaged_entries(connection)]
    except StorageFault as fault:
        found = [str(fault)]
    return [f"{folder_.OWN_FILE}: {problem}" for problem in found]


def set_aside(path: Path, now: dt.datetime) -> str:
    """Rename a bad file with what SQLite keeps beside it, never delete it; its new name. Raises StorageFault."""
    stamp = now.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%S")
    number = 1
    while os.path.lexists(aside := path.with_name(f"{path.name}.damaged-{stamp}-{number}")):
        number += 1
    with storage_border():
        for companion in folder_.COMPANIONS:
            beside = path.with_name(path.name + companion)
            if os.path.lexists(beside):
                os.rename(beside, aside.with_name(aside.name + companion))
        if os.path.lexists(path):
            os.rename(path, aside)
    folder_.sync_folder(path.parent)
    return aside.name


def remove_database(folder: Path, name: str, *, with_set_aside: bool) -> None:
    """Remove a database file with its companions, on request also what was set aside earlier; raises StorageFault."""
    with storage_border():
        paths = [folder / (name + companion) for companion in ("", *folder_.COMPANIONS)]
        if with_set_aside:
            paths += sorted(folder.glob(f"{name}.damaged-*"))
        for path in paths:
            if path.is_dir() and not path.is_symlink():
                _remove_tree(path)
            else:
                path.unlink(missing_ok=True)
    folder_.sync_folder(folder)


def _remove_tree(path: Path) -> None:
    import shutil

    shutil.rmtree(path)


def _file_problems(database: Database) -> list[str]:
    with database.outside_transaction() as connection:
        found = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
        if not found:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
        if not found:
            found = [f"foreign key of {row[0]}" for row in connection.execute("PRAGMA foreign_key_check")]
    return found
