"""Where each begun guide stands: its draft, what is wrong with the last answers, what is under way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from borrower_app import clock
from borrower_app.contract.guide_draft import GuideDraft
from borrower_app.failures import Failure
from borrower_app.language import Language
from borrower_app.presentation.guides import engine
from borrower_app.presentation.guides.guide import Asked, Connection, Guide
from borrower_app.presentation.guides.guide_view import GuideView, guide_view
from borrower_app.presentation.guides.registry import GUIDES
from borrower_app.presentation.reading.hotline import hotline
from borrower_app.ui.intents import Address

if TYPE_CHECKING:
    from borrower_app.application.running.records import ReadRecords
    from borrower_app.application.running.state import AppState


@dataclass(slots=True)
class GuideSession:
    """One guide about one thing in this run of the app. `errors` by field; `problem` is about the last press."""

    draft: GuideDraft
    errors: Mapping[str, str] = field(default_factory=dict)
    busy: str = ""
    """`card`, `save` or `code` while that is under way."""
    problem: Failure | None = None
    refused: str = ""
    """The card host's own words about a card it does not take."""


def connection_of(state: AppState) -> Connection:
    """Whether the lender can be reached, as far as is known."""
    if not state.signed_in:
        return "signed_out"
    failure = state.round.failure
    return "offline" if failure is not None and failure.exit_code == 10 else "online"


def lender_now(records: ReadRecords) -> dt.datetime:
    """Now on the lender's clock."""
    return clock.now() - dt.timedelta(seconds=records.snapshot.freshness.clock_difference_seconds or 0.0)


def session_of(state: AppState, guide: Guide, subject: str, language: Language) -> GuideSession:
    """The session of a guide about a thing: as it stands, as it was kept, or a new one."""
    known = state.guides.get((guide.code, subject))
    if known is not None:
        return known
    assert state.records is not None
    for draft in state.records.snapshot.drafts:
        if (draft.guide, draft.subject) == (guide.code, subject):
            return GuideSession(draft)
    draft = GuideDraft(
        guide=guide.code,
        subject=subject,
        step=guide.steps[0].name,
        answers=_known_answers(state, guide, subject),
        saved_at=clock.now(),
    )
    session = GuideSession(draft)
    elsewhere = engine.found_elsewhere(guide, asked_of(state, session, language))
    if elsewhere is not None:
        shows = next(step.name for step in guide.steps if step.operation == elsewhere.operation and step.values is None)
        operations = {elsewhere.operation: elsewhere.operation_id}
        session.draft = GuideDraft(
            guide=guide.code, subject=subject, step=shows, operations=operations, saved_at=clock.now()
        )
    return session


def _known_answers(state: AppState, guide: Guide, subject: str) -> dict[str, str]:
    """What the user has typed elsewhere for the same purpose: the figures tried out on S-2."""
    tried = state.what_ifs.get(subject) if guide.code == "S-4" else None
    return {"amount": tried.amount, "day": tried.day} if tried is not None else {}


def asked_of(
    state: AppState, session: GuideSession, language: Language, typed: Mapping[str, str] | None = None
) -> Asked:
    """What the steps' functions are called with; `typed` are the answers of this moment, secrets among them."""
    records = state.records
    assert records is not None
    draft = session.draft
    snapshot = records.snapshot
    return Asked(
        reading=records.reading(language),
        subject=draft.subject,
        answers={**draft.answers, **(typed or {})},
        now=lender_now(records),
        operations=engine.operations_of(draft.operations, snapshot.operations, snapshot.finished),
        signed_in_at=state.signed_in_at,
        connection=connection_of(state),
        is_kept=not state.memory_only,
    )


def guide_page_view(state: AppState, address: Address, language: Language) -> GuideView | None:
    """The view of a guide's page; None where the thing it is about is not (or no longer) on record."""
    guide = GUIDES[address.code]
    session = session_of(state, guide, address.subject, language)
    asked = asked_of(state, session, language)
    if not guide.is_about(asked):
        return None
    step = engine.place(guide, asked, session.draft.step)
    return guide_view(
        guide,
        asked,
        step,
        errors=session.errors,
        busy=_busy_words(session, asked),
        problem=_problem_words(session, asked),
        hotline=hotline(asked.reading, guide.code),
    )


def _busy_words(session: GuideSession, asked: Asked) -> str:
    say = asked.language.say
    if not session.busy:
        return ""
    return {
        "card": say("Asking {lender} about this card …", lender=asked.lender),
        "save": say("Saving on this computer …"),
        "code": say("Sending the code to {lender} …", lender=asked.lender),
    }[session.busy]


def _problem_words(session: GuideSession, asked: Asked) -> str:
    from borrower_app.application.window.status_sentences import failure_text
    from borrower_app.debits.quoting import quoted

    if session.problem is not None:
        return failure_text(session.problem, asked.language)
    if session.refused:
        say = asked.language.say
        words = say("{lender} does not take this card: “{text}”", lender=asked.lender, text=quoted(session.refused))
        return f"{words}{asked.language.pick('', ' ')}{say('Please take another card; nothing was changed.')}"
    return ""
