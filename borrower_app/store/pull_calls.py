"""The store's calls for a pull: check a page, stage it, compare the digest, swap."""

from __future__ import annotations

import contextlib
import datetime as dt
from functools import partial

from sqlalchemy import Connection

from borrower_app.contract.changes import ChangesPage, record_hash
from borrower_app.contract.discovery import discovery_to_keep
from borrower_app.contract.kinds import Record, read_record
from borrower_app.contract.strict_json import ContractViolation, without_collection
from borrower_app.failures import BadServerData, FailureCode, StorageFault
from borrower_app.store import cache, outbox, own, proof
from borrower_app.store.cache import ChangedRecords, PullState, StagingDigestMismatch, StoredRecord
from borrower_app.store.store_core import StoreCore


class PullCalls(StoreCore):
    """What sync needs to bring the lender's records in."""

    def pull_state(self) -> PullState:
        """The cursor of the last swap, and the pull under way: go on from its cursor.

        Anew where something stored is believed no more (an earlier version took it): the lender sends all of it again.
        """
        with self._files.cache.transaction() as connection:
            state = cache.pull_state(connection)
            swapped = cache.swapped_state(connection)
            self._reader.read(connection, swapped.generation)
            if self._reader.needs_full_pull or swapped.is_beyond_bounds:
                return cache.PullState(cursor=None, staging=state.staging if is_whole(state) else None)
            return state

    def stage_page(self, page: ChangesPage, *, full: bool, first: bool) -> None:
        """Check a whole page by kind, then stage it with its cursor in one transaction.

        Raises BadServerData BAD_ANSWER (nothing of the page is kept), ValueError when `first` is missing, StorageFault.
        """
        decoded: list[tuple[StoredRecord, Record | None]] = []
        try:
            with without_collection():
                for change in page.changes:
                    if not change.deleted:
                        record = read_record(change.kind, change.id, change.data)
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
                    own.move_business_floor(
                        owned, cache.staged_business_date(connection), _date_of_clock(received_at, clock_difference)
                    )
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
        self._give_back_room()
        self._settle_arrived()
        if self._copy is not None:
            self._copy.note_proof()
        return changed

    def _staged_data(self, connection: Connection, attempt: proof.AttemptVersion) -> bytes:
        """The same bytes, as their hash says; from the file where an earlier run of the app received them."""
        received = self._received.get(attempt)
        return cache.staged_data(connection, proof.ATTEMPT, attempt[0]) if received is None else received

    def drop_staging(self) -> None:
        """Forget the pull under way, in the file and in memory, and give its room on the disk back."""
        self._received.clear()
        self._reader.forget()
        with self._files.cache.transaction() as connection:
            cache.drop_staging(connection)
        self._give_back_room()

    def _give_back_room(self) -> None:
        with contextlib.suppress(StorageFault), self._files.cache.outside_transaction() as raw:
            cache.give_back_room(raw)

    def save_discovery(self, body: bytes) -> None:
        """Keep the lender's description of itself; raises BadServerData BAD_ANSWER, StorageFault.

        A zone that nobody knows leaves the one that was told before in force. A lender that calls itself another one or
        counts in another currency than before is refused: the records here are not of that one.
        """
        with self._files.cache.transaction() as connection:
            before = cache.swapped_state(connection).discovery
            try:
                kept = discovery_to_keep(body, before)
            except ContractViolation as violation:
                raise BadServerData(FailureCode.BAD_ANSWER, str(violation)) from violation
            cache.save_discovery(connection, kept)

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


def is_whole(state: PullState) -> bool:
    """Whether the pull under way is a full one."""
    return state.staging is not None and state.staging.full


def _date_of_clock(received_at: dt.datetime, clock_difference: float | None) -> dt.date | None:
    """The UTC date of the lender's own `Date` header; None where it sent none."""
    if clock_difference is None:
        return None
    return (received_at - dt.timedelta(seconds=clock_difference)).astimezone(dt.UTC).date()
