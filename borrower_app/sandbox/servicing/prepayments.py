"""The day of a granted prepayment: the amount is debited, and the loan's table is stated anew to the minor unit.

It is no installment and therefore no debit attempt; what has happened stands in the loan's `prepayments`.
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import msgspec

from borrower_app.contract.operation_values import PrepaymentRequest
from borrower_app.lending.money import Money
from borrower_app.records.correspondence import Request
from borrower_app.records.enums import RequestStatus
from borrower_app.records.loan import Fee, InstallmentRow, InstallmentTable, Loan, PaidEarly
from borrower_app.sandbox.books.claims import moment
from borrower_app.sandbox.books.debit_calendar import is_open
from borrower_app.sandbox.books.decision import find
from borrower_app.sandbox.books.happenings import plan_task
from borrower_app.sandbox.books.loan_books import LoanBooks, books_of
from borrower_app.sandbox.books.record_writing import change, write
from borrower_app.sandbox.books.stored_values import values_of
from borrower_app.sandbox.books.tasks import PrepaymentDebit
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.servicing.debit_results import owed_after
from borrower_app.sandbox.servicing.debit_verdict import card_obstacle, least_bank_limit
from borrower_app.sandbox.servicing.notes_to_borrower import tell_answered
from borrower_app.sandbox.servicing.restated_table import restated_rows
from borrower_app.sandbox.stories.parts.wording import amount as amount_text
from borrower_app.sandbox.stories.parts.wording import long_day

_WAIT: Final = dt.timedelta(minutes=30)


def debit(turn: Turn, task: PrepaymentDebit) -> None:
    """Take the amount, or say why it could not be taken; while a debit's outcome is open it waits."""
    request, values = find(turn, Request, task.request_id), values_of(turn, task.request_id)
    if request is None or request.status is not RequestStatus.GRANTED or not isinstance(values, PrepaymentRequest):
        return
    books = books_of(turn, values.loan_id)
    if books is None or books.table is None:
        return
    later = moment(turn) + _WAIT
    if books.has_open_outcome(row.n for row in books.due_unpaid(turn.today)) and later.date() == turn.today:
        plan_task(turn, later, task)
        return
    early = PaidEarly(on=turn.today, amount=min(values.amount, books.loan.outstanding_principal), effect=values.effect)
    why_not = _why_not(turn, books, early.amount)
    if why_not is not None:
        told = f"{long_day(turn.today)}的提前还款没有办成：{why_not}钱没有扣。"
        change(turn, "request", request.id, {"status": RequestStatus.REFUSED, "answer": told})
        tell_answered(turn, request.id, "提前还款没有办成", told, books.loan.id)
        return
    _book(turn, books.loan, books.table, early, request.id)


def _why_not(turn: Turn, books: LoanBooks, amount: Money) -> str | None:
    if books.due_unpaid(turn.today):
        return "还有到期的月供没有还清。"
    if amount.minor <= 0:
        return "这笔贷款已经没有剩余本金。"
    card = books.card
    if card is None or card_obstacle(card, turn.today) is not None:
        return "还款卡现在不能扣款。"
    limit = least_bank_limit(card, amount.currency)
    if limit is not None and limit < amount:
        return f"{card.bank}对这张卡的限额是 {amount_text(limit)}，低于提前还款金额。"
    return None


def _book(turn: Turn, loan: Loan, table: InstallmentTable, early: PaidEarly, request_id: str) -> None:
    rows = _with_interest_paid(restated_rows(loan, table, early), turn.today)
    write(turn, msgspec.structs.replace(table, rows=rows, stated_at=moment(turn)))
    members = owed_after(loan, rows, early.amount.minor)
    members["prepayments"] = (*loan.prepayments, early)
    fee = _fee(loan, early)
    if fee is not None:
        members["fees"] = (*loan.fees, fee)
    change(turn, "loan", loan.id, members)
    tell_answered(turn, request_id, "提前还款已完成", _done(loan, rows, early, fee), loan.id)


def _with_interest_paid(rows: tuple[InstallmentRow, ...], today: dt.date) -> tuple[InstallmentRow, ...]:
    """Who repays everything pays the interest of the days since the last due date at once."""
    last = rows[-1]
    if is_open(last) and last.principal.minor == 0 and last.balance.minor == 0:
        return (*rows[:-1], msgspec.structs.replace(last, paid=last.payment, paid_on=today))
    return rows


def _fee(loan: Loan, early: PaidEarly) -> Fee | None:
    """The contract's fee, half-up to the minor unit; None where there is none."""
    terms = loan.prepayment_terms
    if terms is None or terms.fee_rate is None:
        return None
    exact = early.amount.minor * Decimal(terms.fee_rate) / 100
    minor = int(exact.to_integral_value(ROUND_HALF_UP))
    return Fee(name="提前还款手续费", amount=Money(minor, early.amount.currency), on=early.on) if minor > 0 else None


def _done(loan: Loan, rows: tuple[InstallmentRow, ...], early: PaidEarly, fee: Fee | None) -> str:
    following = next((row for row in rows if is_open(row)), None)
    begin = f"您的{loan.name}已于 {long_day(early.on)}提前归还本金 {amount_text(early.amount)}，"
    charged = f"收取手续费 {amount_text(fee.amount)}。" if fee is not None else "没有收取手续费。"
    if following is None:
        return f"{begin}贷款已经全部还清。{charged}"
    end = f"还清日是 {long_day(rows[-1].due)}，共 {rows[-1].n} 期"
    if loan.installment is None or loan.installment == following.payment:
        return f"{begin}月供 {amount_text(following.payment)}不变，{end}。{charged}"
    before = amount_text(loan.installment)
    return f"{begin}月供由 {before}变为 {amount_text(following.payment)}，{end}。{charged}"
