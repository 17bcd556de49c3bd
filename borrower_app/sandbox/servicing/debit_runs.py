"""A debit begins: a new attempt is made from the records as they stand at its planned time, and is on its way.

What will become of it is decided here, too, and comes into the books a few minutes later (`debit_results`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from borrower_app.records.account import Contact, Instrument
from borrower_app.records.debit import DebitAttempt, Reason, RetryPlan
from borrower_app.records.enums import Party, RetryDecision
from borrower_app.records.loan import InstallmentRow
from borrower_app.sandbox.books import happenings
from borrower_app.sandbox.books.claims import moment
from borrower_app.sandbox.books.debit_calendar import STARTS_AFTER, is_open, next_installment, planned_time
from borrower_app.sandbox.books.decision import every, find
from borrower_app.sandbox.books.loan_books import LoanBooks, books_of, penalty_by, unpaid_part
from borrower_app.sandbox.books.record_writing import change, write
from borrower_app.sandbox.books.story_claims import story_carries_out
from borrower_app.sandbox.books.tasks import DebitDeclined, DebitPosted, InstallmentDebit, PlannedDebit, RowPart, Task
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.servicing.debit_verdict import lasting_reason, obstacle
from borrower_app.sandbox.servicing.new_attempts import Debit, new_attempt
from borrower_app.sandbox.servicing.rail_answers import answer_of, rail_of
from borrower_app.sandbox.stories.parts.debit_trail import UNIONPAY_POS, StoryRail, posting_time

_ANSWERED_AFTER = dt.timedelta(seconds=72)


def carry_out_retry(turn: Turn, task: PlannedDebit) -> None:
    """The planned time of a retry has come; nothing happens when the plan has been given up or carried out."""
    attempt = find(turn, DebitAttempt, task.attempt_id)
    if attempt is None or planned_time(attempt) != task.planned_at or story_carries_out(turn, attempt.id):
        return
    books = books_of(turn, attempt.loan_id)
    if books is None or books.later_tries(attempt):
        return
    if books.has_open_outcome(attempt.installments):
        _decide(turn, attempt, RetryDecision.UNDECIDED)
        return
    rows = books.open_rows(attempt.installments)
    if not rows or books.card is None:
        _decide(turn, attempt, RetryDecision.NONE)
        return
    if rows[0].n != attempt.installments[0]:
        # The new attempt is about other rows, so that this plan would look as if nothing had followed.
        _decide(turn, attempt, RetryDecision.NONE)
    _begin(turn, books, books.card, rows, task.planned_at)


def debit_installment(turn: Turn, task: InstallmentDebit) -> None:
    """The due date of an installment has come: it is debited for the first time, and the next one is planned."""
    books = books_of(turn, task.loan_id)
    if books is None:
        return
    row = books.row(task.number)
    if row is not None and is_open(row) and not books.tries((row.n,)) and books.card is not None:
        _begin(turn, books, books.card, (row,), turn.now - STARTS_AFTER)
    plan_next_installment(turn, task.loan_id)


def plan_next_installment(turn: Turn, loan_id: str) -> None:
    """Put the loan's next installment on the agenda."""
    books = books_of(turn, loan_id)
    if books is None or books.table is None:
        return
    following = next_installment(books.loan, books.table, books.attempts, turn.now)
    if following is not None:
        happenings.plan_task(turn, following[1] + STARTS_AFTER, InstallmentDebit(loan_id, following[0]))


def _decide(turn: Turn, attempt: DebitAttempt, decision: RetryDecision) -> None:
    plan = RetryPlan(decision=decision, decided_by=Party.LENDER, decided_at=moment(turn))
    change(turn, "debit_attempt", attempt.id, {"retry": plan})


def _begin(
    turn: Turn, books: LoanBooks, card: Instrument, rows: tuple[InstallmentRow, ...], planned_at: dt.datetime
) -> None:
    """Send a debit of what is open of these rows."""
    tries = books.tries(row.n for row in rows)
    debit = Debit(
        books=books,
        card=card,
        rows=rows,
        parts=tuple(RowPart(row.n, unpaid_part(row), penalty_by(books.loan, row, turn.today)) for row in rows),
        rail=_rail(books, tries),
        planned_at=planned_at.astimezone(turn.now.tzinfo),
        number=1 + max((attempt.attempt_number for attempt in tries), default=0),
    )
    reason = _refusal(turn, debit)
    new = new_attempt(turn, debit)
    write(turn, new)
    result: Task = DebitPosted(new.id, debit.parts)
    if reason is not None:
        result = DebitDeclined(new.id, msgspec.structs.replace(reason, at=debit.planned_at + _ANSWERED_AFTER))
    happenings.plan_task(turn, posting_time(debit.planned_at), result)


def _refusal(turn: Turn, debit: Debit) -> Reason | None:
    found = obstacle(debit.books, debit.card, debit.amount, turn.today)
    if found is not None:
        code, text = answer_of(debit.rail, found)
        return Reason(code=code, code_list=debit.rail.code_list if code else None, text=text, said_by=Party.BANK)
    for earlier in reversed(debit.books.attempts):
        if earlier.instrument is None or earlier.instrument.token == debit.card.id:
            closed = earlier.posting is None and earlier.duplicate_of is None
            return lasting_reason(earlier, debit.card, every(turn, Contact), turn.now) if closed else None
    return None


def _rail(books: LoanBooks, tries: Sequence[DebitAttempt]) -> StoryRail:
    """The rail of the last attempt of these rows, else of the loan."""
    earlier = (*books.attempts, *tries)
    if not earlier:
        return UNIONPAY_POS
    last = earlier[-1]
    channel = next((hop.name for hop in last.hops if hop.party is Party.CHANNEL), None)
    lists = [one.reason.code_list for one in reversed(earlier) if one.rail == last.rail and one.reason is not None]
    return rail_of(last.rail, channel, next(iter(lists), None))
