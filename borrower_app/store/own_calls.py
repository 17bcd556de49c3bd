"""The store's calls for what only the user has: records entered by hand, PIN, notes, proof, incidents."""

from __future__ import annotations

import datetime as dt

import msgspec

from borrower_app.contract.kinds import RECORD_TYPES, Record
from borrower_app.store import own, proof
from borrower_app.store.own import Incident, PinState
from borrower_app.store.proof import ProofEntry
from borrower_app.store.store_core import StoreCore

_KIND_OF = {type_: kind for kind, type_ in RECORD_TYPES.items()}


class OwnCalls(StoreCore):
    """Small durable things of the user's own."""

    def business_floor(self) -> dt.date | None:
        """The latest business date this folder has seen: today never goes below it."""
        with self._reading_own() as connection:
            return own.business_floor(connection)

    def raise_business_floor(self, date: dt.date) -> None:
        """Raise the floor; an earlier date changes nothing."""
        with self._reading_own() as connection:
            own.raise_business_floor(connection, date)

    def pin_state(self) -> PinState:
        """The PIN's hash, wrong tries, and the instant until which no try is taken."""
        with self._reading_own() as connection:
            return own.pin_state(connection)

    def pin_hash(self) -> str | None:
        """The PIN's hash (see `store.pin`), None without a PIN."""
        return self.pin_state().hash

    def set_pin_hash(self, pin_hash: str | None) -> None:
        """Set, change or remove the PIN; wrong tries start at 0."""
        self.set_pin_state(PinState(hash=pin_hash, tries=0, locked_until=None))

    def set_pin_state(self, state: PinState) -> None:
        """Keep a count of tries or a waiting time; durable, so that a restart gives no new tries."""
        with self._changing_own() as connection:
            own.set_pin_state(connection, state)

    def note(self, name: str) -> tuple[str, dt.datetime] | None:
        """A small value and its instant, e.g. when contact data were last confirmed by the user."""
        with self._reading_own() as connection:
            return own.note(connection, name)

    def set_note(self, name: str, value: str | None, now: dt.datetime) -> None:
        """Keep a small value under a name; None forgets it."""
        with self._changing_own() as connection:
            own.set_note(connection, f"{name}", value, now)

    def save_own_record(self, record: Record, now: dt.datetime) -> None:
        """Keep or replace a record that the user entered; it joins the snapshot with source own and version 0."""
        with self._changing_own() as connection:
            own.save_record(connection, _KIND_OF[type(record)], record.id, msgspec.json.encode(record), now)

    def remove_own_record(self, kind: str, identifier: str) -> bool:
        """Whether there was such a record to remove."""
        with self._changing_own() as connection:
            return own.remove_record(connection, kind, identifier)

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
