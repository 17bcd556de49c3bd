"""The store's calls for what only the user has: records entered by hand, PIN, notes, proof, incidents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from borrower_app.failures import FailureCode, StorageFault
from borrower_app.records.own_backup import BackupContent, Choice, RestorePlan
from borrower_app.records.own_loan import OwnLoan
from borrower_app.store import own, own_backup, own_loans, proof
from borrower_app.store.own import Incident
from borrower_app.store.pin import pin_matches
from borrower_app.store.proof import ProofEntry
from borrower_app.store.store_core import StoreCore


class OwnCalls(StoreCore):
    """Small durable things of the user's own."""

    def business_floor(self) -> dt.date | None:
        """The latest business date this folder has seen: today never goes below it."""
        with self._reading_own() as connection:
            return own.business_floor(connection)

    def pin_hash(self) -> str | None:
        """The hash of a PIN that only hides (see `store.pin`): with nothing kept, or from before it wrapped the key."""
        with self._reading_own() as connection:
            return own.pin_hash(connection)

    def set_pin_hash(self, pin_hash: str | None) -> None:
        """Set, change or remove it."""
        with self._changing_own() as connection:
            own.set_pin_hash(connection, pin_hash)

    def pin_matches(self, typed: str) -> bool:
        """Whether this is the PIN whose hash is kept here."""
        stored = self.pin_hash()
        return stored is not None and pin_matches(typed, stored)

    def note(self, name: str) -> tuple[str, dt.datetime] | None:
        """A small value and its instant, e.g. when contact data were last confirmed by the user."""
        with self._reading_own() as connection:
            return own.note(connection, name)

    def set_note(self, name: str, value: str | None, now: dt.datetime) -> None:
        """Keep a small value under a name; None forgets it."""
        with self._changing_own() as connection:
            own.set_note(connection, f"{name}", value, now)

    def keep_typed(self, name: str, value: str | None, now: dt.datetime) -> None:
        """Keep what is being typed, durable, with every keystroke: it shows on no page, so no page is prepared anew."""
        with self._reading_own() as connection:
            own.set_note(connection, name, value, now)
        if self._copy is not None:
            self._copy.note_change(self._files.own)

    def own_loans(self) -> list[OwnLoan]:
        """Every loan the user entered, by id; raises StorageFault OWN_DATA_DAMAGED when one of them can't be read."""
        with self._reading_own() as connection:
            loans = [loan.entered for loan, _table in self._reader.own_loans.read(connection)]
        if self._reader.own_loans.unreadable:
            raise StorageFault(FailureCode.OWN_DATA_DAMAGED, f"own loan {self._reader.own_loans.unreadable[0]}")
        return loans

    def save_own_loans(self, loans: Sequence[OwnLoan], now: dt.datetime) -> None:
        """Keep or replace loans the user entered, all or none; they join the Snapshot with source own, version 0."""
        with self._changing_own() as connection:
            own_loans.save_loans(connection, loans, now)

    def remove_own_loan(self, identifier: str) -> bool:
        """Whether there was such a loan to remove."""
        with self._changing_own() as connection:
            return own.remove_record(connection, own_loans.KIND, identifier)

    def own_backup(self, now: dt.datetime) -> BackupContent:
        """Own loans, notes and proof, for a backup; see `store.own_backup`."""
        with self._reading_own() as connection:
            return own_backup.content_of(connection, now)

    def restore_plan(self, content: BackupContent) -> RestorePlan:
        """What bringing a backup in would do here; changes nothing."""
        with self._reading_own() as connection:
            return own_backup.plan_of(connection, content)

    def restore_own(self, content: BackupContent, choices: Mapping[str, Choice]) -> None:
        """Merge a backup in one durable step; `choices` decides clashes by loan id."""
        with self._changing_own() as connection:
            own_backup.merge(connection, content, choices)

    def proof_of_attempt(self, attempt_id: str) -> list[ProofEntry]:
        """Every version of a debit attempt ever seen, oldest first."""
        with self._reading_own() as connection:
            return proof.entries(connection, proof.ATTEMPT, attempt_id)

    def proof_of_operation(self, operation_id: str) -> list[ProofEntry]:
        """Every reply and problem to an operation, oldest first."""
        with self._reading_own() as connection:
            found = [
                entry
                for kind in (proof.REPLY, proof.PROBLEM)
                for entry in proof.entries(connection, kind, operation_id)
            ]
        return sorted(found, key=lambda entry: entry.at)

    def unseen_incidents(self) -> list[Incident]:
        """Damaged files the user was not told of yet."""
        with self._reading_own() as connection:
            return own.unseen_incidents(connection)

    def mark_incidents_seen(self) -> None:
        """The user was told."""
        with self._changing_own() as connection:
            own.mark_incidents_seen(connection)
