"""H-1: one sentence of status, its consequence, one next step; then what comes, the checks, and the loans."""

from __future__ import annotations

from borrower_app.contract.snapshot import OutboxState
from borrower_app.presentation.home.checks import check_lines
from borrower_app.presentation.home.loans import loan_views
from borrower_app.presentation.home.status import mark_status, status_of
from borrower_app.presentation.home.views import HomeView
from borrower_app.presentation.intents import opens
from borrower_app.presentation.reading.hotline import hotline_of
from borrower_app.presentation.reading.planned_debits import planned_debits, unpaid_views
from borrower_app.presentation.reading.preflight_reading import next_checks
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.urgent_debits import urgent_attempts
from borrower_app.presentation.words.operation_text import operation_words, state_pill
from borrower_app.presentation.words.parts import Action, Line, Piece

_MOST_PLANNED = 4
_MOST_LOANS = 6
_WAITING = frozenset({OutboxState.NEEDS_USER, OutboxState.UNKNOWN, OutboxState.RECONCILING, OutboxState.DRAFT})


def home_view(reading: Reading) -> HomeView:
    """The page."""
    say = reading.language.say
    urgent = urgent_attempts(reading)
    planned = planned_debits(reading)
    checks = next_checks(reading, planned)
    unpaid = unpaid_views(reading, urgent)[:_MOST_PLANNED]
    waiting = _waiting(reading, skip=urgent[0].id if urgent else None)
    loans = loan_views(reading)
    return HomeView(
        status=mark_status(status_of(reading, urgent, planned, checks), reading.language),
        planned_title=_planned_title(reading, has_unpaid=bool(unpaid), has_planned=bool(planned)),
        planned=(*unpaid, *(debit.view for debit in planned[:_MOST_PLANNED])),
        checks=check_lines(reading, planned, checks, is_calm=not urgent),
        loans=loans[:_MOST_LOANS],
        more_loans=Action(say("See all {count} loans", count=len(reading.snapshot.loans)), opens("S-1"))
        if len(loans) > _MOST_LOANS
        else None,
        waiting_title=say("Waiting for you") if waiting else "",
        waiting=waiting,
        hotline=hotline_of(reading, "H-1", urgent[0]) if urgent else (),
    )


def _planned_title(reading: Reading, *, has_unpaid: bool, has_planned: bool) -> str:
    say = reading.language.say
    if has_unpaid:
        return say("Unpaid, and the next debits")
    return say("Next debits") if has_planned else ""


def _waiting(reading: Reading, skip: str | None) -> tuple[Line, ...]:
    """Other debits that matter and operations that need a decision; unread messages have their badge on the rail."""
    language = reading.language
    say = language.say
    lines: list[Line] = []
    for attempt in urgent_attempts(reading):
        if attempt.id != skip:
            told = reading.explanation(attempt)
            texts = told.zh if language.code == "zh" else told.en
            action = Action(say("See what to do"), opens("D-2", attempt.id), accessible_name=texts.what_happened)
            lines.append(Line("warn", "caution", (Piece(texts.what_happened),), action))
    for operation in reading.snapshot.operations:
        if operation.state in _WAITING:
            words = operation_words(operation, language)
            pill = state_pill(operation.state, language)
            target = "F-4" if operation.conflict is not None else "M-1"
            subject = operation.operation_id if operation.conflict is not None else ""
            action = Action(say("Look at it"), opens(target, subject), accessible_name=words)
            lines.append(
                Line(pill.icon, pill.tone, (Piece(say("{what}: {state}", what=words, state=pill.text)),), action)
            )
    return tuple(lines[:6])
