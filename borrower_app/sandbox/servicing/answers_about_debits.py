"""Answers to wishes about a debit: waiving penalty, looking at it again, complaints."""

from __future__ import annotations

from typing import Final

import msgspec

from borrower_app.contract import operation_values as wish
from borrower_app.debits.verdict import CauseClass
from borrower_app.lending.money import Money
from borrower_app.reason_catalogue import reason_catalogue
from borrower_app.records.debit import DebitAttempt
from borrower_app.records.loan import InstallmentRow
from borrower_app.sandbox.books.claims import moment
from borrower_app.sandbox.books.debit_calendar import is_open
from borrower_app.sandbox.books.decision import find
from borrower_app.sandbox.books.loan_books import LoanBooks, books_of, outcome_is_open, with_rows
from borrower_app.sandbox.books.record_writing import write
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.servicing.answer import LenderAnswer
from borrower_app.sandbox.stories.parts.wording import amount

_OTHERS_FAULT: Final = frozenset(
    {
        CauseClass.BANK_TECHNICAL,
        CauseClass.LENDER_TECHNICAL,
        CauseClass.CHANNEL_OR_NETWORK_TECHNICAL,
        CauseClass.DUPLICATE_OR_DATA_ERROR,
    }
)


def is_others_fault(attempt: DebitAttempt) -> bool:
    """Whether a debit failed, or was taken back, because of the bank, the channel or the lender, by their own code."""
    reason = attempt.reason
    if reason is None or (attempt.posting is not None and attempt.reversal is None):
        return False
    meaning = reason_catalogue().meaning(attempt.rail, reason.code_list, reason.code)
    return meaning is not None and meaning.cause in _OTHERS_FAULT


def answer_waiver(turn: Turn, values: wish.PenaltyWaiverRequest) -> LenderAnswer | None:
    """Granted when the attempt failed for others' fault: its rows then bear no penalty, and what was paid goes back."""
    attempt, books = _about(turn, values.attempt_id)
    if attempt is None or books is None:
        return None
    title = "罚息减免申请有了答复"
    if not is_others_fault(attempt):
        said = attempt.reason.text if attempt.reason is not None and attempt.reason.text else ""
        why = f"这次扣款失败的原因是“{said}”" if said else "记录里没有显示这次扣款失败"
        clause = books.loan.late_terms.penalty_clause
        rule = f"罚息按{clause}计收。" if clause else "罚息按合同计收。"
        return LenderAnswer(False, title, f"{why}，不是银行、通道或{turn.discovery.name}的原因，{rule}")
    rows = [row for number in attempt.installments if (row := books.row(number)) is not None]
    waived = [_without_penalty(row) for row in rows]
    refunded = sum(row.penalty.minor for row in rows if row.penalty is not None and not is_open(row))
    if books.table is not None and waived:
        write(turn, with_rows(books.table, waived, moment(turn)))
    numbers = "、".join(str(row.n) for row in rows)
    text = f"这次扣款失败不是您的原因，{books.loan.name}第 {numbers} 期不收罚息。"
    if refunded:
        text += f"已经收的 {amount(Money(refunded, books.loan.principal.currency))}会退回您的还款卡。"
    return LenderAnswer(True, title, text, turn.today)


def _without_penalty(row: InstallmentRow) -> InstallmentRow:
    """A row that states a penalty of nothing; what was paid as penalty is no payment of the row any more."""
    nothing = Money.zero(row.payment.currency)
    if is_open(row) or row.paid is None:
        return msgspec.structs.replace(row, penalty=nothing)
    return row if row.penalty is None else msgspec.structs.replace(row, penalty=nothing, paid=row.paid - row.penalty)


def answer_review(turn: Turn, values: wish.ReviewRequest) -> LenderAnswer | None:
    """What the lender's books say of the attempt by then."""
    attempt, _books = _about(turn, values.attempt_id)
    return None if attempt is None else LenderAnswer(True, "扣款核对有了结果", _found(attempt), turn.today)


def _found(attempt: DebitAttempt) -> str:
    asked = amount(attempt.amount_requested)
    if attempt.duplicate_of is not None:
        state = "已经退回您的还款卡" if attempt.reversal is not None else "会退回您的还款卡"
        return f"核对结果：这一期多扣了一次，多扣的 {asked}{state}。"
    if attempt.reversal is not None:
        return f"核对结果：扣走的 {asked}已经退回您的还款卡，这一期按没有扣成处理。"
    if attempt.posting is not None:
        return f"核对结果：{amount(attempt.posting.amount)}已经入账，没有多扣。"
    if outcome_is_open(attempt):
        return "核对还没有结果：银行还没有给出最后的答复。结果出来以后会通知您，请先不要另外转账。"
    return f"核对结果：这次没有扣成，{asked}没有离开您的卡。"


def answer_complaint(turn: Turn, values: wish.Complaint) -> LenderAnswer:
    """The complaint is looked into; whoever is not content is told where to go on."""
    attempt, _books = _about(turn, values.attempt_id)
    lender = turn.discovery.name
    found = f"{lender}已经调查了您的投诉，"
    if attempt is not None and is_others_fault(attempt):
        found += "这次扣款失败不是您的操作造成的，给您添了麻烦，很抱歉。如果产生了罚息，可以申请减免。"
    elif attempt is not None:
        found += _found(attempt)
    else:
        found += "处理结果会由专人电话告诉您。"
    others = [route for route in turn.discovery.complaint_routes if lender not in route.name]
    further = f"如果您不满意，可以找{others[0].name}：{others[0].contact}。" if others else ""
    return LenderAnswer(True, "投诉有了答复", found + further, turn.today)


def _about(turn: Turn, attempt_id: str | None) -> tuple[DebitAttempt | None, LoanBooks | None]:
    attempt = find(turn, DebitAttempt, attempt_id) if attempt_id is not None else None
    return attempt, books_of(turn, attempt.loan_id) if attempt is not None else None
