"""`cache.db`: pages go to staging, and one transaction swaps a whole new state in (DESIGN section 4).

A reader sees one whole old or one whole new state, and a killed pull goes on where it stopped.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from msgspec import Struct
from sqlalchemy import Connection, delete, insert, select, update

from borrower_app.contract.changes import ChangesPage, demand_times, set_digest
from borrower_app.contract.discovery import KeptDiscovery, decode_kept_discovery
from borrower_app.contract.strict_json import ContractViolation
from borrower_app.store import connection as connection_
from borrower_app.store.cache_schema import RECORD, STAGED, STAGED_DELETION, STAGING, STATE, swap_tables

ROOM_TO_KEEP: Final = 4 * 1024 * 1024
"""Bytes that a file may hold empty: the next pull needs them again."""

RecordKey = tuple[str, str]
"""Kind and id."""


@dataclass(frozen=True, slots=True)
class StagedAmount:
    """How much a pull has brought; `size` in bytes."""

    records: int = 0
    size: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True)
class StagedPull:
    """A pull under way: go on from `cursor`; `complete` once the last page is staged."""

    cursor: str
    full: bool
    complete: bool
    amount: StagedAmount


@dataclass(frozen=True, slots=True)
class PullState:
    """Where the last whole pull ended (None: never), and the pull under way, if any."""

    cursor: str | None
    staging: StagedPull | None


@dataclass(frozen=True, slots=True)
class ChangedRecords:
    """Which records a swap made new, changed or removed."""

    keys: frozenset[RecordKey]

    def __len__(self) -> int:
        return len(self.keys)


class StoredRecord(Struct, frozen=True, gc=False):
    """One record as received."""

    kind: str
    identifier: str
    version: int
    hash: str
    data: bytes


@dataclass(frozen=True, slots=True)
class SwappedState:
    """What the last whole pull brought besides the records; instants are aware, the difference is in seconds."""

    generation: int
    digest: str | None
    as_of: dt.datetime | None
    business_date: dt.date | None
    pulled_at: dt.datetime | None
    clock_difference: float | None
    discovery: KeptDiscovery | None
    is_beyond_bounds: bool = False
    """Whether an earlier version kept times that are believed no more; they are left out."""


class StagingDigestMismatch(Exception):
    """The staged state is not what the lender's digest describes."""


def swapped_state(connection: Connection) -> SwappedState:
    """The state of the last swap."""
    row = connection.execute(select(STATE)).one()
    as_of = dt.datetime.fromisoformat(row.as_of) if row.as_of else None
    business_date = dt.date.fromisoformat(row.business_date) if row.business_date else None
    beyond = as_of is not None and business_date is not None and not _belong_together(as_of, business_date)
    return SwappedState(
        generation=row.generation,
        digest=row.digest,
        as_of=None if beyond else as_of,
        business_date=None if beyond else business_date,
        pulled_at=dt.datetime.fromisoformat(row.pulled_at) if row.pulled_at else None,
        clock_difference=float(row.clock_difference) if row.clock_difference is not None else None,
        discovery=decode_kept_discovery(row.discovery) if row.discovery else None,
        is_beyond_bounds=beyond,
    )


def _belong_together(as_of: dt.datetime, business_date: dt.date) -> bool:
    try:
        demand_times(as_of, business_date)
    except ContractViolation:
        return False
    return True


def pull_state(connection: Connection) -> PullState:
    """Cursor of the last swap, and the pull under way."""
    cursor = connection.execute(select(STATE.c.cursor)).scalar_one()
    row = connection.execute(select(STAGING)).one_or_none()
    staged = (
        StagedPull(row.cursor, bool(row.whole), row.digest is not None, _amount(connection, row.pages))
        if row is not None
        and _belong_together(dt.datetime.fromisoformat(row.as_of), dt.date.fromisoformat(row.business_date))
        else None
    )
    return PullState(cursor=cursor, staging=staged)


