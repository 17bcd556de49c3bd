"""The app's own mathematics, fed with nothing but the loan record, comes to the table the sandbox lender states."""

from __future__ import annotations

from decimal import Decimal

from borrower_app.lending.schedule import compute_schedule
from borrower_app.lending.terms import METHODS, Prepayment, RateStep, Terms
from borrower_app.records.loan import InstallmentTable, Loan
from borrower_app.sandbox.stories import Story

WRONG_BY_DESIGN = {"table_wrong"}


def _terms(loan: Loan) -> Terms:
    first = [change.annual_rate for change in loan.rate_changes if change.on <= loan.disbursed_on]
    return Terms(
        principal=loan.principal,
        annual_rate=Decimal(first[0] if first else loan.annual_rate),
        number_of_installments=loan.number_of_installments,
        method=next(method for method in METHODS if method == loan.method.value),
        disbursed_on=loan.disbursed_on,
        first_due_on=loan.first_due_on,
        rate_changes=tuple(
            RateStep(on=change.on, annual_rate=Decimal(change.annual_rate))
            for change in loan.rate_changes
            if change.on > loan.disbursed_on
        ),
        prepayments=tuple(Prepayment(on=paid.on, amount=paid.amount, effect=paid.effect) for paid in loan.prepayments),
    )


def test_every_table_recomputes_exactly_but_the_wrong_one(tellings: tuple[Story, ...]) -> None:
    for story in tellings:
        tables = {record.loan_id: record for record in story.records if isinstance(record, InstallmentTable)}
        for loan in (record for record in story.records if isinstance(record, Loan)):
            computed = [
                (row.n, row.due, row.principal, row.interest, row.payment, row.balance)
                for row in compute_schedule(_terms(loan)).rows
            ]
            stated = [
                (row.n, row.due, row.principal.minor, row.interest.minor, row.payment.minor, row.balance.minor)
                for row in tables[loan.id].rows
            ]
            assert (computed == stated) == (story.name not in WRONG_BY_DESIGN), (story.name, story.start, loan.id)
