"""Opening the two files of a folder: which key, which lender, which version, and what to do with a damaged one."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from borrower_app import clock
from borrower_app.contract.discovery import LenderFile, decode_lender_file
from borrower_app.contract.strict_json import ContractViolation
from borrower_app.failures import FailureCode, KeysUnavailable, StorageFault
from borrower_app.store import borrower_binding, integrity, lender_binding, outbox, own
from borrower_app.store import folder as folder_
from borrower_app.store.cache_schema import create_cache
from borrower_app.store.connection import CACHE, OWN, Connection, FileKind, connect
from borrower_app.store.database import Database
from borrower_app.store.last_good_copy import opens, put_in_place, restore_copy
from borrower_app.store.own import Incident
from borrower_app.store.own_schema import migrate
from borrower_app.store.session import SessionVault

LENDER_NOTE: Final = "lender"
CACHE_REBUILT: Final = "cache_rebuilt"
OWN_RESTORED: Final = "own_restored"
OWN_LOST: Final = "own_lost"
OWN_RESCUED: Final = "own_rescued"


@dataclass(slots=True)
class OpenFiles:
    """Both databases, and what had to be repaired to open them."""

    own: Database
    cache: Database
    incidents: list[Incident] = field(default_factory=list)
    lender: LenderFile | None = None
    """Whose folder it is; None: nobody's yet, or not to be bound yet."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """Connections that the first paint opened already; None where it could not."""

    own: Connection | None = None
    cache: Connection | None = None


def open_in_memory(key: bytes) -> OpenFiles:
    """Both databases in memory: everything is gone at the end."""
    return OpenFiles(own=new_own(None, key), cache=_new_cache(None, key))


def open_files(folder: Path, key: bytes, lender: LenderFile | None, *, repair: bool, adopted: Adopted) -> OpenFiles:
    """Open or create both files.

    With `repair` a damaged file is set aside and replaced, and what was being sent becomes unknown; without it nothing
    on the disk is changed. `lender` None: whoever the folder belongs to, nobody in a folder with own loans alone.
    Raises WrongUse OTHER_LENDER, KeysUnavailable KEY_LOST, StorageFault.
    """
    folder_.prepare_folder(folder)
    names = [folder_.OWN_FILE, folder_.CACHE_FILE, folder_.OWN_COPY_FILE]
    names += [folder_.LENDER_FILE, folder_.BORROWER_FILE, folder_.SESSION_FILE]
    for name in names:
        for companion in ("", *folder_.COMPANIONS):
            folder_.check_file(folder / (name + companion))
    known = lender_binding.bound_lender(folder, key)
    if known is not None and lender is not None:
        lender_binding.refuse_other_lender(known, lender)
    lender = lender or known
    incidents: list[Incident] = []
    own_database = _open_own(folder, key, repair=repair, raw=adopted.own, incidents=incidents)
    try:
        lender = agree_on_lender(own_database, lender, repair=repair)
        cache_database = open_cache(folder, key, repair=repair, raw=adopted.cache, incidents=incidents)
    except BaseException:
        own_database.close()
        raise
    if repair and lender is not None:
        lender_binding.bind_lender(folder, key, lender)
    if repair:
        with own_database.transaction() as connection:
            borrower_binding.mend_binding(connection, folder, key)
    return OpenFiles(own=own_database, cache=cache_database, incidents=incidents, lender=lender)


def replace_own(folder: Path, key: bytes, detail: str, incidents: list[Incident]) -> Database:
    """Set a damaged or missing `own.db` aside and go on with the last good copy, or with nothing; says which."""
    now = clock.now()
    path = folder / folder_.OWN_FILE
    aside = integrity.set_aside(path, now) if os.path.lexists(path) else None
    copy_of = restore_copy(folder, key)
    if copy_of is None and os.path.lexists(folder / folder_.OWN_COPY_FILE):
        integrity.set_aside(folder / folder_.OWN_COPY_FILE, now)
    database = _existing_own(path, key, None) if copy_of is not None else new_own(path, key)
    incident = Incident(
        at=now,
        file=f"{folder_.OWN_FILE} ({detail})",
        outcome=OWN_RESTORED if copy_of is not None else OWN_LOST,
        kept_aside=aside,
        copy_of=copy_of,
    )
    with database.transaction() as connection:
        outbox.recover_after_crash(connection)
        outbox.distrust_restored(connection)
        own.count_change(connection)
        own.add_incident(connection, incident)
    incidents.append(incident)
    return database


def rescue_own(folder: Path, key: bytes, database: Database) -> Database:
    """Write out an open `own.db` whose file was deleted or replaced by somebody else: nothing in it is lost."""
    path = folder / folder_.OWN_FILE
    if os.path.lexists(path):
        integrity.set_aside(path, clock.now())
    new = path.with_name(path.name + ".new")
    folder_.remove_file(new)
    folder_.create_empty(new)
    with database.outside_transaction() as connection:
        connection.execute("VACUUM INTO ?", (str(new),))
    database.close()
    put_in_place(new, path)
    return Database(connect(path, key, OWN))


def replace_cache(folder: Path, key: bytes, detail: str, incidents: list[Incident]) -> Database:
    """Set a bad `cache.db` aside and go on with an empty one, to be filled by the next pull."""
    now = clock.now()
    path = folder / folder_.CACHE_FILE
    aside = integrity.set_aside(path, now)
    incidents.append(Incident(at=now, file=f"{folder_.CACHE_FILE} ({detail})", outcome=CACHE_REBUILT, kept_aside=aside))
    return _new_cache(path, key)