def _amount(connection: Connection, pages: int) -> StagedAmount:
    """What lies in staging; what came twice counts once, which the number of pages makes good."""
    [(records, size)] = _tuples(connection, "SELECT count(*), coalesce(sum(length(data)), 0) FROM staged")
    [(removed,)] = _tuples(connection, "SELECT count(*) FROM staged_deletion")
    return StagedAmount(records + removed, size, pages)


def give_back_room(raw: connection_.Connection) -> None:
    """Make the file as small as what is in it where most of it is empty; to be called outside of a transaction.

    Raises StorageFault where there is no room even for that: then the file stays as it is, and so does what is in it.
    """
    empty, pages, size = (
        int(raw.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("freelist_count", "page_count", "page_size")
    )
    if empty * size > ROOM_TO_KEEP and 2 * empty > pages:
        raw.execute("VACUUM")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def save_discovery(connection: Connection, body: bytes) -> None:
    """Keep the lender's own description, as received."""
    connection.execute(update(STATE).values(discovery=body))


def stage_page(
    connection: Connection, page: ChangesPage, records: Iterable[StoredRecord], *, full: bool, first: bool
) -> None:
    """Put one checked page into staging with its cursor; `first` starts anew, without it the pull must be the same.

    `records` are the page's changes that are no deletions.
    """
    row = connection.execute(select(STAGING)).one_or_none()
    if first:
        drop_staging(connection)
    elif row is None or bool(row.whole) != full:
        raise ValueError("no such pull is under way")
    # Within one page the last word on a record wins.
    deleted = {(change.kind, change.id): change.deleted for change in page.changes}
    removed = [key for key, gone in deleted.items() if gone]
    changed = [
        (item.kind, item.identifier, item.version, item.hash, item.data)
        for item in records
        if not deleted[item.kind, item.identifier]
    ]
    if connection.execute(select(STAGED_DELETION.c.kind).limit(1)).first() is not None:
        _many(connection, "DELETE FROM staged_deletion WHERE kind = ? AND id = ?", [row_[:2] for row_ in changed])
    _many(connection, "INSERT OR REPLACE INTO staged (kind, id, version, hash, data) VALUES (?, ?, ?, ?, ?)", changed)
    _many(connection, "DELETE FROM staged WHERE kind = ? AND id = ?", removed)
    _many(connection, "INSERT OR IGNORE INTO staged_deletion (kind, id) VALUES (?, ?)", removed)
    connection.execute(delete(STAGING))
    connection.execute(
        insert(STAGING).values(
            one=1,
            base_generation=connection.execute(select(STATE.c.generation)).scalar_one(),
            whole=int(full),
            cursor=page.next_cursor,
            pages=1 if first or row is None else row.pages + 1,
            digest=None if page.more else page.digest,
            as_of=page.as_of.isoformat(),
            business_date=page.business_date.isoformat(),
        )
    )


def drop_staging(connection: Connection) -> None:
    """Forget the pull under way."""
    connection.execute(delete(STAGING))
    connection.execute(delete(STAGED_DELETION))
    connection.execute(delete(STAGED))


def forget_cursor(connection: Connection) -> None:
    """The next pull brings everything anew, and nothing of the one under way is used."""
    drop_staging(connection)
    connection.execute(update(STATE).values(cursor=None))


def check_staging(connection: Connection) -> ChangedRecords:
    """What the staged pull would change; raises StagingDigestMismatch, or ValueError when it is not complete."""
    staging = connection.execute(select(STAGING)).one_or_none()
    if staging is None or staging.digest is None:
        raise ValueError("the pull is not complete")
    before = _versions(connection, "record")
    staged = _versions(connection, "staged")
    removed = set(_tuples(connection, "SELECT kind, id FROM staged_deletion"))
    if staging.whole:
        after = staged
    else:
        if staging.base_generation != connection.execute(select(STATE.c.generation)).scalar_one():
            raise StagingDigestMismatch
        after = {key: value for key, value in (before | staged).items() if key not in removed}
    if set_digest((*key, *value) for key, value in after.items()) != staging.digest:
        raise StagingDigestMismatch
    changed = {key for key, value in after.items() if before.get(key) != value}
    return ChangedRecords(keys=frozenset(changed | (before.keys() - after.keys())))


def swap(connection: Connection, received_at: dt.datetime, clock_difference: float | None) -> None:
    """Make the staged state the only one, with cursor, digest and times, in the caller's transaction."""
    staging = connection.execute(select(STAGING)).one()
    if staging.whole:
        swap_tables(connection)
    else:
        connection.exec_driver_sql(
            "DELETE FROM record WHERE EXISTS "
            "(SELECT 1 FROM staged_deletion s WHERE s.kind = record.kind AND s.id = record.id)"
        )
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO record (kind, id, version, hash, data) "
            "SELECT kind, id, version, hash, data FROM staged"
        )
    connection.execute(
        update(STATE).values(
            generation=STATE.c.generation + 1,
            cursor=staging.cursor,
            digest=staging.digest,
            as_of=staging.as_of,
            business_date=staging.business_date,
            pulled_at=received_at.isoformat(),
            clock_difference=None if clock_difference is None else repr(clock_difference),
            home=None,
            home_own_revision=None,
        )
    )
    drop_staging(connection)


