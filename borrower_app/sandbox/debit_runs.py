"""A debit begins: a new attempt is made from the records as they stand at its planned time, and is on its way.

What will become of it is decided here, too, and comes into the books a few minutes later (`debit_results`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from borrower_app.lending.money import Money
from borrower_app.records.account import Contact, Instrument, Mandate
from borrower_app.records.debit import AmountSplit, DebitAttempt, MandateOnTheDay, Reason, RetryPlan
from borrower_app.records.enums import MandateStatus, Party, RetryDecision
from borrower_app.records.fields import spoken_reference
from borrower_app.records.loan import InstallmentRow
from borrower_app.sandbox import happenings, record_log
from borrower_app.sandbox.claims import moment
from borrower_app.sandbox.debit_calendar import STARTS_AFTER, is_open, next_installment, planned_time
from borrower_app.sandbox.debit_verdict import lasting_reason, obstacle
from borrower_app.sandbox.decision import every, find
from borrower_app.sandbox.ledger import Turn
from borrower_app.sandbox.loan_books import LoanBooks, books_of, penalty_by, principal_left, unpaid_part
from borrower_app.sandbox.rail_answers import answer_of, rail_of
from borrower_app.sandbox.record_writing import change, write
from borrower_app.sandbox.scenarios.books import Books
from borrower_app.sandbox.scenarios.debit_trail import UNIONPAY_POS, Rail, attempt_id, debited, on_its_way, posting_time
from borrower_app.sandbox.tasks import DebitDeclined, DebitPosted, InstallmentDebit, PlannedDebit, RowPart, Task

_SENT_AFTER = dt.timedelta(seconds=3)
_ANSWERED_AFTER = dt.timedelta(seconds=72)


def carry_out_retry(turn: Turn, task: PlannedDebit) -> None:
    """The planned time of a retry has come; nothing happens when the plan has been given up or carried out."""
    attempt = find(turn, DebitAttempt, task.attempt_id)
    if attempt is None or planned_time(attempt) != task.planned_at or happenings.story_carries_out(turn, attempt.id):
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


@dataclass(frozen=True, slots=True)
class _Debit:
    """A debit that is about to begin: `rows` with the newest one last, and what is taken for each."""

    books: LoanBooks
    card: Instrument
    rows: tuple[InstallmentRow, ...]
    parts: tuple[RowPart, ...]
    rail: Rail
    planned_at: dt.datetime
    number: int

    @property
    def amount(self) -> Money:
        """Everything together, penalty included."""
        minor = sum(part.amount.minor + (part.penalty.minor if part.penalty else 0) for part in self.parts)
        return Money(minor, self.parts[0].amount.currency)


def _begin(
    turn: Turn, books: LoanBooks, card: Instrument, rows: tuple[InstallmentRow, ...], planned_at: dt.datetime
) -> None:
    """Send a debit of what is open of these rows."""
    tries = books.tries(row.n for row in rows)
    debit = _Debit(
        books=books,
        card=card,
        rows=rows,
        parts=tuple(RowPart(row.n, unpaid_part(row), penalty_by(books.loan, row, turn.today)) for row in rows),
        rail=_rail(books, tries),
        planned_at=planned_at.astimezone(turn.now.tzinfo),
        number=1 + max((attempt.attempt_number for attempt in tries), default=0),
    )
    reason = _refusal(turn, debit)
    new = _on_its_way(turn, debit)
    write(turn, new)
    result: Task = DebitPosted(new.id, debit.parts)
    if reason is not None:
        result = DebitDeclined(new.id, msgspec.structs.replace(reason, at=debit.planned_at + _ANSWERED_AFTER))
    happenings.plan_task(turn, posting_time(debit.planned_at), result)


def _refusal(turn: Turn, debit: _Debit) -> Reason | None:
    found = obstacle(debit.books, debit.card, debit.amount, turn.today)
    if found is not None:
        code, text = answer_of(debit.rail, found)
        return Reason(code=code, code_list=debit.rail.code_list if code else None, text=text, said_by=Party.BANK)
    for earlier in reversed(debit.books.attempts):
        if earlier.instrument is None or earlier.instrument.token == debit.card.id:
            closed = earlier.posting is None and earlier.duplicate_of is None
            return lasting_reason(earlier, debit.card, every(turn, Contact), turn.now) if closed else None
    return None


def _rail(books: LoanBooks, tries: Sequence[DebitAttempt]) -> Rail:
    """The rail of the last attempt of these rows, else of the loan."""
    earlier = (*books.attempts, *tries)
    if not earlier:
        return UNIONPAY_POS
    last = earlier[-1]
    channel = next((hop.name for hop in last.hops if hop.party is Party.CHANNEL), None)
    lists = [one.reason.code_list for one in reversed(earlier) if one.rail == last.rail and one.reason is not None]
    return rail_of(last.rail, channel, next(iter(lists), None))


def _on_its_way(turn: Turn, debit: _Debit) -> DebitAttempt:
    books, rows = debit.books, debit.rows
    mandate = _mandate(books, turn.today)
    assert books.table is not None  # the rows were found in it
    sent = debited(
        Books(books.loan, books.table, debit.card, mandate or _no_mandate(debit.card)),
        rows[-1],
        debit.rail,
        debit.planned_at + _SENT_AFTER,
        spoken=_spoken(turn, f"{books.loan.id}:{rows[0].n}:{debit.number}"),
        attempt_number=debit.number,
        amount=debit.amount,
        split=_split(rows, debit.parts),
        lender_name=turn.discovery.name,
    )
    waiting = msgspec.structs.replace(
        on_its_way(sent),
        id=_identifier(turn, books.loan.id, rows[0].n, debit.number),
        installments=tuple(row.n for row in rows),
        planned_at=debit.planned_at,
    )
    if mandate is not None:
        return waiting
    return msgspec.structs.replace(waiting, mandate=MandateOnTheDay(status=MandateStatus.MISSING))


def _mandate(books: LoanBooks, today: dt.date) -> Mandate | None:
    """The authorisation that the debit rests on; where none is in force, the one that stands on the loan."""
    in_force = books.mandate_for_debits(today)
    preferred = [mandate for mandate in in_force if mandate.id == books.loan.mandate_id]
    on_loan = [mandate for mandate in books.mandates if mandate.id == books.loan.mandate_id]
    card_id = books.card.id if books.card is not None else None
    own = [mandate for mandate in on_loan if mandate.instrument_id == card_id]
    return next(iter((*preferred, *in_force, *own)), None)


def _no_mandate(card: Instrument) -> Mandate:
    return Mandate(
        id="none", label="", loan_ids=(), instrument_id=card.id, payee="", purpose="", status=MandateStatus.MISSING
    )


def _split(rows: Sequence[InstallmentRow], parts: Sequence[RowPart]) -> AmountSplit:
    """The newest row in principal and interest, older ones as carried arrears, penalty of all of them together."""
    newest, currency = rows[-1], parts[0].amount.currency
    carried = sum(part.amount.minor for part in parts[:-1])
    penalty = sum(part.penalty.minor for part in parts if part.penalty is not None)
    principal = principal_left(newest)
    return AmountSplit(
        principal=principal,
        interest=parts[-1].amount - principal,
        penalty=Money(penalty, currency) if penalty else None,
        carried_arrears=Money(carried, currency) if carried else None,
    )


def _identifier(turn: Turn, loan_id: str, number: int, attempt_number: int) -> str:
    usual = attempt_id(loan_id, number, attempt_number)
    if len(usual) <= 80 and find(turn, DebitAttempt, usual) is None:
        return usual
    return "attempt-" + hashlib.sha256(f"{usual}:{turn.now.isoformat()}".encode()).hexdigest()[:24]


def _spoken(turn: Turn, name: str) -> str:
    """A spoken reference that no other attempt of this borrower has."""
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8])
    used = record_log.bytes_of_kind(turn, "debit_attempt")
    while (reference := spoken_reference(f"{number % 10_000_000:07d}")).encode() in used:
        number += 1
    return reference
