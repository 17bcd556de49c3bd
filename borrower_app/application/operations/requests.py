"""What the user asks for with a press: save an operation, decide about one, be reminded. Saved before it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borrower_app import clock
from borrower_app.application.running.reminders import forget, remember
from borrower_app.application.running.rounds import Rounds
from borrower_app.application.running.running_app import RunningApp
from borrower_app.contract.operation_values import MarkMessageRead, PenaltyWaiverRequest, ReviewRequest, Values
from borrower_app.presentation.intents import Address, AskForReview, AskForWaiver, DecideOperation, MarkRead

if TYPE_CHECKING:
    from borrower_app.contract.snapshot import PendingOperation
    from borrower_app.store.store import Store


class Requests:
    """Answers the intents about operations and reminders."""

    def __init__(self, app: RunningApp, rounds: Rounds) -> None:
        self._app = app
        self._rounds = rounds

    def ask_for_waiver(self, wish: AskForWaiver) -> None:
        """Of the penalty interest, because the fault was elsewhere."""
        self._save("penalty_waiver_request", PenaltyWaiverRequest(attempt_id=wish.attempt_id))

    def ask_for_review(self, wish: AskForReview) -> None:
        """The lender is to look into an attempt."""
        self._save("review_request", ReviewRequest(attempt_id=wish.attempt_id))

    def mark_read(self, wish: MarkRead) -> None:
        """The message was read."""
        self._save("mark_message_read", MarkMessageRead(message_id=wish.message_id))

    def _save(self, operation: str, values: Values) -> None:
        """Keep an operation durably, show it, and send it with the next round."""
        self._app.in_store(
            lambda store: store.save_operation(operation, values, clock.now()), lambda _identifier: self._on_saved()
        )

    def _on_saved(self) -> None:
        self._app.state.notice = None
        self._app.read_records()
        self._rounds.start()

    def decide(self, wish: DecideOperation) -> None:
        """After a conflict or a refusal: send mine again, or let it go."""
        if wish.decision == "send_again":
            self._send_again(wish.operation_id)
        elif wish.decision == "submit":
            self._app.in_store(
                lambda store: store.resubmit(wish.operation_id, clock.now()), lambda _done: self._on_saved()
            )
        else:
            self._let_go(wish.operation_id)

    def _send_again(self, operation_id: str) -> None:
        from borrower_app.contract.operations import VERBS

        state = self._app.state
        pending = next((one for one in self._operations() if one.operation_id == operation_id), None)
        if pending is None:
            return
        as_draft = VERBS[pending.operation].is_sensitive(pending.values) and not self._is_fresh()

        def decided(new: str | None) -> None:
            if new is not None:
                for session in state.guides.values():
                    session.draft = session.draft.following(operation_id, new)
            self._leave_the_question()
            self._on_saved()

        self._app.in_store(lambda store: store.send_again(operation_id, clock.now(), as_draft=as_draft), decided)

    def _let_go(self, operation_id: str) -> None:
        """A guide that waited for it has ended: what was answered there is not what the user wants any more."""
        state = self._app.state
        drafts = state.records.snapshot.drafts if state.records is not None else ()
        ended = [(draft.guide, draft.subject) for draft in drafts if operation_id in draft.operations.values()]

        def job(store: Store) -> bool:
            for guide, subject in ended:
                store.drop_guide(guide, subject)
            return store.let_go(operation_id)

        def decided(_done: bool) -> None:
            for about in ended:
                state.guides.pop(about, None)
            self._leave_the_question(ended[0][0] if ended else "")
            self._on_saved()

        self._app.in_store(job, decided)

    def _operations(self) -> tuple[PendingOperation, ...]:
        records = self._app.state.records
        return records.snapshot.operations if records is not None else ()

    def _is_fresh(self) -> bool:
        from borrower_app.application.running.connection import connection_of, lender_now
        from borrower_app.presentation.guides.guide import is_fresh_sign_in

        state = self._app.state
        return state.records is not None and is_fresh_sign_in(
            state.signed_in_at, lender_now(state.records), connection_of(state)
        )

    def _leave_the_question(self, ended_guide: str = "") -> None:
        """From F-4: back to where it was asked, or to the place of the guide that has ended with the answer."""
        window = self._app.window
        if window is None or window.address.code != "F-4":
            return
        if ended_guide:
            from borrower_app.presentation.guides.registry import GUIDES

            self._app.show(Address(GUIDES[ended_guide].place))
        elif not window.back():
            self._app.show(Address("M-1"))

    def remind(self, attempt_id: str) -> None:
        """The user wants to be told the result of an attempt."""

        def kept(wanted: frozenset[str]) -> None:
            self._app.state.reminders = wanted
            self._app.changed()

        self._app.in_store(lambda store: remember(store, attempt_id, clock.now()), kept)

    def reminded(self, attempt_id: str) -> None:
        """The user has seen the result: the reminder is done."""

        def kept(wanted: frozenset[str]) -> None:
            self._app.state.reminders = wanted
            self._app.changed()

        self._app.in_store(lambda store: forget(store, attempt_id, clock.now()), kept)
