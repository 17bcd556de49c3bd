"""Wishes that the lender files and answers later; the `request` record carries the operation's id."""

from __future__ import annotations

import datetime as dt

from borrower_app.contract import operation_values as wish
from borrower_app.contract.operation_values import Values
from borrower_app.contract.problems import ProblemType
from borrower_app.records.correspondence import Request
from borrower_app.records.debit import DebitAttempt
from borrower_app.records.enums import RequestStatus
from borrower_app.records.loan import Loan
from borrower_app.sandbox.books.claims import moment
from borrower_app.sandbox.books.debit_calendar import next_retry, retry_at
from borrower_app.sandbox.books.decision import Decision, get
from borrower_app.sandbox.books.loan_books import books_of
from borrower_app.sandbox.books.request_times import prepayment_times, times_of
from borrower_app.sandbox.books.tasks import RequestAnswer, RequestTakenUp, Task
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.exchange import refuse
from borrower_app.sandbox.operations.prepayment_terms import check_prepayment
from borrower_app.sandbox.servicing.retry_plans import why_no_retry

OVER = frozenset({RequestStatus.GRANTED, RequestStatus.REFUSED, RequestStatus.WITHDRAWN})


def _filed(
    turn: Turn,
    operation_id: str,
    operation: str,
    loan_id: str | None,
    *,
    attempt_id: str | None = None,
    summary: str | None = None,
) -> Request:
    return Request(
        id=operation_id,
        operation=operation,
        status=RequestStatus.RECEIVED,
        loan_id=loan_id,
        attempt_id=attempt_id,
        submitted_at=moment(turn),
        summary=summary,
    )


def _check_hardship(values: wish.HardshipRequest) -> None:
    if values.relief == "due_day" and values.due_day is None:
        raise refuse(ProblemType.INVALID_VALUES, "请写明希望改到每月几号还款。", "due_day")


def file_request(turn: Turn, operation_id: str, operation: str, values: Values) -> Decision:
    """Take a wish in. Loans and attempts that the values name have to be there."""
    loan_id: str | None = getattr(values, "loan_id", None)
    attempt_id: str | None = getattr(values, "attempt_id", None)
    if loan_id is not None:
        loan = get(turn, Loan, loan_id)
        if isinstance(values, wish.PrepaymentRequest):
            check_prepayment(turn, loan, values)
        if isinstance(values, wish.HardshipRequest):
            _check_hardship(values)
    if attempt_id is not None:
        loan_id = get(turn, DebitAttempt, attempt_id).loan_id
    request = _filed(turn, operation_id, operation, loan_id, attempt_id=attempt_id, summary=_summary(values))
    return Decision(new=(request,), tasks=_answers(request, values))


def _answers(request: Request, values: Values) -> tuple[tuple[dt.datetime, Task], ...]:
    """When somebody looks at it, and when it is answered."""
    times = times_of(request.operation, request.submitted_at)
    if isinstance(values, wish.PrepaymentRequest):
        times = prepayment_times(values.on, request.submitted_at)[:2]
    if times is None:
        return ()
    return (times[0], RequestTakenUp(request.id)), (times[1], RequestAnswer(request.id))


def _summary(values: Values) -> str | None:
    """A few words of the wish itself, never a sentence of the lender's."""
    match values:
        case wish.DocumentRequest(document=document, period=period):
            return " ".join(part for part in (document, period) if part)
        case wish.HardshipRequest(relief=relief):
            return relief
        case wish.PrepaymentRequest(on=on, amount=amount):
            return f"{amount.to_decimal_text()} {amount.currency} {on.isoformat()}"
        case wish.Complaint(subject=subject):
            return subject
        case wish.DataRequest(right=right):
            return right
        case wish.SubmitDocument(name=name):
            return name
        case _:
            return None


def submit_document(turn: Turn, operation_id: str, values: wish.SubmitDocument) -> Decision:
    """A document belongs to a request that the borrower has made."""
    asked = get(turn, Request, values.request_id)
    if asked.status in OVER:
        raise refuse(ProblemType.REFUSED, "这个申请已经结束，不能再补交材料。")
    filed = _filed(
        turn,
        operation_id,
        "submit_document",
        asked.loan_id,
        attempt_id=asked.attempt_id,
        summary=_summary(values),
    )
    return Decision(new=(filed,))


def request_debit_retry(turn: Turn, operation_id: str, values: wish.RequestDebitRetry) -> Decision:
    """Plan another attempt for this evening, or tomorrow's when that is over. Never while an outcome is open."""
    attempt = get(turn, DebitAttempt, values.attempt_id)
    books = books_of(turn, attempt.loan_id)
    if books is None:
        raise refuse(ProblemType.NOT_FOUND, "there is no loan of this attempt")
    why_not = why_no_retry(turn, books, attempt)
    if why_not is not None:
        raise refuse(ProblemType.REFUSED, why_not)
    plan = retry_at(next_retry(turn.now), moment(turn))
    return Decision(
        new=(_filed(turn, operation_id, "request_debit_retry", attempt.loan_id, attempt_id=attempt.id),),
        changed=(("debit_attempt", attempt.id, {"retry": plan}),),
    )
