"""From a reading to the facts of the next debit: what the checks before it rest on."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from borrower_app.debits.preflight import preflight
from borrower_app.debits.preflight_facts import Check, CheckResult, PreflightFacts, Verdict, Why
from borrower_app.debits.preflight_limits import plus
from borrower_app.debits.standing import OPEN_STATES
from borrower_app.lending.money import Money
from borrower_app.presentation.reading.planned_debits import Planned, open_rows
from borrower_app.presentation.reading.records import Reading
from borrower_app.records.account import Contact, Instrument, Mandate
from borrower_app.records.debit import DebitAttempt
from borrower_app.records.enums import ContactField, Holder
from borrower_app.records.loan import InstallmentRow, Loan


def first_to_check(planned: tuple[Planned, ...]) -> Planned | None:
    """The debit that the checks are about: the first that still lies ahead and whose loan the lender has on record."""
    return next((debit for debit in planned if _is_on_record(debit) and not debit.is_past), None)


def _is_on_record(debit: Planned) -> bool:
    """No lender has anything on record about a loan that was entered by hand."""
    return debit.loan is not None and not debit.loan.is_own


class NextChecks(Struct, frozen=True):
    """The next debit, what is on record around it, and every check of it."""

    debit: Planned
    facts: PreflightFacts
    results: tuple[CheckResult, ...]

    def found(self, check: Check) -> CheckResult | None:
        """The result of one check."""
        return next((result for result in self.results if result.check is check), None)

    @property
    def earliest_day(self) -> dt.date:
        """The day of the debit; where the contract moves it to an earlier business day, that one."""
        moved = self.found(Check.DEBIT_DAY)
        is_earlier = moved is not None and moved.why is Why.DAY_EARLIER
        return moved.day if moved is not None and is_earlier and moved.day is not None else self.debit.day

    @property
    def has_problem(self) -> bool:
        """Whether something would stop the debit."""
        return any(result.verdict is Verdict.PROBLEM for result in self.results)


def next_checks(reading: Reading, planned: tuple[Planned, ...]) -> NextChecks | None:
    """The checks of the next debit; None where nothing lies ahead."""
    first = first_to_check(planned)
    if first is None:
        return None
    facts = facts_of_debit(reading, first, planned)
    return NextChecks(first, facts, preflight(facts))


def facts_of_debit(reading: Reading, debit: Planned, planned: tuple[Planned, ...]) -> PreflightFacts:
    """What is on record around a planned debit; its loan must be on record."""
    loan = debit.loan
    if loan is None:
        raise ValueError("a debit without its loan can't be checked")
    snapshot = reading.snapshot
    card = next((h.record for h in snapshot.instruments if h.record.id == loan.instrument_id), None)
    mandate = next((h.record for h in snapshot.mandates if h.record.id == loan.mandate_id), None)
    arrears = _arrears(reading, loan, debit, planned)
    table = snapshot.tables.get(loan.id)
    rows = table.record.rows if table is not None else ()
    row = debit.row
    return PreflightFacts(
        today=reading.today,
        day=debit.day,
        amount=debit.amount,
        amount_ref=_amount_ref(debit, loan),
        loan=loan,
        planned_by=f"debit_attempt:{debit.attempt.id}" if debit.attempt is not None else None,
        row=row,
        previous=next((other for other in rows if row is not None and other.n == row.n - 1), None),
        is_last=row is not None and bool(rows) and rows[-1].n == row.n,
        instrument=card,
        mandate=mandate,
        id_expiry=_contact(reading, ContactField.ID_EXPIRY, card),
        phone=_contact(reading, ContactField.PHONE, card),
        arrears=_sum([_owed(open_row) for open_row in arrears]),
        arrears_refs=tuple(f"installment:{loan.id}:{open_row.n}" for open_row in arrears),
        same_day=_sum([other.amount for other in _others(debit, planned, mandate) if other.day == debit.day]),
        same_month=_same_month(reading, debit, planned, mandate),
        debited_this_year=_sum(_debited_this_year(reading, debit, card)),
    )


def _amount_ref(debit: Planned, loan: Loan) -> str | None:
    if debit.attempt is not None:
        return f"debit_attempt:{debit.attempt.id}"
    return f"installment:{loan.id}:{debit.row.n}" if debit.row is not None else None


def _arrears(reading: Reading, loan: Loan, debit: Planned, planned: tuple[Planned, ...]) -> list[InstallmentRow]:
    """Unpaid rows past the contract's grace that no planned debit takes, and whose last debit is not open."""
    grace = dt.timedelta(days=min(3_650, loan.late_terms.grace_days or 0))
    taken = {
        number
        for other in planned
        if other.attempt is not None and other.attempt.loan_id == loan.id
        for number in other.attempt.installments
    }
    due = debit.row.n if debit.row is not None else None
    return [
        row
        for row in open_rows(reading, loan)
        if row.due + grace < reading.today
        and row.n not in taken
        and row.n != due
        and not _is_open(reading, loan.id, row.n)
    ]


