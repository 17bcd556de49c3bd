"""Time passes in the lender's books: whatever is due happens, one thing after the other, each at its own instant."""

from __future__ import annotations

import datetime as dt

import msgspec

from borrower_app.sandbox.books import happenings, record_log, story_claims
from borrower_app.sandbox.books import tasks as due
from borrower_app.sandbox.books.happenings import HappeningBody
from borrower_app.sandbox.books.record_writing import write_data
from borrower_app.sandbox.books.story_records import data_for
from borrower_app.sandbox.books.tasks import Task
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.servicing import debit_results, debit_runs, overdue, prepayments, request_answers, switches


def apply_due(turn: Turn) -> None:
    """Let everything happen whose time has passed, also what follows from it until now."""
    while (row := happenings.next_due(turn)) is not None:
        happenings.mark_applied(turn, row.position)
        then = turn.at(dt.datetime.fromtimestamp(row.at, dt.UTC))
        body = msgspec.json.decode(row.body, type=HappeningBody)
        if body.task is not None:
            _carry_out(then, body.task)
        elif story_claims.still_fits(then, body):
            _tell(then, body)
        else:
            if row.attempt is not None:
                story_claims.drop_attempt(then, row.attempt)
            for task in body.otherwise:
                _carry_out(then, task)


def _carry_out(turn: Turn, task: Task) -> None:
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


def _tell(turn: Turn, body: HappeningBody) -> None:
    """Write what a story tells."""
    for told in body.upsert:
        current = record_log.current(turn, told.kind, told.identifier)
        write_data(turn, told.kind, told.identifier, data_for(turn, told, current))
    for kind, identifier in body.delete:
        if record_log.current(turn, kind, identifier) is not None:
            record_log.append(turn, kind, identifier, None)
