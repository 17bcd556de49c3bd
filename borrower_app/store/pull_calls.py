"""The store's calls for a pull: check a page, stage it, compare the digest, swap."""

from __future__ import annotations

import datetime as dt
from functools import partial

from sqlalchemy import Connection

from borrower_app.contract.changes import ChangesPage, record_hash
from borrower_app.contract.discovery import Discovery, decode_discovery
from borrower_app.contract.kinds import Record, decode_record
from borrower_app.contract.strict_json import ContractViolation, without_collection
from borrower_app.failures import BadServerData, FailureCode
from borrower_app.store import cache, outbox, own, proof
from borrower_app.store.cache import ChangedRecords, PullState, StagingDigestMismatch, StoredRecord
from borrower_app.store.store_core import StoreCore


class PullCalls(StoreCore):
    """What sync needs to bring the lender's records in."""

    def pull_state(self) -> PullState:
        """The cursor of the last swap, and the pull under way: go on from its cursor."""
        with self._files.cache.transaction() as connection:
            return cache.pull_state(connection)

    def stage_page(self, page: ChangesPage, *, full: bool, first: bool) -> None:
        """Check a whole page by kind, then stage it with its cursor in one transaction.

        Raises BadServerData BAD_ANSWER (nothing of the page is kept), ValueError when `first` is missing, StorageFault.
        """
        decoded: list[tuple[StoredRecord, Record | None]] = []
        try:
            with without_collection():
                for change in page.changes:
                    if not change.deleted:
                        record = decode_record(change.kind, change.id, change.data)
                        data = bytes(change.data)
                        stored = StoredRecord(change.kind, change.id, change.version, record_hash(data), data)
                        decoded.append((stored, record))
        except ContractViolation as violation:
            raise BadServerData(FailureCode.BAD_ANSWER, str(violation)) from violation
        with self._files.cache.transaction() as connection:
            cache.stage_page(connection, page, [stored for stored, _record in decoded], full=full, first=first)
        if first:
            self._received.clear()
        for stored, record in decoded:
            self._reader.offer(stored, record)
            if stored.kind == proof.ATTEMPT:
                self._received[stored.identifier, stored.version, stored.hash] = stored.data

    def finish_pull(self, received_at: dt.datetime, clock_difference: float | None) -> ChangedRecords:
        """Compare the digest, keep proof, and swap the staged state in with cursor, digest and times.

        `received_at` is this computer's aware instant, `clock_difference` its clock minus the lender's in seconds.
        Raises BadServerData DIGEST_MISMATCH after dropping the staging (the old state stays), ValueError when the last
        page is not staged, StorageFault.
        """
        was_verified = self._verified
        try:
            with without_collection(), self._files.cache.transaction() as connection:
                changed = cache.check_staging(connection)
                with self._files.own.transaction() as owned:
                    # Proof before the swap: what was seen stays seen, whatever happens to the cache.
                    attempts = cache.staged_versions(connection, proof.ATTEMPT)
                    proof.keep_attempts(owned, attempts, partial(self._staged_data, connection), received_at)
                    own.raise_business_floor(owned, cache.staged_business_date(connection))
                cache.swap(connection, received_at, clock_difference)
                self._verified = True
                if self.prepare_home is not None:
                    cache.set_home(connection, self.prepare_home(self.snapshot()), self._own_revision())
        except StagingDigestMismatch:
            self.drop_staging()
            raise BadServerData(FailureCode.DIGEST_MISMATCH) from None
        except BaseException:
            # What was read inside the transaction that is rolled back now never became true.
            self._reader.forget()
            self._verified = was_verified
            raise
        self._received.clear()
        self._settle_arrived()
        if self._copy is not None:
            self._copy.note_proof()
        return changed

    def _staged_data(self, connection: Connection, attempt: proof.AttemptVersion) -> bytes:
        """The same bytes, as their hash says; from the file where an earlier run of the app received them."""
        received = self._received.get(attempt)
        return cache.staged_data(connection, proof.ATTEMPT, attempt[0]) if received is None else received

    def drop_staging(self) -> None:
        """Forget the pull under way."""
        self._received.clear()
        with self._files.cache.transaction() as connection:
            cache.drop_staging(connection)

    def save_discovery(self, body: bytes) -> None:
        """Keep the lender's description of itself, as received; raises BadServerData BAD_ANSWER, StorageFault."""
        try:
            decode_discovery(body)
        except ContractViolation as violation:
            raise BadServerData(FailureCode.BAD_ANSWER, str(violation)) from violation
        with self._files.cache.transaction() as connection:
            cache.save_discovery(connection, body)

    def discovery(self) -> Discovery | None:
        """The lender's description of itself, if it was ever fetched."""
        return self._swapped_state().discovery

    def as_of(self) -> dt.datetime | None:
        """The lender's instant of the state that is shown; None before the first whole pull."""
        return self._swapped_state().as_of

    def _own_revision(self) -> int:
        with self._reading_own() as connection:
            return own.revision(connection)

    def _settle_arrived(self) -> None:
        """Take what has arrived off the overlay; after a kill in between the next pull does it."""
        with self._files.own.transaction() as owned:
            if not outbox.has_applied(owned):
                return
            with self._files.cache.transaction() as connection:
                outbox.settle_arrived(owned, cache.versions(connection), cache.swapped_state(connection).as_of)
