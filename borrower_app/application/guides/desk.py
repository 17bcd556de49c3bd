"""Answers the presses in guides: keeps what was typed, asks the card host, saves the operation, sends the code."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from borrower_app.application.guides.effects import GuideEffects, with_answers
from borrower_app.application.guides.sessions import asked_of, session_of
from borrower_app.application.running.guide_session import GuideSession
from borrower_app.application.running.rounds import Rounds
from borrower_app.application.running.running_app import RunningApp
from borrower_app.application.sign_in.signing_in import SigningIn
from borrower_app.presentation.guides import engine
from borrower_app.presentation.guides.guide import Asked, Guide, Step
from borrower_app.presentation.guides.registry import GUIDES
from borrower_app.presentation.intents import (
    Address,
    AnswerGuide,
    DropGuide,
    GoBackInGuide,
    KeepGuideAnswers,
    LeaveGuide,
)

if TYPE_CHECKING:
    from borrower_app.store.store import Store

GuidePress = AnswerGuide | KeepGuideAnswers | GoBackInGuide | LeaveGuide


class GuideDesk:
    """One desk for all guides; lives in the UI thread."""

    def __init__(self, app: RunningApp, rounds: Rounds, signing_in: SigningIn) -> None:
        self._app = app
        self._rounds = rounds
        self._effects = GuideEffects(app, rounds, signing_in, self)

    def press(self, wish: GuidePress | DropGuide) -> None:
        """Whatever was pressed or typed in a guide."""
        match wish:
            case AnswerGuide():
                self.answer(wish)
            case KeepGuideAnswers():
                self.keep(wish)
            case GoBackInGuide():
                self.back(wish)
            case LeaveGuide():
                self.leave(wish)
            case DropGuide():
                self.drop(wish)

    def answer(self, wish: AnswerGuide) -> None:
        """The primary button."""
        found = self._find(wish)
        if found is None:
            return
        guide, session, asked, step = found
        session.problem, session.refused = None, ""
        session.draft = with_answers(session.draft, engine.plain_answers(step, asked))
        does = step.does(asked)
        if does in ("go_on", "exchange_card", "submit", "verify"):
            session.errors = engine.errors_of(step, asked)
            if session.errors:
                self._app.changed()
                return
        acts: dict[str, Callable[[], None]] = {
            "go_on": lambda: self.go_to(guide, session, engine.after(guide, asked, step)),
            "exchange_card": lambda: self._effects.exchange_card(guide, session, asked, step),
            "sign_in": lambda: self._effects.sign_in(session),
            "submit": lambda: self._effects.submit(guide, session, asked, step),
            "verify": lambda: self._effects.verify(session, asked, step),
            "sync": lambda: self._rounds.start(asked=True),
            "sync_and_go_on": lambda: self._ask_and_go_on(guide, session, asked, step),
            "note_and_go_on": lambda: self._effects.note_seen(guide, session, asked, step),
            "start_over": lambda: self._start_over(guide, session, asked, step),
            "finish": lambda: self._finish(guide, session),
        }
        acts[does]()

    def keep(self, wish: KeepGuideAnswers) -> None:
        """What was typed so far is kept; the page stays as it is, except where an answer changes what it says."""
        found = self._find(wish)
        if found is not None:
            _guide, session, asked, step = found
            session.draft = with_answers(session.draft, engine.plain_answers(step, asked))
            self.keep_draft(session)
            self._app.changed()

    def back(self, wish: GoBackInGuide) -> None:
        """To the step before; what was typed in this one is kept."""
        found = self._find(wish)
        if found is None:
            return
        guide, session, asked, step = found
        earlier = engine.before(guide, asked, step)
        session.draft = with_answers(session.draft, engine.plain_answers(step, asked))
        session.errors, session.problem, session.refused = {}, None, ""
        if earlier is not None:
            self.go_to(guide, session, earlier)

    def leave(self, wish: LeaveGuide) -> None:
        """Go on later: keep the draft, show the place the guide belongs to."""
        found = self._find(wish)
        if found is None:
            return
        guide, session, asked, step = found
        session.draft = with_answers(session.draft, engine.plain_answers(step, asked))
        session.errors, session.problem, session.refused = {}, None, ""
        self.keep_draft(session)
        self._go_away(guide)

    def drop(self, wish: DropGuide) -> None:
        """Delete the draft and cancel what was never sent."""
        guide = GUIDES[wish.guide]
        session = self._app.state.guides.pop((wish.guide, wish.subject), None)
        operations = dict(session.draft.operations) if session is not None else {}

        def job(store: Store) -> None:
            for operation_id in operations.values():
                store.cancel(operation_id)
            store.drop_guide(wish.guide, wish.subject)

        self._app.in_store(job, lambda _nothing: self._app.read_records())
        self._go_away(guide)

    def tidy(self) -> None:
        """After a read: the draft of a guide that has come to its end is deleted; its last page stays meanwhile."""
        state = self._app.state
        if state.records is None:
            return
        for draft in state.records.snapshot.drafts:
            guide = GUIDES.get(draft.guide)
            if guide is None:
                continue
            session = session_of(state, guide, draft.subject, self._app.language)
            asked = asked_of(state, session, self._app.language)
            if guide.is_about(asked) and engine.place(guide, asked, session.draft.step) is guide.steps[-1]:
                state.guides[draft.guide, draft.subject] = session
                self._drop_draft(session)

    def _find(self, wish: GuidePress) -> tuple[Guide, GuideSession, Asked, Step] | None:
        """The step a press was made in; None when the guide has gone on meanwhile (a double click)."""
        state = self._app.state
        if state.records is None:
            return None
        guide = GUIDES[wish.guide]
        session = session_of(state, guide, wish.subject, self._app.language)
        state.guides[wish.guide, wish.subject] = session
        asked = asked_of(state, session, self._app.language, wish.answers)
        if session.busy or not guide.is_about(asked):
            return None
        step = engine.place(guide, asked, session.draft.step)
        return (guide, session, asked, step) if step.name == wish.step else None

    def go_to(self, guide: Guide, session: GuideSession, step: Step) -> None:
        """Show another step of a guide and keep where it stands."""
        session.draft = msgspec.structs.replace(session.draft, step=step.name)
        session.errors = {}
        self._app.changed()
        self._app.scroll_up()
        self.keep_draft(session)

    def _go_away(self, guide: Guide) -> None:
        window = self._app.window
        if window is not None and not window.back():
            self._app.show(Address(guide.place))

    def keep_draft(self, session: GuideSession) -> None:
        """Durably, in the store lane."""
        draft = session.draft
        self._app.in_store(lambda store: store.keep_guide(draft), _nothing, self._app.tell)

    def _drop_draft(self, session: GuideSession) -> None:
        draft = session.draft
        self._app.in_store(lambda store: store.drop_guide(draft.guide, draft.subject), _nothing)

    def _ask_and_go_on(self, guide: Guide, session: GuideSession, asked: Asked, step: Step) -> None:
        self._rounds.start(asked=True)
        self.go_to(guide, session, engine.after(guide, asked, step))

    def _start_over(self, guide: Guide, session: GuideSession, asked: Asked, step: Step) -> None:
        """A new operation with the same answers: the old one is closed, after the user has seen how it ended."""
        again = engine.start_over_step(guide, asked, step)
        closed = session.draft.operations.get(step.operation)
        operations = {name: held for name, held in session.draft.operations.items() if name != step.operation}
        session.draft = msgspec.structs.replace(session.draft, operations=operations, step=again.name)
        session.errors = {}
        draft = session.draft

        def job(store: Store) -> None:
            store.keep_guide(draft)
            if closed is not None:
                store.let_go(closed)

        self._app.in_store(job, lambda _nothing: self._app.read_records())
        self._app.changed()

    def _finish(self, guide: Guide, session: GuideSession) -> None:
        self._app.state.guides.pop((session.draft.guide, session.draft.subject), None)
        self._drop_draft(session)
        self._app.show(Address(guide.place))


def _nothing(_value: object) -> None:
    """Kept; nothing to show."""
