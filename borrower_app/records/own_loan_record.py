"""An own loan as the rest of the app sees loans: a Loan with its table, which still knows that the user entered it."""

from __future__ import annotations

import datetime as dt
from typing import Final

import msgspec

from borrower_app.lending.money import Money
from borrower_app.lending.schedule import ScheduleRow, compute_schedule
from borrower_app.records.enums import RepaymentMethod
from borrower_app.records.loan import InstallmentRow, InstallmentTable, Loan, PaidEarly, Period, RateChange
from borrower_app.records.own_loan import OwnLoan, OwnRowFacts

_NEVER: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class OwnLoanRecord(Loan, frozen=True, kw_only=True):
    """A loan nobody but the user has told of, as they entered it."""

    entered: OwnLoan

    @property
    def is_own(self) -> bool:
        """It is."""
        return True

    @property
    def is_computed(self) -> bool:
        """Where the user took no table over."""
        return not self.entered.rows


def own_record_of(loan: Loan | None) -> OwnLoanRecord | None:
    """The same loan where it is an own one, else None: for whoever needs what was entered, too."""
    return loan if isinstance(loan, OwnLoanRecord) else None


def own_loan_record(own: OwnLoan) -> tuple[OwnLoanRecord, InstallmentTable]:
    """The loan and its table: the bank's where the user took it over, else computed from the terms.

    What depends on the day (principal left, rate) stands as at the start; see `as_of`. Raises TermsError.
    """
    terms = own.terms
    loan = OwnLoanRecord(
        id=own.id,
        name=own.name,
        product=own.product,
        borrower_name="",
        principal=terms.principal,
        outstanding_principal=terms.principal,
        method=RepaymentMethod(terms.method),
        annual_rate=format(terms.annual_rate, "f"),
        advertised_rate=own.advertised_rate,
        number_of_installments=max(terms.number_of_installments, own.rows[-1].n if own.rows else 0),
        period=Period(unit=terms.period.unit, every=terms.period.every),
        day_count=None if own.unknown.day_count else terms.day_count,
        disbursed_on=terms.disbursed_on,
        first_due_on=terms.first_due,
        installment=terms.stated_installment,
        rate_changes=tuple(
            RateChange(on=change.on, annual_rate=format(change.annual_rate, "f"))
            for change in sorted(terms.rate_changes, key=lambda change: change.on)
        ),
        prepayments=tuple(PaidEarly(on=one.on, amount=one.amount, effect=one.effect) for one in terms.prepayments),
        fees=own.fees,
        note=own.notes or None,
        entered=own,
    )
    return loan, InstallmentTable(id=own.id, loan_id=own.id, stated_at=own.saved_at or _NEVER, rows=_rows(own))


def _rows(own: OwnLoan) -> tuple[InstallmentRow, ...]:
    currency = own.terms.currency
    if own.rows:
        facts = {one.n: one for one in own.row_facts}
        return tuple(
            _with_facts(_row(row, [Money(amount, currency) for amount in _amounts(row)]), facts.get(row.n), currency)
            for row in own.rows
        )
    schedule = compute_schedule(own.terms)
    return tuple(_row(row, [schedule.money(amount) for amount in _amounts(row)]) for row in schedule.rows)


def _with_facts(row: InstallmentRow, facts: OwnRowFacts | None, currency: str) -> InstallmentRow:
    """The row with what the bank's table says beyond its parts. A day of payment without an amount: all of it."""
    if facts is None:
        return row
    paid = Money(facts.paid, currency) if facts.paid is not None else row.payment if facts.paid_on is not None else None
    return msgspec.structs.replace(
        row, fee=Money(facts.fee, currency) if facts.fee else None, paid=paid, paid_on=facts.paid_on
    )


def _amounts(row: ScheduleRow) -> tuple[int, int, int, int]:
    return row.principal, row.interest, row.payment, row.balance


def _row(row: ScheduleRow, amounts: list[Money]) -> InstallmentRow:
    principal, interest, payment, balance = amounts
    return InstallmentRow(
        n=row.n, due=row.due, principal=principal, interest=interest, payment=payment, balance=balance
    )


def as_of(loan: OwnLoanRecord, table: InstallmentTable, today: dt.date) -> OwnLoanRecord:
    """The same loan with the principal and the rate that stand at the beginning of a calendar day by its table.

    That the installments before were paid is what the table plans, not what anybody has confirmed.
    """
    owed = loan.principal
    for row in table.rows:
        if row.due >= today:
            break
        owed = row.balance
    rate = loan.annual_rate
    for change in loan.rate_changes:
        if change.on <= today:
            rate = change.annual_rate
    return msgspec.structs.replace(loan, outstanding_principal=owed, annual_rate=rate)
