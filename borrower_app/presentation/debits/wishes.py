"""A wish to the lender about one debit (another debit, a waiver, a review): its button, and where it stands."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from borrower_app.contract.snapshot import OutboxState
from borrower_app.presentation.intents import AskForReview, AskForWaiver, opens
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.operation_text import operation_name, request_pill, state_pill
from borrower_app.presentation.words.parts import Action, Line, Piece, PillView
from borrower_app.records.correspondence import Request
from borrower_app.records.debit import DebitAttempt
from borrower_app.records.enums import RequestStatus

_ENDED: Final = frozenset({RequestStatus.REFUSED, RequestStatus.WITHDRAWN})


class WishLines(Struct, frozen=True):
    """`action` is None while the wish is under way; `note` says what the button does and does not do."""

    action: Action | None
    note: str
    asked: tuple[Line, ...] = ()


def is_offered(reading: Reading, operation: str) -> bool:
    """Whether the lender takes this wish."""
    discovery = reading.snapshot.discovery
    return discovery is not None and operation in discovery.capabilities


def wish_lines(reading: Reading, attempt: DebitAttempt, operation: str) -> WishLines:
    """The button of a wish, or the line that says where it stands."""
    asked = _pending(reading, attempt, operation) or _filed(reading, attempt, operation)
    if asked is None:
        return WishLines(_button(reading, attempt, operation), _note(reading, operation))
    pill, is_ended = asked
    say = reading.language.say
    what = operation_name(operation, reading.language)
    action = Action(say("See it in Messages"), opens("M-1"), accessible_name=say("See in Messages: {what}", what=what))
    line = Line(pill.icon, pill.tone, (Piece(say("{what}: {state}", what=what, state=pill.text)),), action)
    again = _button(reading, attempt, operation) if is_ended else None
    return WishLines(again, _note(reading, operation) if is_ended else "", (line,))


def _pending(reading: Reading, attempt: DebitAttempt, operation: str) -> tuple[PillView, bool] | None:
    """An operation of the outbox about this debit; the newest counts."""
    for pending in reversed(reading.snapshot.operations):
        about = getattr(pending.values, "attempt_id", None)
        if pending.operation == operation and about == attempt.id and pending.state is not OutboxState.CANCELLED:
            return state_pill(pending.state, reading.language), False
    return None


def _filed(reading: Reading, attempt: DebitAttempt, operation: str) -> tuple[PillView, bool] | None:
    """A request on record at the lender about this debit; the newest counts."""
    requests = [
        held.record
        for held in reading.snapshot.requests
        if held.record.operation == operation and _attempt_of(reading, held.record) == attempt.id
    ]
    if not requests:
        return None
    newest = max(requests, key=lambda request: request.submitted_at)
    return request_pill(newest.status, reading.language), newest.status in _ENDED


def _attempt_of(reading: Reading, request: Request) -> str | None:
    """The debit that a request is about: by its own word, else by what was sent from here under the same id, else, for
    a request made elsewhere at a lender that names the loan alone, the newest debit of that loan before it.
    """
    if request.attempt_id is not None:
        return request.attempt_id
    for sent in reading.snapshot.finished:
        if sent.operation_id == request.id:
            about: str | None = getattr(sent.values, "attempt_id", None)
            return about
    before = [
        held.record
        for held in reading.snapshot.attempts
        if held.record.loan_id == request.loan_id
        and held.record.attempted_at is not None
        and held.record.attempted_at <= request.submitted_at
    ]
    return max(before, key=lambda other: other.planned_at).id if before else None


def _button(reading: Reading, attempt: DebitAttempt, operation: str) -> Action:
    say = reading.language.say
    if operation == "request_debit_retry":
        # Its guide first looks whether another debit is safe, and says what it will take.
        return Action(say("Ask {lender} to debit again", lender=reading.lender_name), opens("C-5", attempt.id))
    if operation == "penalty_waiver_request":
        return Action(
            say("Ask {lender} to waive penalty interest", lender=reading.lender_name), AskForWaiver(attempt.id)
        )
    return Action(say("Ask {lender} to check this debit", lender=reading.lender_name), AskForReview(attempt.id))


def _note(reading: Reading, operation: str) -> str:
    say = reading.language.say
    lender = reading.lender_name
    return {
        "request_debit_retry": say("You first see what another debit would take; pressing sends nothing yet."),
        "penalty_waiver_request": say(
            "The wish goes to {lender} with this debit as proof. Nothing is debited, and nothing is waived before"
            " {lender} says so.",
            lender=lender,
        ),
        "review_request": say(
            "The wish goes to {lender} with this debit's number. Nothing is debited or paid back before {lender} says"
            " so.",
            lender=lender,
        ),
    }[operation]