def staged_business_date(connection: Connection) -> dt.date:
    """The lender's date of the staged pull."""
    return dt.date.fromisoformat(connection.execute(select(STAGING.c.business_date)).scalar_one())


def staged_versions(connection: Connection, kind: str) -> list[tuple[str, int, str]]:
    """Id, version and hash of each staged record of a kind; its bytes are not read."""
    return list(_tuples(connection, "SELECT id, version, hash FROM staged WHERE kind = ?", (kind,)))


def staged_data(connection: Connection, kind: str, identifier: str) -> bytes:
    """The bytes of one staged record."""
    statement = "SELECT data FROM staged WHERE kind = ? AND id = ?"
    return next(bytes(data) for (data,) in _tuples(connection, statement, (kind, identifier)))


def versions(connection: Connection) -> dict[RecordKey, tuple[int, str]]:
    """Version and hash of every record."""
    return _versions(connection, "record")


def records(connection: Connection) -> Iterator[StoredRecord]:
    """Every record with its bytes, ordered by kind and id (by code point)."""
    rows = _tuples(connection, "SELECT kind, id, version, hash, data FROM record ORDER BY kind, id")
    return (StoredRecord(*row) for row in rows)


def data_of(connection: Connection, keys: Iterable[RecordKey]) -> list[StoredRecord]:
    """The named records with their bytes."""
    statement = "SELECT kind, id, version, hash, data FROM record WHERE kind = ? AND id = ?"
    return [StoredRecord(*row) for key in keys for row in _tuples(connection, statement, key)]


def record_version(connection: Connection, kind: str, identifier: str) -> int | None:
    """The version of one record, None when there is none."""
    return connection.execute(
        select(RECORD.c.version).where(RECORD.c.kind == kind, RECORD.c.id == identifier)
    ).scalar_one_or_none()


def records_of_kind(connection: Connection, kind: str) -> list[StoredRecord]:
    """All records of a kind, ordered by id."""
    rows = _tuples(connection, "SELECT kind, id, version, hash, data FROM record WHERE kind = ? ORDER BY id", (kind,))
    return [StoredRecord(*row) for row in rows]


def set_home(connection: Connection, home: bytes | None, own_revision: int) -> None:
    """Keep the prepared first page that rests on this state and on `own_revision` of the user's own data."""
    connection.execute(update(STATE).values(home=home, home_own_revision=own_revision if home is not None else None))


def _versions(connection: Connection, table: str) -> dict[RecordKey, tuple[int, str]]:
    rows = _tuples(connection, f"SELECT kind, id, version, hash FROM {table}")  # noqa: S608  # nosec B608 - our own two names
    return {(kind, identifier): (version, hash_) for kind, identifier, version, hash_ in rows}


def _tuples(connection: Connection, statement: str, parameters: tuple[object, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Rows as plain tuples, from the driver's cursor in the same transaction: three times as fast as result rows."""
    cursor = connection.connection.cursor()
    cursor.execute(statement, parameters)
    return iter(cursor.fetchall())


def _many(connection: Connection, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        connection.exec_driver_sql(statement, list(rows))
