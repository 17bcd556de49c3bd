"""Answers to wishes about a loan: documents, relief in hardship, paying early."""

from __future__ import annotations

import datetime as dt
from typing import Final

import msgspec

from borrower_app.contract import operation_values as wish
from borrower_app.records.correspondence import Request
from borrower_app.records.enums import LoanStatus
from borrower_app.sandbox.books.claims import moment
from borrower_app.sandbox.books.debit_calendar import MORNING_RUN, retry_at
from borrower_app.sandbox.books.happenings import plan_task
from borrower_app.sandbox.books.loan_books import LoanBooks, books_of, first_day_late, unpaid_part, with_rows
from borrower_app.sandbox.books.record_writing import change, write
from borrower_app.sandbox.books.request_times import PREPAYMENT_TIME, prepayment_times
from borrower_app.sandbox.books.tasks import PrepaymentDebit
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.servicing import overdue
from borrower_app.sandbox.servicing.answer import LenderAnswer
from borrower_app.sandbox.servicing.retry_plans import newest_failed
from borrower_app.sandbox.stories.parts.wording import amount, long_day
from borrower_app.sandbox.stories.parts.wording import moment as moment_text

_DOCUMENTS: Final = {
    "statement": "对账单",
    "contract": "借款合同",
    "settlement_letter": "结清证明",
    "schedule": "还款计划表",
    "interest_certificate": "利息证明",
}
_LONGEST_GRACE_MONTHS: Final = 3
_DAYS_A_MONTH: Final = 30


def answer_document(turn: Turn, values: wish.DocumentRequest) -> LenderAnswer | None:
    """A document that exists is made; a letter of settlement only for a loan that is settled."""
    books = books_of(turn, values.loan_id)
    if books is None:
        return None
    name = _DOCUMENTS[values.document]
    title = f"{name}申请有了答复"
    if values.document == "settlement_letter" and books.loan.status is not LoanStatus.CLOSED:
        return LenderAnswer(False, title, f"{books.loan.name}还没有结清，结清以后才能开具{name}。")
    period = values.period or ""
    if period > turn.today.isoformat()[: len(period)]:
        return LenderAnswer(False, title, f"{period} 还没有到，现在不能开具这个时期的{name}。")
    of_period = f"{period} " if period else ""
    lender = turn.discovery.name
    text = f"{books.loan.name}的{of_period}{name}已经做好，请在{lender}手机银行「我的贷款」里领取，30 天内有效。"
    return LenderAnswer(True, title, text, turn.today)


def answer_hardship(turn: Turn, values: wish.HardshipRequest) -> LenderAnswer | None:
    """Grace of up to three months is granted; other relief needs a new contract and is not given from afar."""
    books = books_of(turn, values.loan_id)
    if books is None:
        return None
    title = "困难申请有了答复"
    if books.loan.status is LoanStatus.CLOSED:
        return LenderAnswer(False, title, f"{books.loan.name}已经结清，不需要办理。")
    months = values.months or 1
    if values.relief != "grace" or months > _LONGEST_GRACE_MONTHS:
        text = (
            f"这项申请要改合同，需要您带身份证到{turn.discovery.name}网点面谈，也可以先致电 {turn.discovery.hotline}。"
            f"如果只是一时周转不开，可以改为申请宽限 1 至 {_LONGEST_GRACE_MONTHS} 个月。"
        )
        return LenderAnswer(False, title, text)
    return _grant_grace(turn, books, months, title)


def _grant_grace(turn: Turn, books: LoanBooks, months: int, title: str) -> LenderAnswer:
    terms = books.loan.late_terms
    days = max(months * _DAYS_A_MONTH, terms.grace_days or 0)
    longer = msgspec.structs.replace(terms, grace_days=days, grace_clause="补充协议第 1 条")
    change(turn, "loan", books.loan.id, {"late_terms": longer})
    loan = msgspec.structs.replace(books.loan, late_terms=longer)
    begin = f"同意您的困难申请：{loan.name}的宽限期延长到 {days} 天，宽限期内不收罚息（补充协议第 1 条）。"
    unpaid = [row for row in books.due_unpaid(turn.today) if first_day_late(loan, row) > turn.today]
    if not unpaid:
        return LenderAnswer(True, title, begin, turn.today)
    if books.table is not None and any(row.penalty is not None for row in unpaid):
        clean = [msgspec.structs.replace(row, penalty=None) for row in unpaid]
        write(turn, with_rows(books.table, clean, moment(turn)))
    told = []
    for row in unpaid:
        overdue.plan_check(turn, loan, row)
        until = first_day_late(loan, row) - dt.timedelta(days=1)
        told.append(f"第 {row.n} 期 {amount(unpaid_part(row))}可以在 {long_day(until)}前还。")
        told.append(_planned_at_end(turn, books, row.n, until))
    return LenderAnswer(True, title, begin + "".join(told), turn.today)


def _planned_at_end(turn: Turn, books: LoanBooks, number: int, until: dt.date) -> str:
    """Another debit on the last day of grace, where none is planned before."""
    attempt = newest_failed(books, number)
    at = dt.datetime.combine(until, MORNING_RUN, turn.now.tzinfo)
    blocked = books.has_open_outcome((number,)) or books.plan_ahead((number,), turn.now) is not None
    if attempt is None or blocked or at <= turn.now:
        return ""
    change(turn, "debit_attempt", attempt.id, {"retry": retry_at(at, moment(turn))})
    return f"{turn.discovery.name}计划 {moment_text(at)} 再扣一次。"


def answer_prepayment(turn: Turn, values: wish.PrepaymentRequest, request: Request) -> LenderAnswer | None:
    """Granted unless an installment is open; the day of the debit is then on the lender's agenda."""
    books = books_of(turn, values.loan_id)
    if books is None:
        return None
    title = "提前还款申请有了答复"
    owed = books.due_unpaid(turn.today)
    if owed and not books.has_open_outcome(row.n for row in owed):
        total = sum((unpaid_part(row) for row in owed[1:]), start=unpaid_part(owed[0]))
        return LenderAnswer(False, title, f"还有到期的月供 {amount(total)}没有还清，请先还清，再申请提前还款。")
    if books.loan.status is LoanStatus.CLOSED or books.card is None:
        return LenderAnswer(False, title, f"{books.loan.name}现在不能提前还款，请致电 {turn.discovery.hotline}。")
    debited_at = prepayment_times(values.on, request.submitted_at.astimezone(turn.now.tzinfo))[2]
    plan_task(turn, debited_at, PrepaymentDebit(request.id))
    everything = values.amount >= books.loan.outstanding_principal
    how = "全部还清" if everything else "缩短年限" if values.effect == "shorter_term" else "减少月供"
    card, taken = books.card, min(values.amount, books.loan.outstanding_principal)
    text = (
        f"同意您在 {long_day(values.on)}提前归还 {amount(taken)}，{how}。"
        f"请在当天 {PREPAYMENT_TIME:%H:%M} 前让尾号 {card.last4} 的{card.bank}卡里有足够的钱，到时只扣这一次。"
    )
    return LenderAnswer(True, title, text, values.on)
