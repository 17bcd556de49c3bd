"""An installment that is still unpaid on its first day late: the contract's penalty is stated, the borrower is told."""

from __future__ import annotations

import datetime as dt

import msgspec

from borrower_app.records.correspondence import Message
from borrower_app.records.loan import InstallmentRow, Loan
from borrower_app.sandbox.books.claims import moment
from borrower_app.sandbox.books.debit_calendar import is_open
from borrower_app.sandbox.books.decision import find
from borrower_app.sandbox.books.happenings import plan_task
from borrower_app.sandbox.books.loan_books import (
    books_of,
    first_day_late,
    is_waived,
    penalty_by,
    unpaid_part,
    with_rows,
)
from borrower_app.sandbox.books.record_writing import write
from borrower_app.sandbox.books.tasks import OverdueCheck
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.stories.parts.running_late import OVERDUE_TIME, overdue_message


def plan_check(turn: Turn, loan: Loan, row: InstallmentRow) -> None:
    """Look at an unpaid row again on its first day late, if that lies ahead."""
    at = dt.datetime.combine(first_day_late(loan, row), OVERDUE_TIME, turn.now.tzinfo)
    if at > turn.now:
        plan_task(turn, at, OverdueCheck(loan.id, row.n))


def check(turn: Turn, task: OverdueCheck) -> None:
    """The first day late has come, unless the contract's grace has grown meanwhile or the row was paid or waived.

    While it is not known what became of a debit nothing counts as late.
    """
    books = books_of(turn, task.loan_id)
    row = books.row(task.number) if books is not None else None
    if books is None or books.table is None or row is None or not is_open(row) or is_waived(row):
        return
    if turn.today < first_day_late(books.loan, row):
        plan_check(turn, books.loan, row)
        return
    if books.has_open_outcome((row.n,)) or row.penalty is not None:
        return
    penalty = penalty_by(books.loan, row, turn.today)
    if penalty is not None:
        late = msgspec.structs.replace(row, penalty=penalty)
        write(turn, with_rows(books.table, (late,), moment(turn)))
    message = overdue_message(books.loan, row, unpaid_part(row), penalty, moment(turn))
    if find(turn, Message, message.id) is None:
        write(turn, message)
