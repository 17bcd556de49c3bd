"""Wishes that the lender files and answers later; the `request` record carries the operation's id."""

from __future__ import annotations

import datetime as dt

from borrower_app.contract import operation_values as wish
from borrower_app.contract.operation_values import Values
from borrower_app.contract.problems import ProblemType
from borrower_app.records.correspondence import Request
from borrower_app.records.debit import DebitAttempt, RetryPlan
from borrower_app.records.enums import HopStatus, Party, RequestStatus, RetryDecision
from borrower_app.records.loan import Loan
from borrower_app.sandbox.decision import Decision, get
from borrower_app.sandbox.exchange import refuse
from borrower_app.sandbox.ledger import Turn

_RETRY_TIME = dt.time(22, 30)
"""When the lender takes the day's second debits, in its own zone."""


def _filed(turn: Turn, operation_id: str, operation: str, loan_id: str | None, summary: str | None) -> Request:
    return Request(
        id=operation_id,
        operation=operation,
        status=RequestStatus.RECEIVED,
        loan_id=loan_id,
        submitted_at=turn.now.replace(microsecond=0),
        summary=summary,
    )


def _check_prepayment(turn: Turn, loan: Loan, values: wish.PrepaymentRequest) -> None:
    if values.amount.currency != loan.principal.currency or values.amount.minor <= 0:
        raise refuse(ProblemType.INVALID_VALUES, "a positive amount in the loan's currency is expected", "amount")
    if values.on < turn.today:
        raise refuse(ProblemType.INVALID_VALUES, "the day has passed", "on")
    terms = loan.prepayment_terms
    if terms is None:
        return
    if terms.notice_days is not None and values.on < turn.today + dt.timedelta(days=terms.notice_days):
        raise refuse(ProblemType.REFUSED, f"提前还款需要提前 {terms.notice_days} 天申请。")
    least = terms.minimum_amount
    if least is not None and values.amount < least and values.amount < loan.outstanding_principal:
        raise refuse(ProblemType.REFUSED, f"提前还款金额不能少于 {least.to_decimal_text()} 元。")


def _check_hardship(values: wish.HardshipRequest) -> None:
    if values.relief == "due_day" and values.due_day is None:
        raise refuse(ProblemType.INVALID_VALUES, "the wished due day is missing", "due_day")


def file_request(turn: Turn, operation_id: str, operation: str, values: Values) -> Decision:
    """Take a wish in. Loans and attempts that the values name have to be there."""
    loan_id: str | None = getattr(values, "loan_id", None)
    attempt_id: str | None = getattr(values, "attempt_id", None)
    if loan_id is not None:
        loan = get(turn, Loan, loan_id)
        if isinstance(values, wish.PrepaymentRequest):
            _check_prepayment(turn, loan, values)
        if isinstance(values, wish.HardshipRequest):
            _check_hardship(values)
    if attempt_id is not None:
        loan_id = get(turn, DebitAttempt, attempt_id).loan_id
    return Decision(new=(_filed(turn, operation_id, operation, loan_id, _summary(values)),))


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
    if asked.status in {RequestStatus.GRANTED, RequestStatus.REFUSED, RequestStatus.WITHDRAWN}:
        raise refuse(ProblemType.REFUSED, "这个申请已经结束，不能再补交材料。")
    return Decision(new=(_filed(turn, operation_id, "submit_document", asked.loan_id, _summary(values)),))


def _outcome_open(attempt: DebitAttempt) -> bool:
    waiting = {HopStatus.PROCESSING, HopStatus.NO_ANSWER, HopStatus.UNKNOWN}
    return attempt.reason is None and any(hop.status in waiting for hop in attempt.hops)


def request_debit_retry(turn: Turn, operation_id: str, values: wish.RequestDebitRetry) -> Decision:
    """Plan another attempt for this evening, or tomorrow's when that is over. Never while an outcome is open."""
    attempt = get(turn, DebitAttempt, values.attempt_id)
    if attempt.posting is not None:
        raise refuse(ProblemType.REFUSED, "这一期已经入账，不需要再次扣款。")
    if attempt.bank_debited_at is not None or _outcome_open(attempt):
        raise refuse(ProblemType.REFUSED, "这次扣款的结果还没有查清，现在不能再次扣款。")
    plan = attempt.retry
    if plan is not None and plan.decision is RetryDecision.PLANNED and plan.at is not None and plan.at > turn.now:
        raise refuse(ProblemType.REFUSED, "已经安排了再次扣款。")
    at = dt.datetime.combine(turn.today, _RETRY_TIME, turn.now.tzinfo)
    if at <= turn.now + dt.timedelta(minutes=10):
        at += dt.timedelta(days=1)
    planned = RetryPlan(
        decision=RetryDecision.PLANNED,
        decided_by=Party.LENDER,
        decided_at=turn.now.replace(microsecond=0),
        at=at,
    )
    return Decision(
        new=(_filed(turn, operation_id, "request_debit_retry", attempt.loan_id, None),),
        changed=(("debit_attempt", attempt.id, {"retry": planned}),),
    )
