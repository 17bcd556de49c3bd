"""Requests go on: somebody takes one up, and later the lender answers it, with what the answer changes in the books."""

from __future__ import annotations

from borrower_app.contract import operation_values as wish
from borrower_app.records.correspondence import Request
from borrower_app.records.enums import RequestStatus
from borrower_app.sandbox.books.claims import moment
from borrower_app.sandbox.books.decision import find
from borrower_app.sandbox.books.record_writing import change
from borrower_app.sandbox.books.stored_values import values_of
from borrower_app.sandbox.books.tasks import RequestAnswer, RequestTakenUp
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.servicing.answer import LenderAnswer
from borrower_app.sandbox.servicing.answers_about_debits import answer_complaint, answer_review, answer_waiver
from borrower_app.sandbox.servicing.answers_about_loans import answer_document, answer_hardship, answer_prepayment
from borrower_app.sandbox.servicing.notes_to_borrower import tell_answered

_WAITING = frozenset({RequestStatus.RECEIVED, RequestStatus.IN_REVIEW})


def take_up(turn: Turn, task: RequestTakenUp) -> None:
    """Somebody looks at it."""
    request = find(turn, Request, task.request_id)
    if request is not None and request.status is RequestStatus.RECEIVED:
        change(turn, "request", request.id, {"status": RequestStatus.IN_REVIEW})


def answer(turn: Turn, task: RequestAnswer) -> None:
    """The lender's answer, from the records as they stand; a request that is over already keeps its answer."""
    request = find(turn, Request, task.request_id)
    if request is None or request.status not in _WAITING:
        return
    given = _answer_to(turn, request)
    if given is None:
        return
    members = {
        "status": RequestStatus.GRANTED if given.granted else RequestStatus.REFUSED,
        "answered_at": moment(turn),
        "answer": given.text,
        "effective_from": given.effective_from,
    }
    change(turn, "request", request.id, members)
    tell_answered(turn, request.id, given.title, given.text, request.loan_id)


def _answer_to(turn: Turn, request: Request) -> LenderAnswer | None:
    values = values_of(turn, request.id)
    match values:
        case wish.PenaltyWaiverRequest():
            return answer_waiver(turn, values)
        case wish.ReviewRequest():
            return answer_review(turn, values)
        case wish.Complaint():
            return answer_complaint(turn, values)
        case wish.DocumentRequest():
            return answer_document(turn, values)
        case wish.HardshipRequest():
            return answer_hardship(turn, values)
        case wish.PrepaymentRequest():
            return answer_prepayment(turn, values, request)
        case _:
            return None
