"""Planning another debit: of one failed attempt, or of everything of a loan that is due and unpaid."""

from __future__ import annotations

import datetime as dt

from borrower_app.records.debit import DebitAttempt, RetryPlan
from borrower_app.sandbox.books.claims import moment
from borrower_app.sandbox.books.debit_calendar import MORNING_RUN, is_open, next_retry, retry_at
from borrower_app.sandbox.books.loan_books import LoanBooks, outcome_is_open
from borrower_app.sandbox.books.turn import Turn


def why_no_retry(turn: Turn, books: LoanBooks, attempt: DebitAttempt) -> str | None:
    """The lender's sentence when it does not debit again for this attempt; None when it may."""
    if books.has_open_outcome(attempt.installments):
        return "这次扣款的结果还没有查清，现在不能再次扣款。"
    if not books.open_rows(attempt.installments):
        return "这一期已经还清，不需要再次扣款。"
    if books.plan_ahead(attempt.installments, turn.now) is not None:
        return "已经安排了再次扣款。"
    if books.later_tries(attempt):
        return "这一期后来又扣过一次，请对最近的一次申请再次扣款。"
    return None


def arrears_plans(turn: Turn, books: LoanBooks) -> dict[str, RetryPlan]:
    """A plan for the newest closed failed attempt of each due and unpaid row, by attempt id.

    Rows whose outcome is open, or for which a debit is planned already, get none.
    """
    plans: dict[str, RetryPlan] = {}
    for row in books.due_unpaid(turn.today):
        if books.has_open_outcome((row.n,)) or books.plan_ahead((row.n,), turn.now) is not None:
            continue
        newest = newest_failed(books, row.n)
        if newest is not None and not books.has_open_outcome(newest.installments):
            plans[newest.id] = retry_at(next_retry(turn.now), moment(turn))
    return plans


def newest_failed(books: LoanBooks, number: int) -> DebitAttempt | None:
    """The newest closed attempt of an unpaid installment on which another debit can be planned."""
    row = books.row(number)
    if row is None or not is_open(row):
        return None
    closed = [
        attempt
        for attempt in books.tries((number,))
        if not outcome_is_open(attempt) and attempt.duplicate_of is None and not books.later_tries(attempt)
    ]
    return max(closed, key=lambda one: (one.planned_at, one.attempt_number), default=None)


def day_after_planned_debit(turn: Turn, books: LoanBooks) -> dt.date | None:
    """The day after today when a debit of the loan still lies ahead today: that one keeps card and authorisation."""
    ahead = [books.plan_ahead(attempt.installments, turn.now) for attempt in books.attempts]
    morning = dt.datetime.combine(turn.today, MORNING_RUN, turn.now.tzinfo)
    first_tries = [row for row in books.due_unpaid(turn.today) if row.due == turn.today and not books.tries((row.n,))]
    if first_tries and morning > turn.now:
        ahead.append(morning)
    days = {at.astimezone(turn.now.tzinfo).date() for at in ahead if at is not None}
    return turn.today + dt.timedelta(days=1) if turn.today in days else None
