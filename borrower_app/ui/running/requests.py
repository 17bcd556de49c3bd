"""What the user asks for with a press: save an operation, decide about one, be reminded. Saved before it is said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import msgspec

from borrower_app.failures import FailureCode, WrongUse
from borrower_app.ui.intents import Address, AskForOperation, DecideOperation
from borrower_app.ui.running.reminders import forget, remember
from borrower_app.ui.running.rounds import Rounds
from borrower_app.ui.running.running_app import RunningApp, utc_now

if TYPE_CHECKING:
    from borrower_app.store.store import Store

_SUBJECT_OF: Final = {
    "request_debit_retry": "attempt_id",
    "penalty_waiver_request": "attempt_id",
    "review_request": "attempt_id",
    "revoke_mandate": "mandate_id",
    "mark_message_read": "message_id",
}
"""Operations that need nothing but the thing they are about: the member of their values that names it."""


class Requests:
    """Answers the intents about operations and reminders."""

    def __init__(self, app: RunningApp, rounds: Rounds) -> None:
        self._app = app
        self._rounds = rounds

    def ask(self, wish: AskForOperation) -> None:
        """Keep an operation durably, show it, and send it with the next round."""

        def job(store: Store) -> str:
            from borrower_app.contract.operations import VERBS

            verb = VERBS[wish.operation]
            try:
                values = msgspec.convert(_members(wish), verb.values)
            except msgspec.ValidationError as error:
                raise WrongUse(FailureCode.FILE_CONTENT, str(error)) from error
            draft = verb.is_sensitive(values)
            return store.save_operation(wish.operation, values, utc_now(), draft=draft)

        self._app.in_store(job, lambda _identifier: self._on_saved())

    def _on_saved(self) -> None:
        self._app.state.notice = None
        self._app.read_records()
        self._rounds.start()

    def decide(self, wish: DecideOperation) -> None:
        """After a conflict or a refusal: send mine again, or let it go."""

        def job(store: Store) -> bool:
            if wish.decision == "send_again":
                return store.resubmit(wish.operation_id, utc_now())
            return store.cancel(wish.operation_id) or store.dismiss(wish.operation_id)

        def decided(_done: bool) -> None:
            window = self._app.window
            if window is not None and window.address.code == "F-4":
                self._app.show(Address("M-1"))
            self._on_saved()

        self._app.in_store(job, decided)

    def remind(self, attempt_id: str) -> None:
        """The user wants to be told the result of an attempt."""

        def kept(wanted: frozenset[str]) -> None:
            self._app.state.reminders = wanted
            self._app.changed()

        self._app.in_store(lambda store: remember(store, attempt_id, utc_now()), kept)

    def reminded(self, attempt_id: str) -> None:
        """The user has seen the result: the reminder is done."""

        def kept(wanted: frozenset[str]) -> None:
            self._app.state.reminders = wanted
            self._app.changed()

        self._app.in_store(lambda store: forget(store, attempt_id, utc_now()), kept)


def _members(wish: AskForOperation) -> Mapping[str, object]:
    member = _SUBJECT_OF.get(wish.operation)
    subject = wish.values.get("subject")
    return {member: subject} if member is not None and subject is not None else wish.values
