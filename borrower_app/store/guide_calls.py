"""The store's calls for guides: keep what was answered, and save the operation a guide ends in."""

from __future__ import annotations

import datetime as dt

import msgspec

from borrower_app.contract.guide_draft import GuideDraft
from borrower_app.contract.operation_values import Values
from borrower_app.store import guide_drafts, outbox, own
from borrower_app.store.outbox_calls import OutboxCalls


class GuideCalls(OutboxCalls):
    """Durable when they return; `now` is an aware instant."""

    def keep_guide(self, draft: GuideDraft) -> None:
        """Keep or replace a draft; raises StorageFault."""
        with self._changing_own() as connection:
            guide_drafts.keep(connection, draft)

    def drop_guide(self, guide: str, subject: str) -> None:
        """The guide has ended, or the user gave it up."""
        with self._changing_own() as connection:
            guide_drafts.drop(connection, guide, subject)

    def note_details_seen(self, day: dt.date, now: dt.datetime) -> None:
        """The user has found all contact data right on `day`, the lender's date."""
        with self._changing_own() as connection:
            own.set_note(connection, guide_drafts.DETAILS_SEEN, day.isoformat(), now)

    def save_operation_of_guide(
        self, draft: GuideDraft, operation: str, values: Values, now: dt.datetime, *, as_draft: bool
    ) -> GuideDraft:
        """Save an operation and note it in the guide's draft, both in one transaction; the draft as it is kept.

        Raises KeyError for an unknown operation, ValueError for values the contract refuses, StorageFault.
        """
        if_match = self._base_version(operation, values)
        with self._changing_own() as connection:
            operation_id = outbox.save(connection, operation, values, now, if_match, draft=as_draft)
            kept = msgspec.structs.replace(draft, operations={**draft.operations, operation: operation_id})
            guide_drafts.keep(connection, kept)
        return kept

    def send_again(self, operation_id: str, now: dt.datetime, *, as_draft: bool) -> str | None:
        """After a conflict the user decided for their own values: a new operation on the version they were shown.

        The old one is closed and a guide that follows it follows the new one, in one transaction. Returns the id of
        what goes out now; None where the operation does not wait for such a decision. Raises StorageFault.
        """
        with self._changing_own() as connection:
            new = outbox.send_again(connection, operation_id, now, draft=as_draft)
            if new is not None:
                for draft in guide_drafts.drafts(connection):
                    if operation_id in draft.operations.values():
                        guide_drafts.keep(connection, draft.following(operation_id, new))
        return new
