"""Which function carries out which of the lender's tasks."""

from __future__ import annotations

from borrower_app.sandbox.books import tasks as due
from borrower_app.sandbox.books.tasks import Task
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.servicing import debit_results, debit_runs, overdue, prepayments, request_answers, switches


def carry_out(turn: Turn, task: Task) -> None:
    """Do what was planned for now, from the records as they stand."""
    match task:
        case due.PlannedDebit():
            debit_runs.carry_out_retry(turn, task)
        case due.InstallmentDebit():
            debit_runs.debit_installment(turn, task)
        case due.DebitPosted():
            debit_results.post(turn, task)
        case due.DebitDeclined():
            debit_results.decline(turn, task)
        case due.OverdueCheck():
            overdue.check(turn, task)
        case due.CardSwitch():
            switches.switch_card(turn, task)
        case due.MandateSwitch():
            switches.switch_mandate(turn, task)
        case due.RequestTakenUp():
            request_answers.take_up(turn, task)
        case due.RequestAnswer():
            request_answers.answer(turn, task)
        case due.PrepaymentDebit():
            prepayments.debit(turn, task)
