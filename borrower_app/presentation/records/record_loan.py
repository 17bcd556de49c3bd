"""E-1 for a loan contract (its terms with their clauses) and for one row of the lender's table."""

from __future__ import annotations

from borrower_app.debits.installment_state import installment_state
from borrower_app.debits.late_clocks import allocation_words
from borrower_app.debits.verdict import InstallmentState
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.records.record_fields import Fields, installment_word, instant_text
from borrower_app.presentation.records.views import RecordPart
from borrower_app.records.enums import CreditReporting, DateShifting
from borrower_app.records.loan import InstallmentRow, InstallmentTable, LateTerms, Loan


def loan_parts(reading: Reading, loan: Loan) -> tuple[RecordPart, ...]:
    """The contract's terms as the lender states them."""
    say = reading.language.say
    what = (
        Fields(reading)
        .text(say("Loan"), loan.name)
        .text(say("Contract"), loan.contract_reference)
        .money(say("Amount lent"), loan.principal)
        .money(say("Still owed, without interest"), loan.outstanding_principal)
        .percent(say("Annual rate"), loan.annual_rate)
        .date(say("First due date"), loan.first_due_on)
        .add(say("Installments"), str(loan.number_of_installments))
        .part(say("The contract"))
    )
    return (what, _late(reading, loan.late_terms), _days(reading, loan), _early(reading, loan))


def _late(reading: Reading, terms: LateTerms) -> RecordPart:
    language = reading.language
    say = language.say
    reported = {
        CreditReporting.AFTER_GRACE: say("after the days of grace"),
        CreditReporting.FROM_DUE_DATE: say("from the due date on"),
    }.get(terms.credit_reporting)
    days = language.say_count("{count} day", "{count} days", terms.grace_days) if terms.grace_days is not None else None
    order = language.pick(*allocation_words(terms)) if terms.allocation_order else None
    basis = say("{days} days", days=terms.penalty_day_basis) if terms.penalty_day_basis is not None else None
    return (
        Fields(reading)
        .add(say("Days of grace"), _with_clause(reading, days, terms.grace_clause))
        .add(say("On time on the due date until"), terms.on_time_until)
        .add(
            say("Penalty interest a year"),
            _with_clause(
                reading,
                language.percent(terms.penalty_annual_rate) if terms.penalty_annual_rate is not None else None,
                terms.penalty_clause,
            ),
        )
        .add(say("Days of a year for penalty interest"), basis)
        .add(say("Reported to the credit bureau"), _with_clause(reading, reported, terms.credit_reporting_clause))
        .add(say("A part payment goes to"), _with_clause(reading, order, terms.allocation_clause))
        .part(say("If it is paid late"))
    )


def _with_clause(reading: Reading, value: str | None, clause: str | None) -> str | None:
    if value is None:
        return None
    return value + reading.language.in_brackets(clause or "")


def _days(reading: Reading, loan: Loan) -> RecordPart:
    say = reading.language.say
    shifting = {
        DateShifting.NONE: say("debited on that very day"),
        DateShifting.NEXT_BUSINESS_DAY: say("debited on the next business day"),
        DateShifting.PREVIOUS_BUSINESS_DAY: say("debited on the business day before"),
        DateShifting.UNKNOWN: None,
    }[loan.date_shifting]
    fields = Fields(reading).add(
        say("Due date on a weekend or holiday"), _with_clause(reading, shifting, loan.date_shifting_clause)
    )
    repricing = loan.repricing
    if repricing is not None:
        fields.date(say("Next repricing"), repricing.next_on)
        fields.text(say("By clause"), repricing.clause)
    return fields.part(say("Debit days and rate"))


def _early(reading: Reading, loan: Loan) -> RecordPart:
    say = reading.language.say
    terms = loan.prepayment_terms
    if terms is None:
        return RecordPart(say("Paying early"), told=say("{lender} has told no terms.", lender=reading.lender_name))
    notice = say("{days} days", days=terms.notice_days) if terms.notice_days is not None else None
    return (
        Fields(reading)
        .add(say("Notice"), notice)
        .money(say("At least"), terms.minimum_amount)
        .percent(say("Fee"), terms.fee_rate)
        .text(say("By clause"), terms.clause)
        .part(say("Paying early"))
    )


def row_parts(reading: Reading, loan: Loan, table: InstallmentTable, row: InstallmentRow) -> tuple[RecordPart, ...]:
    """One row of the lender's table."""
    say = reading.language.say
    fields = (
        Fields(reading)
        .text(say("Loan"), loan.name)
        .add(say("Installment"), say("{number} of {count}", number=row.n, count=loan.number_of_installments))
        .date(say("Due"), row.due)
        .money(say("Principal"), row.principal)
        .money(say("Interest"), row.interest)
        .money(say("Payment"), row.payment)
    )
    if row.penalty is not None:
        fields.money(say("Penalty interest stated"), row.penalty)
    if row.fee is not None:
        fields.money(say("Fee"), row.fee)
    fields.add(say("State"), installment_word(reading, _state_of(reading, loan, row)))
    paid = reading.language.money(row.paid) if row.paid is not None else say("nothing yet")
    fields.add(say("Posted to it so far"), paid)
    if row.paid_on is not None:
        fields.date(say("Paid on"), row.paid_on)
    fields.money(say("Principal left after it"), row.balance)
    told = say("The table was stated {at}.", at=instant_text(reading, table.stated_at))
    return (fields.part(say("The row of the table"), told=told),)


def _state_of(reading: Reading, loan: Loan, row: InstallmentRow) -> InstallmentState:
    """Where a row stands: from what was posted, its debits, and the contract's days of grace."""
    attempts = [
        reading.explanation(held.record).state
        for held in reading.snapshot.attempts
        if held.record.loan_id == loan.id and row.n in held.record.installments and held.record.duplicate_of is None
    ]
    # A failed debit that was tried again since is history; its plan is no plan any more.
    grace = loan.late_terms.grace_days
    return installment_state(
        row.payment, row.paid, row.due, today=reading.today, grace_days=grace, attempts=attempts[:1]
    )
