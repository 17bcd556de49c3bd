"""The records of one loan together, as they stand now: what is owed, what was tried, which card and authorisation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from borrower_app.lending.money import Money
from borrower_app.reason_catalogue import reason_catalogue
from borrower_app.records.account import Instrument, Mandate
from borrower_app.records.debit import DebitAttempt
from borrower_app.records.enums import HopStatus, MandateStatus
from borrower_app.records.loan import InstallmentRow, InstallmentTable, Loan
from borrower_app.sandbox.books.debit_calendar import is_open, planned_time
from borrower_app.sandbox.books.decision import every, every_of_loan, find
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.stories.parts.contract_clauses import penalty_on

_WAITING = frozenset({HopStatus.PROCESSING, HopStatus.NO_ANSWER})


@dataclass(frozen=True, slots=True)
class LoanBooks:
    """One loan. `attempts` are in the order of their planned time; `mandates` are those that name the loan."""

    loan: Loan
    table: InstallmentTable | None
    card: Instrument | None
    mandates: tuple[Mandate, ...]
    attempts: tuple[DebitAttempt, ...]

    def row(self, number: int) -> InstallmentRow | None:
        """The row of an installment."""
        rows = self.table.rows if self.table is not None else ()
        return next((row for row in rows if row.n == number), None)

    def open_rows(self, numbers: Iterable[int]) -> tuple[InstallmentRow, ...]:
        """Those of these installments that are not paid in full."""
        rows = (self.row(number) for number in numbers)
        return tuple(row for row in rows if row is not None and is_open(row))

    def due_unpaid(self, today: dt.date) -> tuple[InstallmentRow, ...]:
        """Every row that is due by a calendar date and not paid in full."""
        rows = self.table.rows if self.table is not None else ()
        return tuple(row for row in rows if row.due <= today and is_open(row))

    def tries(self, numbers: Iterable[int]) -> list[DebitAttempt]:
        """The attempts that have to do with one of these installments, oldest first."""
        wanted = set(numbers)
        return [attempt for attempt in self.attempts if wanted & set(attempt.installments)]

    def has_open_outcome(self, numbers: Iterable[int]) -> bool:
        """Whether it is not known yet what became of a debit of one of these installments."""
        return any(outcome_is_open(attempt) for attempt in self.tries(numbers))

    def later_tries(self, attempt: DebitAttempt) -> list[DebitAttempt]:
        """Attempts of the same installment after this one."""
        tries = self.tries(attempt.installments[:1])
        return [other for other in tries if other.attempt_number > attempt.attempt_number]

    def plan_ahead(self, numbers: Iterable[int], now: dt.datetime) -> dt.datetime | None:
        """The next instant for which another debit of these installments is planned and not carried out yet."""
        plans = [
            at
            for attempt in self.tries(numbers)
            if (at := planned_time(attempt)) is not None and at > now and not self.later_tries(attempt)
        ]
        return min(plans, default=None)

    def mandate_for_debits(self, today: dt.date) -> tuple[Mandate, ...]:
        """The authorisations in force that let the loan's card be debited for this loan."""
        return tuple(
            mandate
            for mandate in self.mandates
            if self.card is not None
            and mandate.instrument_id == self.card.id
            and mandate.status is MandateStatus.ACTIVE
            and (mandate.valid_until is None or mandate.valid_until >= today)
        )


def books_of(turn: Turn, loan_id: str) -> LoanBooks | None:
    """The records of a loan; None when it is not on record."""
    loan = find(turn, Loan, loan_id)
    if loan is None:
        return None
    tables = every_of_loan(turn, InstallmentTable, loan_id)
    attempts = every_of_loan(turn, DebitAttempt, loan_id)
    return LoanBooks(
        loan=loan,
        table=tables[0] if tables else None,
        card=find(turn, Instrument, loan.instrument_id) if loan.instrument_id else None,
        mandates=tuple(mandate for mandate in every(turn, Mandate) if loan_id in mandate.loan_ids),
        attempts=tuple(sorted(attempts, key=lambda one: (one.planned_at, one.attempt_number, one.id))),
    )


def outcome_is_open(attempt: DebitAttempt) -> bool:
    """Whether money may have left without being posted: nobody debits again before that is known."""
    if attempt.posting is not None or attempt.reversal is not None:
        return False
    taken = attempt.amount_debited is not None and attempt.amount_debited.minor > 0
    if taken or attempt.bank_debited_at is not None:
        return True
    if any(hop.status in _WAITING for hop in attempt.hops):
        return True
    reason = attempt.reason
    if reason is None:
        return any(hop.status is HopStatus.UNKNOWN for hop in attempt.hops)
    meaning = reason_catalogue().meaning(attempt.rail, reason.code_list, reason.code)
    return meaning is not None and meaning.outcome_open


def unpaid_part(row: InstallmentRow) -> Money:
    """What is left to pay of a row, without penalty."""
    return row.payment if row.paid is None else row.payment - row.paid


def principal_left(row: InstallmentRow) -> Money:
    """The principal in what is left to pay; part payments are set against interest first (contract, clause 14)."""
    paid = row.paid.minor if row.paid is not None else 0
    return Money(row.principal.minor - max(0, paid - row.interest.minor), row.principal.currency)


def is_waived(row: InstallmentRow) -> bool:
    """Whether the lender has said that this row bears no penalty: it then states one of nothing."""
    return row.penalty is not None and row.penalty.minor == 0


def first_day_late(loan: Loan, row: InstallmentRow) -> dt.date:
    """The calendar date on which a row that is still unpaid is overdue by the contract."""
    return row.due + dt.timedelta(days=(loan.late_terms.grace_days or 0) + 1)


def penalty_by(loan: Loan, row: InstallmentRow, on: dt.date) -> Money | None:
    """The penalty interest of an unpaid row up to a calendar date; None where there is none."""
    terms = loan.late_terms
    if is_waived(row) or on < first_day_late(loan, row):
        return None
    if terms.penalty_annual_rate is None:
        return row.penalty
    days = (on - row.due).days
    penalty = penalty_on(unpaid_part(row), terms.penalty_annual_rate, days, terms.penalty_day_basis or 360)
    return penalty if penalty.minor > 0 else None


def with_rows(table: InstallmentTable, changed: Iterable[InstallmentRow], at: dt.datetime) -> InstallmentTable:
    """The table with some of its rows stated anew."""
    by_number = {row.n: row for row in changed}
    rows = tuple(by_number.get(row.n, row) for row in table.rows)
    return msgspec.structs.replace(table, rows=rows, stated_at=at)
