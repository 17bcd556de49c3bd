"""Which borrower a data folder belongs to (one folder, one borrower): digests, sealed with the data key.

They lie in a small file of their own, so that whatever becomes of `own.db` does not open the folder to another person;
a note in `own.db` brings a lost file back.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import Connection

from borrower_app import clock
from borrower_app.contract.borrower import NOBODY, BorrowerNames, decode_names
from borrower_app.contract.strict_json import ContractViolation
from borrower_app.store import folder as folder_
from borrower_app.store import own, sealing

NOTE: Final = "borrower"
_PURPOSE: Final = "borrower"
_LARGEST: Final = 4 * 1024


def bound_borrower(connection: Connection, folder: Path | None, key: bytes) -> BorrowerNames:
    """Whose folder it is; `NOBODY` while it is nobody's. `connection` is one of `own.db`. Raises StorageFault."""
    kept = _in_file(folder, key) if folder is not None else None
    return kept or _in_note(connection) or NOBODY


def bind_borrower(connection: Connection, folder: Path | None, key: bytes, names: BorrowerNames) -> None:
    """Bind the folder, the file first: written and fsynced before the note is. Raises StorageFault."""
    content = msgspec.json.encode(names)
    if folder is not None and _in_file(folder, key) != names:
        folder_.write_file(folder / folder_.BORROWER_FILE, sealing.seal(key, _PURPOSE, content))
    if _in_note(connection) != names:
        own.set_note(connection, NOTE, content.decode(), clock.now())


def mend_binding(connection: Connection, folder: Path, key: bytes) -> None:
    """At the start: what only one of the two places knows stands in both again. Raises StorageFault."""
    names = bound_borrower(connection, folder, key)
    if names.are_told:
        bind_borrower(connection, folder, key, names)


def _in_file(folder: Path, key: bytes) -> BorrowerNames | None:
    return _names(sealing.read_sealed(folder / folder_.BORROWER_FILE, key, _PURPOSE, _LARGEST))


def _in_note(connection: Connection) -> BorrowerNames | None:
    stored = own.note(connection, NOTE)
    return _names(stored[0].encode()) if stored is not None else None


def _names(content: bytes | None) -> BorrowerNames | None:
    try:
        names = decode_names(content) if content is not None else NOBODY
    except ContractViolation:
        return None
    return names if names.are_told else None
