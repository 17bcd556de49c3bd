"""The store's calls for what the user asked for: save, send, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import Connection

from borrower_app.contract.operation_values import ChangeContact, Values
from borrower_app.contract.operations import VERBS, OperationReply
from borrower_app.contract.problems import Problem
from borrower_app.contract.snapshot import OutboxState
from borrower_app.failures import FailureCode, StorageFault, WrongUse
from borrower_app.records.account import Contact
from borrower_app.records.enums import Holder
from borrower_app.store import cache, outbox, outbox_outcomes
from borrower_app.store.outbox_entries import OutboxEntry, Sendable, pending_of
from borrower_app.store.store_core import StoreCore


class OutboxCalls(StoreCore):
    """What the window, the command line and sync need of the outbox. `now` is always an aware instant."""

    def save_operation(self, operation: str, values: Values, now: dt.datetime, *, draft: bool = False) -> str:
        """Keep an operation; durable when its id is returned.

        A later edit of the same subject replaces a never-sent one (and keeps its id) and follows a sent one. Raises
        KeyError for an unknown operation, ValueError for values the contract refuses, StorageFault.
        """
        if_match = self._base_version(operation, values)
        with self._changing_own() as connection:
            return outbox.save(connection, operation, values, now, if_match, draft=draft)

    def resubmit(self, operation_id: str, now: dt.datetime) -> bool:
        """Queue a draft, or once more what only a missing sign-in held up; False for anything else."""
        with self._reading_own() as connection:
            row = outbox.find(connection, operation_id)
            values = pending_of(row).values if row is not None else None
        if row is None or values is None:
            return False
        if_match = self._base_version(row.operation, values)
        with self._changing_own() as connection:
            return outbox_outcomes.resubmit(connection, operation_id, now, if_match)

    def submit_held_up(self, now: dt.datetime, *, drafts: bool = True) -> tuple[str, ...]:
        """After a fresh sign-in: queue what waited for nothing else; their ids.

        Without `drafts` only what the lender refused as too old: in the window a draft is submitted by its own press.
        """
        with self._reading_own() as connection:
            held_up = outbox.waiting_for_sign_in(connection, drafts=drafts)
        return tuple(operation_id for operation_id in held_up if self.resubmit(operation_id, now))

    def holds_up_for_sign_in(self) -> bool:
        """Whether something waits for nothing but a fresh sign-in."""
        with self._reading_own() as connection:
            return bool(outbox.waiting_for_sign_in(connection))

    def begin_verification(self, operation_id: str, now: dt.datetime) -> str:
        """To be called before a code leaves; durable when it returns. The operation's name.

        Raises WrongUse where no code is waited for.
        """
        with self._changing_own() as connection:
            begun = outbox_outcomes.begin_verification(connection, operation_id, now)
        if begun is None:
            raise WrongUse(FailureCode.NO_CODE_WANTED, operation=operation_id[:80])
        return begun

    def end_verification(self, operation_id: str) -> None:
        """The code never left: the operation waits for it as before."""
        with self._changing_own() as connection:
            outbox_outcomes.end_verification(connection, operation_id)

    def recover_unanswered(self) -> None:
        """To be called before a round sends anything: what a full disk left as being sent is unknown."""
        if any(entry.state is OutboxState.SENDING for entry in self.operations()):
            with self._changing_own() as connection:
                outbox.recover_unanswered(connection)

    def next_to_send(
        self, now: dt.datetime, by_lender: dt.datetime | None = None, passing: Collection[str] = ()
    ) -> Sendable | None:
        """The next operation whose turn it is, but for those to pass, or None; at most one of a subject is in flight.

        `by_lender` is the lender's clock, where it has told it: the age of a key is measured by it, because a computer
        whose clock is set back would believe for too long that the lender still knows the key.
        """
        retention = self._retention()
        with self._reading_own() as connection:
            return outbox.next_to_send(connection, now, retention, by_lender or now, passing)

    def wait_until(self) -> dt.datetime | None:
        """The earliest instant at which something waits to be tried again."""
        with self._reading_own() as connection:
            return outbox.wait_until(connection)

    def retry_now(self) -> None:
        """The user asked to try again, or the network is back: nothing waits any longer."""
        if self.wait_until() is not None:
            with self._changing_own() as connection:
                outbox.retry_now(connection)

    def mark_sending(self, operation_id: str, now: dt.datetime, by_lender: dt.datetime | None = None) -> None:
        """To be called before the first byte leaves; durable when it returns. `by_lender`: see `next_to_send`."""
        with self._changing_own() as connection:
            outbox_outcomes.mark_sending(connection, operation_id, now, by_lender or now)

    def mark_not_sent(self, operation_id: str, retry_at: dt.datetime | None) -> None:
        """Nothing left the computer: it waits again until `retry_at`."""
        with self._changing_own() as connection:
            outbox_outcomes.mark_not_sent(connection, operation_id, retry_at)

    def record_reply(self, operation_id: str, reply: OperationReply, raw: bytes, now: dt.datetime) -> None:
        """The lender's word on the operation; the raw bytes become proof."""
        try:
            known = self._swapped_state().as_of
        except StorageFault:
            # A damaged cache must not keep the answer from being written down.
            known = None
        with self._changing_own() as connection:
            outbox_outcomes.record_reply(connection, operation_id, reply, raw, now, known=known)

    def record_problem(
        self,
        operation_id: str,
        problem: Problem,
        raw: bytes,
        now: dt.datetime,
        retry_at: dt.datetime | None = None,
        *,
        by_lender: dt.datetime | None = None,
    ) -> OutboxState:
        """A problem document instead of a reply: its type decides. Returns the new state; `retry_at` is for unknown.

        `by_lender`: see `next_to_send`.
        """
        retention = self._retention()
        with self._changing_own() as connection:
            return outbox_outcomes.record_problem(
                connection,
                operation_id,
                problem,
                raw,
                now,
                retention=retention,
                retry_at=retry_at,
                by_lender=by_lender or now,
            )

    def record_unknown(self, operation_id: str, now: dt.datetime, retry_at: dt.datetime | None) -> None:
        """No answer that decides: the same key and bytes go out again from `retry_at` on."""
        with self._changing_own() as connection:
            outbox_outcomes.record_unknown(connection, operation_id, now, retry_at)

    def record_reconciling(self, operation_id: str, now: dt.datetime, retry_at: dt.datetime | None) -> None:
        """The lender is being asked what became of it; to be asked again from `retry_at` on."""
        with self._changing_own() as connection:
            outbox_outcomes.record_reconciling(connection, operation_id, now, retry_at)

    def operations(self) -> tuple[OutboxEntry, ...]:
        """Everything that is not closed, oldest first; an applied one until a pull brought what it made."""
        with self._reading_own() as connection:
            return outbox.entries(connection)

    def cancel(self, operation_id: str) -> bool:
        """Cancel what was never sent; False for anything else."""
        with self._changing_own() as connection:
            return outbox.cancel(connection, operation_id)

    def let_go(self, operation_id: str) -> bool:
        """Cancel what was never sent, or close what needed the user; False for what is on its way or done."""
        with self._changing_own() as connection:
            return outbox.cancel(connection, operation_id) or outbox.dismiss(connection, operation_id)

    def _base_version(self, operation: str, values: Values) -> int | None:
        """The version of the record that the user saw when asking for a change of it."""
        changes = VERBS[operation].changes
        if changes is None:
            return None
        kind, member = changes
        try:
            with self._files.cache.transaction() as connection:
                if isinstance(values, ChangeContact):
                    return _contact_version(connection, values.field)
                return cache.record_version(connection, kind, getattr(values, member))
        except StorageFault:
            # A damaged cache must not keep the user from saving: the lender then asks for the version.
            return None


def _contact_version(connection: Connection, field: str) -> int | None:
    """A piece of contact data is named by its field, whatever id its record has."""
    import msgspec

    for stored in cache.records_of_kind(connection, "contact"):
        contact = msgspec.json.decode(stored.data, type=Contact)
        if contact.field == field and contact.holder is Holder.BORROWER:
            return stored.version
    return None
