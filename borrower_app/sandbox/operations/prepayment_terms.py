"""What a contract lets a borrower prepay: the lender's own reading of its clause, with a plain sentence for each no."""

from __future__ import annotations

from typing import Final

import msgspec

from borrower_app.contract import operation_values as wish
from borrower_app.contract.problems import ProblemType
from borrower_app.records.correspondence import Request
from borrower_app.records.enums import LoanStatus, RepaymentMethod, RequestStatus
from borrower_app.records.loan import Loan
from borrower_app.sandbox.books import record_log
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.exchange import refuse
from borrower_app.sandbox.stories.parts.story_day import add_months
from borrower_app.sandbox.stories.parts.wording import amount, long_day

_WAITING: Final = frozenset({RequestStatus.RECEIVED, RequestStatus.IN_REVIEW})


def check_prepayment(turn: Turn, loan: Loan, values: wish.PrepaymentRequest) -> None:
    """Raise Refusal for an amount or a day that the contract does not allow."""
    if values.amount.currency != loan.principal.currency or values.amount.minor <= 0:
        raise refuse(ProblemType.INVALID_VALUES, "提前还款金额是贷款币种的一个金额，要大于 0。", "amount")
    if values.on < turn.today:
        raise refuse(ProblemType.INVALID_VALUES, "这一天已经过去了，请选今天以后的日子。", "on")
    told = _why_not(turn, loan, values)
    if told is not None:
        raise refuse(ProblemType.REFUSED, told)


def _why_not(turn: Turn, loan: Loan, values: wish.PrepaymentRequest) -> str | None:
    if loan.status is LoanStatus.CLOSED or loan.outstanding_principal.minor <= 0:
        return "这笔贷款已经结清，不需要提前还款。"
    if loan.method is not RepaymentMethod.EQUAL_INSTALLMENT:
        return f"这种还款方式的贷款不能在线申请提前还款，请致电 {turn.discovery.hotline}。"
    if _is_waiting(turn, loan):
        return "这笔贷款已有一份提前还款申请在办理，请等它有了结果再申请。"
    terms = loan.prepayment_terms
    if terms is None:
        return None
    clause = f"（{terms.clause}）" if terms.clause else ""
    if terms.notice_days is not None and (values.on - turn.today).days < terms.notice_days:
        return f"提前还款需要提前 {terms.notice_days} 天申请{clause}。"
    if terms.waiting_months is not None:
        allowed_from = add_months(loan.disbursed_on, terms.waiting_months)
        if values.on < allowed_from:
            return f"放款满 {terms.waiting_months} 个月后才能提前还款，最早是 {long_day(allowed_from)}{clause}。"
    least = terms.minimum_amount
    if least is not None and values.amount < least and values.amount < loan.outstanding_principal:
        return f"提前还款金额不能少于 {amount(least)}{clause}。"
    done = sum(1 for paid in loan.prepayments if paid.on.year == values.on.year)
    if terms.times_a_year is not None and done >= terms.times_a_year:
        return f"{values.on.year} 年已经提前还过 {done} 次，合同约定每年最多 {terms.times_a_year} 次{clause}。"
    return None


def _is_waiting(turn: Turn, loan: Loan) -> bool:
    """Whether another prepayment of the loan is not answered, or granted and its day is still to come."""
    for stored in record_log.all_current(turn, "request"):
        request = msgspec.json.decode(stored.data, type=Request)
        if request.operation != "prepayment_request" or request.loan_id != loan.id:
            continue
        ahead = request.effective_from is not None and request.effective_from >= turn.today
        booked = any(paid.on == request.effective_from for paid in loan.prepayments)
        if request.status in _WAITING or (request.status is RequestStatus.GRANTED and ahead and not booked):
            return True
    return False