def _open_own(folder: Path, key: bytes, *, repair: bool, raw: Connection | None, incidents: list[Incident]) -> Database:
    path = folder / folder_.OWN_FILE
    if not os.path.lexists(path):
        traces = [folder_.LENDER_FILE, folder_.OWN_COPY_FILE]
        if not any(os.path.lexists(folder / name) for name in traces):
            if os.path.lexists(folder / folder_.CACHE_FILE):
                _refuse_wrong_key(folder, key)
            return new_own(path if repair else None, key)
        _refuse_wrong_key(folder, key)
        if not repair:
            raise StorageFault(FailureCode.OWN_DATA_DAMAGED, "own.db is missing")
        return replace_own(folder, key, "missing", incidents)
    try:
        return _existing_own(path, key, raw, recover=repair)
    except StorageFault as fault:
        if fault.code is not FailureCode.DATABASE_DAMAGED:
            raise
        _refuse_wrong_key(folder, key)
        if not repair:
            raise StorageFault(FailureCode.OWN_DATA_DAMAGED, f"own.db: {fault.detail}") from fault
        return replace_own(folder, key, fault.detail, incidents)


def _existing_own(path: Path, key: bytes, raw: Connection | None, *, recover: bool = True) -> Database:
    database = Database(raw if raw is not None else connect(path, key, OWN))
    try:
        migrate(database)
        if recover:
            with database.transaction() as connection:
                outbox.recover_after_crash(connection)
    except BaseException:
        database.close()
        raise
    return database


def new_own(path: Path | None, key: bytes) -> Database:
    """A new `own.db`, complete when it gets its name; None keeps it in memory."""
    return _new(path, key, OWN, migrate)


def _new_cache(path: Path | None, key: bytes) -> Database:
    if path is not None:
        integrity.remove_database(path.parent, path.name, with_set_aside=False)
    return _new(path, key, CACHE, _fill_cache)


def _fill_cache(database: Database) -> None:
    with database.transaction() as connection:
        create_cache(connection)


def _new(path: Path | None, key: bytes, kind: FileKind, fill: Callable[[Database], object]) -> Database:
    """A new file; it gets its name when its tables are there, so that an empty file is always damage."""
    if path is None:
        database = Database(connect(None, key, kind))
        fill(database)
        return database
    new = path.with_name(path.name + ".new")
    integrity.remove_database(new.parent, new.name, with_set_aside=False)
    folder_.create_empty(new)
    database = Database(connect(new, key, kind, new=True))
    fill(database)
    database.close()
    put_in_place(new, path)
    return Database(connect(path, key, kind))


def open_cache(
    folder: Path, key: bytes, *, repair: bool, raw: Connection | None, incidents: list[Incident]
) -> Database:
    """Open `cache.db`, or replace it; without `repair` a missing one is an empty one in memory."""
    path = folder / folder_.CACHE_FILE
    if not os.path.lexists(path):
        return _new_cache(path if repair else None, key)
    try:
        database = Database(raw if raw is not None else connect(path, key, CACHE))
        try:
            with database.transaction() as connection:
                schema = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
            if schema != CACHE.schema:
                raise StorageFault(FailureCode.DATABASE_NEWER, f"schema {schema}")
        except BaseException:
            database.close()
            raise
    except StorageFault as fault:
        if not repair or fault.code not in {FailureCode.DATABASE_DAMAGED, FailureCode.DATABASE_NEWER}:
            raise
        return replace_cache(folder, key, fault.detail, incidents)
    return database


def agree_on_lender(database: Database, lender: LenderFile | None, *, repair: bool) -> LenderFile | None:
    """The lender stands in `own.db` too, so that losing the small file does not open the folder to another lender.

    Returns whose folder it is, None when nobody is named here or there.
    """
    with database.transaction() as connection:
        stored = own.note(connection, LENDER_NOTE)
        known = None
        if stored is not None:
            try:
                known = decode_lender_file(stored[0].encode())
            except ContractViolation:
                raise StorageFault(FailureCode.OWN_DATA_DAMAGED, "the lender's note") from None
            if lender is not None:
                lender_binding.refuse_other_lender(known, lender)
        agreed = lender or known
        if repair and agreed is not None and known != agreed:
            text = msgspec.json.encode(agreed).decode()
            own.set_note(connection, LENDER_NOTE, text, clock.now())
    return agreed


def _refuse_wrong_key(folder: Path, key: bytes) -> None:
    """A key that opens nothing of what is there is the wrong key; if it opens anything, the rest is damaged."""
    fits = (
        lender_binding.bound_lender(folder, key) is not None
        or SessionVault(folder, key).load() is not None
        or opens(folder / folder_.OWN_COPY_FILE, key)
        or _cache_opens(folder / folder_.CACHE_FILE, key, CACHE)
    )
    if not fits:
        raise KeysUnavailable(FailureCode.KEY_LOST, "the key opens nothing in this folder")


def _cache_opens(path: Path, key: bytes, kind: FileKind) -> bool:
    if not os.path.lexists(path):
        return False
    try:
        connect(path, key, kind).close()
    except StorageFault as fault:
        return fault.code is FailureCode.DATABASE_NEWER
    return True
