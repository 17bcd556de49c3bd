"""What will be debited next: every planned retry and each loan's next installment, in the order of time."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from borrower_app.debits.verdict import AttemptState
from borrower_app.lending.money import Money
from borrower_app.presentation.attempt_words import moment
from borrower_app.presentation.debit_facts import later_attempts
from borrower_app.presentation.own_words import own_mark
from borrower_app.presentation.reading import Reading
from borrower_app.presentation.views import Piece, PlannedDebit
from borrower_app.records.debit import DebitAttempt
from borrower_app.records.entered_loan import EnteredLoan
from borrower_app.records.enums import LoanStatus
from borrower_app.records.loan import InstallmentRow, Loan


class Planned(Struct, frozen=True):
    """One planned debit with what the checks need: its day, amount, loan and card."""

    view: PlannedDebit
    day: dt.date
    amount: Money
    loan: Loan | None
    is_retry: bool = False
    row: InstallmentRow | None = None


def planned_debits(reading: Reading) -> tuple[Planned, ...]:
    """In the order of time; a retry whose time has passed without news says so."""
    found = [*_retries(reading), *_installments(reading)]
    return tuple(sorted(found, key=lambda planned: planned.day))


def next_row(reading: Reading, loan: Loan) -> InstallmentRow | None:
    """The first row after today that is not paid, as the loan's table states it; of an own loan also today's."""
    table = reading.snapshot.tables.get(loan.id)
    if table is None or loan.status is LoanStatus.CLOSED:
        return None
    own = isinstance(loan, EnteredLoan)
    from_day = reading.today if own else reading.today + dt.timedelta(days=1)
    return next((row for row in table.record.rows if row.due >= from_day and not _is_paid(row)), None)


def open_rows(reading: Reading, loan: Loan) -> list[InstallmentRow]:
    """Rows due by today that are not paid in full; none of an own loan: whether they were paid nobody has told."""
    if isinstance(loan, EnteredLoan):
        return []
    table = reading.snapshot.tables.get(loan.id)
    if table is None:
        return []
    return [row for row in table.record.rows if row.due <= reading.today and not _is_paid(row)]


def _is_paid(row: InstallmentRow) -> bool:
    return row.paid is not None and row.paid.minor >= row.payment.minor


def _retries(reading: Reading) -> list[Planned]:
    language = reading.language
    say = language.say
    loans = {held.record.id: held.record for held in reading.snapshot.loans}
    planned: list[Planned] = []
    for held in reading.snapshot.attempts:
        attempt = held.record
        retry = attempt.retry
        if retry is None or retry.at is None or _is_closed(attempt):
            continue
        # A later attempt on record: this plan has been carried out.
        superseded = bool(later_attempts(attempt, reading.snapshot))
        if reading.explanation(attempt).state is not AttemptState.FAILED_RETRY_PLANNED or superseded:
            continue
        at = moment(retry.at, reading.zone, language, reading.today)
        number = attempt.installments[0]
        if retry.at <= reading.now:
            words = say("Planned for {at} (installment {number}): the result is not fetched yet", at=at, number=number)
        else:
            words = say("{at}: again for installment {number}", at=at, number=number)
        view = PlannedDebit((Piece(words),), language.money(attempt.amount_requested))
        day = retry.at.astimezone(reading.zone).date()
        planned.append(Planned(view, day, attempt.amount_requested, loans.get(attempt.loan_id), True))
    return planned


def _is_closed(attempt: DebitAttempt) -> bool:
    return attempt.posting is not None or attempt.reversal is not None or attempt.duplicate_of is not None


def _installments(reading: Reading) -> list[Planned]:
    language = reading.language
    say = language.say
    planned: list[Planned] = []
    several = sum(held.record.status is not LoanStatus.CLOSED for held in reading.snapshot.loans) > 1
    for held in reading.snapshot.loans:
        loan = held.record
        row = next_row(reading, loan)
        if row is None:
            continue
        day = language.day_with_weekday(row.due)
        if several:
            words = say("{day}: installment {number} of {loan}", day=day, number=row.n, loan=loan.name)
        else:
            words = say("{day}: installment {number}", day=day, number=row.n)
        owed = row.payment if row.paid is None else row.payment - row.paid
        view = PlannedDebit((Piece(words),), language.money(owed), own_mark(loan, language))
        planned.append(Planned(view, row.due, owed, loan, False, row))
    return planned
