"""Does the lender's table follow from its own loan record? The check behind the pill on S-1."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from decimal import Decimal, InvalidOperation
from functools import lru_cache

import msgspec

from borrower_app.lending.audit import AuditResult, audit
from borrower_app.lending.conventions import Unknown
from borrower_app.lending.schedule import ScheduleRow
from borrower_app.lending.terms import METHODS, PaymentPeriod, Prepayment, RateStep, Terms, TermsError
from borrower_app.records.loan import InstallmentTable, Loan
from borrower_app.records.own_loan_record import own_record_of


def terms_of(loan: Loan) -> Terms | None:
    """The loan's terms as the mathematics needs them; None where the record leaves something out or contradicts it."""
    own = own_record_of(loan)
    if own is not None:
        return own.entered.terms
    if loan.method.value not in METHODS:
        return None
    before = [change.annual_rate for change in loan.rate_changes if change.on <= loan.disbursed_on]
    later = [change for change in loan.rate_changes if change.on > loan.disbursed_on]
    try:
        return Terms(
            principal=loan.principal,
            annual_rate=Decimal(before[-1] if before else loan.annual_rate),
            number_of_installments=loan.number_of_installments,
            method=loan.method.value,
            period=PaymentPeriod(loan.period.unit, loan.period.every),
            disbursed_on=loan.disbursed_on,
            first_due_on=loan.first_due_on,
            rate_changes=tuple(RateStep(change.on, Decimal(change.annual_rate)) for change in later),
            prepayments=tuple(Prepayment(paid.on, paid.amount, paid.effect) for paid in loan.prepayments),
        )
    except (TermsError, InvalidOperation):
        return None


def terms_as_computed(loan: Loan, table: InstallmentTable) -> tuple[Terms | None, bool]:
    """The terms with the convention that gives the lender's very table; True where there is one.

    Else with the one that all rows but a few prove, or with the usual one: what follows from them is a rough figure.
    """
    terms = terms_of(loan)
    if loan.is_computed:
        return terms, True
    found = audit_of(loan, table)
    if terms is None or found.counted_by is None or not found.is_determined:
        return terms, False
    return found.counted_by, found.agrees is True


@lru_cache(maxsize=64)
def audit_of(loan: Loan, table: InstallmentTable) -> AuditResult:
    """The finding; the last ones are remembered, because a page is built more often than a table changes.

    Called from several lanes. Records are frozen, so equal ones have one finding, whichever lane computes it.
    """
    own = own_record_of(loan)
    unknown = own.entered.unknown if own is not None else Unknown()
    return audit(terms_of(loan), rows_of(loan, table), unknown, principal=loan.principal.minor)


def rows_of(loan: Loan, table: InstallmentTable) -> list[ScheduleRow]:
    """The lender's rows as the mathematics takes them; amounts in minor units.

    What was paid early belongs to the row of the period it fell in: after the due date before, up to its own.
    """
    own = own_record_of(loan)
    if own is not None and own.entered.rows:
        # The terms know no fees: what the table says of them is taken out of the payments, and nothing else.
        fees = {facts.n: facts.fee for facts in own.entered.row_facts}
        return [
            msgspec.structs.replace(row, payment=row.payment - fees[row.n]) if fees.get(row.n) else row
            for row in own.entered.rows
        ]
    dues = [row.due for row in table.rows]
    prepaid: Counter[int] = Counter()
    for paid in loan.prepayments:
        prepaid[bisect_left(dues, paid.on)] += paid.amount.minor
    rows: list[ScheduleRow] = []
    opening = loan.principal.minor
    for index, row in enumerate(table.rows):
        principal, interest, payment, balance = (
            money.minor for money in (row.principal, row.interest, row.payment, row.balance)
        )
        early = prepaid[index]
        if loan.is_computed:
            # More than is owed is never taken: what was entered is cut to it, as in the computed table.
            early = max(0, min(early, opening - principal))
        rows.append(ScheduleRow(row.n, row.due, principal, interest, payment, early, balance))
        opening = balance
    return rows