def _is_open(reading: Reading, loan_id: str, number: int) -> bool:
    newest = next(
        (
            held.record
            for held in reading.snapshot.attempts
            if held.record.loan_id == loan_id and number in held.record.installments
        ),
        None,
    )
    return newest is not None and reading.explanation(newest).state in OPEN_STATES


def _owed(row: InstallmentRow) -> Money:
    owed = row.payment if row.paid is None else row.payment - row.paid
    return plus(owed, row.penalty)


def _others(debit: Planned, planned: tuple[Planned, ...], mandate: Mandate | None) -> list[Planned]:
    return [
        other
        for other in planned
        if other is not debit and mandate is not None and other.loan is not None and other.loan.mandate_id == mandate.id
    ]


def _same_month(
    reading: Reading, debit: Planned, planned: tuple[Planned, ...], mandate: Mandate | None
) -> Money | None:
    """What the same mandate has let through in that calendar month, and what else is planned in it."""
    if mandate is None:
        return None
    month = (debit.day.year, debit.day.month)
    amounts = [other.amount for other in _others(debit, planned, mandate) if (other.day.year, other.day.month) == month]
    for held in reading.snapshot.attempts:
        attempt = held.record
        taken = attempt.amount_debited
        at = attempt.bank_debited_at
        if taken is None or at is None or attempt.reversal is not None or attempt.mandate is None:
            continue
        local = at.astimezone(reading.zone).date()
        if attempt.mandate.id == mandate.id and (local.year, local.month) == month:
            amounts.append(taken)
    return _sum(amounts)


def _debited_this_year(reading: Reading, debit: Planned, card: Instrument | None) -> list[Money]:
    return [
        attempt.amount_debited
        for attempt in (held.record for held in reading.snapshot.attempts)
        if card is not None and _was_taken(attempt, card) and attempt.amount_debited is not None
        if attempt.bank_debited_at is not None
        if attempt.bank_debited_at.astimezone(reading.zone).year == debit.day.year
    ]


def _was_taken(attempt: DebitAttempt, card: Instrument) -> bool:
    return attempt.instrument is not None and attempt.instrument.token == card.id and attempt.reversal is None


def _sum(amounts: list[Money]) -> Money | None:
    if not amounts:
        return None
    total = amounts[0]
    for amount in amounts[1:]:
        total = plus(total, amount)
    return total


def _contact(reading: Reading, field: ContactField, card: Instrument | None) -> Contact | None:
    """The contact data of whoever holds the card: the borrower's own say nothing about another person's card."""
    holder = card.holder if card is not None and card.holder is not Holder.UNKNOWN else Holder.BORROWER
    return next(
        (h.record for h in reading.snapshot.contacts if h.record.field is field and h.record.holder is holder), None
    )
