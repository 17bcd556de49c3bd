"""What all calls of the store share: the open files, the transactions, the picture and the prepared first page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from borrower_app.contract.discovery import LenderFile
from borrower_app.contract.snapshot import Snapshot
from borrower_app.failures import StorageFault
from borrower_app.store import cache, own
from borrower_app.store.cache import SwappedState
from borrower_app.store.folder import FolderLock
from borrower_app.store.last_good_copy import LastGoodCopy
from borrower_app.store.opening import OpenFiles
from borrower_app.store.proof import AttemptVersion
from borrower_app.store.snapshot import RecordReader, build_snapshot


@dataclass(frozen=True, slots=True)
class StorePlace:
    """Where the data lie and whose they are; `folder` None keeps all in memory, `lender` None: own loans alone."""

    folder: Path | None
    key: bytes
    lender: LenderFile | None
    lock: FolderLock | None
    repair: bool


class StoreCore:
    """Base of the store's calls. Bound to the thread that opened it: a call from another one raises RuntimeError."""

    def __init__(self, files: OpenFiles, place: StorePlace) -> None:
        self._files = files
        self._place = place
        self._reader = RecordReader()
        self._received: dict[AttemptVersion, bytes] = {}
        """Attempts that this run of the app staged: what becomes proof need not be read from the file again."""
        self._verified = False
        self._copy = LastGoodCopy(place.folder) if place.folder is not None and place.repair else None
        self.prepare_home: Callable[[Snapshot], bytes | None] | None = None
        """Makes the bytes of the first page; they are kept with each swap and each change of own data."""

    @property
    def lender(self) -> LenderFile | None:
        """The lender asked first; None in a folder with own loans alone."""
        return self._place.lender

    def snapshot(self) -> Snapshot:
        """Everything the app knows, as one frozen picture; raises StorageFault when a stored byte can't be trusted."""
        with self._files.cache.transaction() as cached, self._files.own.transaction() as owned:
            return build_snapshot(cached, owned, self._reader, self._place.lender, verified=self._verified)

    @contextmanager
    def _reading_own(self) -> Iterator[Connection]:
        with self._files.own.transaction() as connection:
            yield connection

    @contextmanager
    def _changing_own(self) -> Iterator[Connection]:
        """One durable change of own data that may show on the first page; copied to the last good copy when due."""
        with self._files.own.transaction() as connection:
            yield connection
            own.count_change(connection)
            self._prepare_own_home(connection)
        if self._copy is not None:
            self._copy.note_change(self._files.own)

    def _prepare_own_home(self, connection: Connection) -> None:
        if self.prepare_home is None:
            return
        try:
            home = self.prepare_home(self.snapshot())
            own.set_home(connection, home, self._swapped_state().generation)
        except StorageFault:
            # A damaged cache must not keep the user from saving; the first page is then made the slow way.
            own.set_home(connection, None, 0)

    def _swapped_state(self) -> SwappedState:
        with self._files.cache.transaction() as connection:
            return cache.swapped_state(connection)

    def _retention(self) -> dt.timedelta | None:
        """How long the lender knows an idempotency key; None while it was never told."""
        discovery = self._swapped_state().discovery
        return dt.timedelta(seconds=discovery.idempotency_retention_seconds) if discovery is not None else None
