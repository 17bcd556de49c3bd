"""What a guide's primary button does outside the screen: the card host, a fresh sign-in, the outbox, the code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

import msgspec

from borrower_app import clock
from borrower_app.application.guides.sessions import asked_of
from borrower_app.application.running.guide_session import GuideSession
from borrower_app.application.running.rounds import Rounds
from borrower_app.application.running.running_app import RunningApp
from borrower_app.application.sign_in.signing_in import SigningIn
from borrower_app.contract.guide_draft import GuideDraft
from borrower_app.contract.operations import VERBS
from borrower_app.failures import Failure, SignInNeeded
from borrower_app.presentation.guides import engine
from borrower_app.presentation.guides.guide import Asked, Guide, Step
from borrower_app.presentation.guides.outcome import wrong_code
from borrower_app.presentation.intents import Address

if TYPE_CHECKING:
    from borrower_app.application.network import CardAnswer, Verified


def with_answers(draft: GuideDraft, answers: Mapping[str, str]) -> GuideDraft:
    """A draft with other answers."""
    return msgspec.structs.replace(draft, answers=dict(answers), saved_at=clock.now())


class Desk(Protocol):
    """Where a guide is moved and kept."""

    def go_to(self, guide: Guide, session: GuideSession, step: Step) -> None:
        """Show another step."""

    def keep_draft(self, session: GuideSession) -> None:
        """Keep the draft durably."""


class GuideEffects:
    """Runs in the lanes; every answer comes back in the UI thread."""

    def __init__(self, app: RunningApp, rounds: Rounds, signing_in: SigningIn, desk: Desk) -> None:
        self._app = app
        self._rounds = rounds
        self._signing_in = signing_in
        self._desk = desk

    def _failed(self, session: GuideSession) -> Callable[[Failure], None]:
        def failed(failure: Failure) -> None:
            session.busy = ""
            session.problem = failure
            if isinstance(failure, SignInNeeded):
                self._app.state.signed_in_at = None
            self._app.changed()

        return failed

    def exchange_card(self, guide: Guide, session: GuideSession, asked: Asked, step: Step) -> None:
        """The number leaves once, for the card host; what it told is kept, the number is not."""
        from borrower_app.presentation.guides.change_card import NUMBER, card_answers, digits_of

        network = self._app.network
        if network is None:
            return
        number = digits_of(asked.answer(NUMBER))

        def exchanged(answer: CardAnswer) -> None:
            session.busy = ""
            if answer.card is None:
                session.refused = answer.refused
                self._app.changed()
                return
            answers = {**session.draft.answers, **card_answers(answer.card)}
            session.draft = with_answers(session.draft, answers)
            self._desk.go_to(
                guide, session, engine.after(guide, asked_of(self._app.state, session, self._app.language), step)
            )

        session.busy = "card"
        self._app.run(
            self._app.background.network,
            lambda _reporter: network.exchange_card(number),
            exchanged,
            self._failed(session),
        )
        self._app.changed()

    def sign_in(self, session: GuideSession) -> None:
        """A fresh sign-in, then back to the guide."""
        self._desk.keep_draft(session)
        self._signing_in.choose(Address(session.draft.guide, session.draft.subject))

    def submit(self, guide: Guide, session: GuideSession, asked: Asked, step: Step) -> None:
        """Save the step's operation durably, then send it; or once more what a missing sign-in held up."""
        known = asked.operations.get(step.operation)
        session.busy = "save"
        if step.values is None and known is not None:
            operation_id = known.operation_id
            self._app.in_store(
                lambda store: store.resubmit(operation_id, clock.now()),
                lambda _done: self._on_submitted(session),
                self._failed(session),
            )
            return
        assert step.values is not None
        values = step.values(asked)
        as_draft = VERBS[step.operation].is_sensitive(values) and not asked.is_fresh
        draft = msgspec.structs.replace(session.draft, step=engine.next_step(guide, step).name)

        def saved(kept: GuideDraft) -> None:
            session.draft = kept
            self._on_submitted(session)
            self._app.scroll_up()

        self._app.in_store(
            lambda store: store.save_operation_of_guide(draft, step.operation, values, clock.now(), as_draft=as_draft),
            saved,
            self._failed(session),
        )
        self._app.changed()

    def _on_submitted(self, session: GuideSession) -> None:
        session.busy = ""
        session.errors = {}
        self._app.read_records()
        self._rounds.start(asked=True)

    def note_seen(self, guide: Guide, session: GuideSession, asked: Asked, step: Step) -> None:
        """Keep the day on which the user found all of it right."""
        today = asked.reading.today

        def noted(_nothing: None) -> None:
            self._app.read_records()
            self._desk.go_to(guide, session, engine.after(guide, asked, step))

        self._app.in_store(lambda store: store.note_details_seen(today, clock.now()), noted, self._failed(session))

    def verify(self, session: GuideSession, asked: Asked, step: Step) -> None:
        """Send the code that was typed; it is kept nowhere."""
        network = self._app.network
        pending = asked.operations.get(step.operation)
        if network is None or pending is None:
            return
        code = asked.answer("code")
        app = self._app

        def verified(answer: Verified) -> None:
            session.busy = ""
            if answer.state == "wrong_code":
                session.errors = wrong_code(app.language)
            app.read_records()
            if answer.state in ("applied", "next_code", "unknown"):
                self._rounds.start(asked=True)

        session.busy = "code"
        app.run(
            app.background.network,
            lambda _reporter: network.verify(app.ask_store, pending.operation_id, code),
            verified,
            self._failed(session),
        )
        app.changed()
