"""Where each begun guide stands: its draft, what is wrong with the last answers, what is under way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from borrower_app import clock
from borrower_app.application.running.connection import connection_of, lender_now
from borrower_app.application.running.guide_session import GuideSession
from borrower_app.contract.guide_draft import GuideDraft
from borrower_app.language import Language
from borrower_app.presentation.debits.attempt import attempt_of
from borrower_app.presentation.guides import engine
from borrower_app.presentation.guides.guide import Asked, Guide, Step
from borrower_app.presentation.guides.guide_view import GuideView, guide_view, step_words
from borrower_app.presentation.guides.press_words import busy_words, problem_words
from borrower_app.presentation.guides.registry import GUIDES
from borrower_app.presentation.reading.hotline import hotline
from borrower_app.presentation.words.parts import Words

if TYPE_CHECKING:
    from borrower_app.application.running.state import AppState


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


def guide_page_view(state: AppState, code: str, subject: str, language: Language) -> GuideView | None:
    """The view of a guide's page; None where the thing it is about is not (or no longer) on record."""
    if state.records is None:
        return None
    guide = GUIDES[code]
    session = session_of(state, guide, subject, language)
    asked = asked_of(state, session, language)
    if not guide.is_about(asked):
        return None
    step = engine.place(guide, asked, session.draft.step)
    return guide_view(
        guide,
        asked,
        step,
        errors=session.errors,
        busy=busy_words(session.busy, asked),
        problem=problem_words(session.problem, session.refused, asked),
        hotline=_hotline(guide, asked, step),
    )


def _hotline(guide: Guide, asked: Asked, step: Step) -> Words:
    """With the number of the debit that a guide is about, else of what it has saved."""
    debit = attempt_of(asked.reading, asked.subject)
    saved = [pending.operation_id for pending in asked.operations.values()]
    return hotline(
        asked.reading,
        guide.code,
        debit.reference if debit is not None else None,
        operation_id=saved[-1] if saved else None,
        step=step_words(guide, step, asked.language),
    )
