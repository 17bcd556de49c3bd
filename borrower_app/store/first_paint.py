"""The prepared first page, read before SQLAlchemy, or requests are imported.

Each file holds one prepared row. The row of `own.db` is newer when it rests on the same swap of the cache; the row of
`cache.db` holds while own data have not changed since. A row that rests on anything older is not shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from borrower_app.failures import StorageFault
from borrower_app.store import folder as folder_
from borrower_app.store.connection import CACHE, OWN, Connection, FileKind, connect
from borrower_app.store.fault_border import storage_border


@dataclass(slots=True)
class FirstPaint:
    """The prepared bytes (None: nothing current is prepared) and the open connections, for `Store.open` to adopt.

    `old_pin`: the hash of a PIN of before it wrapped the key; then nothing else was read.
    """

    home: bytes | None
    own: Connection | None
    cache: Connection | None
    old_pin: str | None = None

    def close(self) -> None:
        """Close the connections when no store adopts them; only in the thread that opened them."""
        for connection in (self.own, self.cache):
            if connection is not None:
                connection.close()
        self.own = self.cache = None


def read_first_paint(folder: Path, key: bytes) -> FirstPaint:
    """Read the prepared page in the store lane, the folder's lock being held; any fault leaves it to `Store.open`."""
    paint = FirstPaint(home=None, own=_open(folder, key, OWN), cache=None)
    if paint.own is None:
        return paint
    paint.old_pin = _pin_hash(paint.own)
    if paint.old_pin is not None:
        return paint
    paint.cache = _open(folder, key, CACHE)
    if paint.cache is None:
        return paint
    try:
        with storage_border():
            own_row = paint.own.execute(
                "SELECT revision, home, home_revision, home_generation FROM own_state"
            ).fetchone()
            cache_row = paint.cache.execute("SELECT generation, home, home_own_revision FROM state").fetchone()
    except StorageFault:
        return paint
    revision, own_home, own_home_revision, own_home_generation = own_row
    generation, cache_home, cache_home_revision = cache_row
    if own_home is not None and (own_home_revision, own_home_generation) == (revision, generation):
        paint.home = own_home
    elif cache_home is not None and cache_home_revision == revision:
        paint.home = cache_home
    return paint


def old_pin(folder: Path, key: bytes) -> str | None:
    """The hash of a PIN of before it wrapped the key, read alone; None where there is none, or nothing to read."""
    connection = _open(folder, key, OWN)
    if connection is None:
        return None
    try:
        return _pin_hash(connection)
    finally:
        connection.close()


def _pin_hash(connection: Connection) -> str | None:
    try:
        with storage_border():
            stored: str | None = connection.execute("SELECT pin_hash FROM own_state").fetchone()[0]
    except StorageFault:
        return None
    return stored


def _open(folder: Path, key: bytes, kind: FileKind) -> Connection | None:
    path = folder / kind.name
    try:
        if not folder_.check_file(path):
            return None
        connection = connect(path, key, kind)
        with storage_border():
            if connection.execute("PRAGMA user_version").fetchone()[0] == kind.schema:
                return connection
            connection.close()
    except StorageFault:
        return None
    return None
