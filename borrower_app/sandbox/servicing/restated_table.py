"""The repayment table after an amount was paid early: the rows so far stay as they are, the rest is computed anew.

Where the table follows from the contract it is computed from the contract; a table that went its own way (a clerk's,
or one with an error) goes on from its own last figures, so that sums and balances hold in any case.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

import msgspec

from borrower_app.lending.money import Money
from borrower_app.records.loan import InstallmentRow, InstallmentTable, Loan, PaidEarly
from borrower_app.sandbox.stories.parts.equal_installments import EqualInstallments, Parts
from borrower_app.sandbox.stories.parts.repayment_table import TableTerms, table_parts
from borrower_app.sandbox.stories.parts.story_day import add_months

_LOWER: Final = "lower_installment"


def restated_rows(loan: Loan, table: InstallmentTable, early: PaidEarly) -> tuple[InstallmentRow, ...]:
    """All rows of a loan with equal monthly installments after `early`, which comes after everything paid early so far.

    A row that was paid on the very day keeps its parts; only its balance sinks.
    """
    first = next((index for index, row in enumerate(table.rows) if row.due >= early.on), len(table.rows) - 1)
    stated = [_parts(row) for row in table.rows]
    computed: Sequence[Parts] = stated
    if list(table_parts(_terms(loan, loan.prepayments))) == stated:
        computed = list(table_parts(_terms(loan, (*loan.prepayments, early))))
    else:
        computed = [*stated[:first], *_rest(loan, table, early, first)]
    by_number = {row.n: row for row in table.rows}
    rows = list(table.rows[:first])
    for number, parts in enumerate(computed[first:], start=table.rows[first].n):
        due = add_months(loan.first_due_on, number - 1)
        rows.append(_row(number, due, parts, by_number.get(number), loan.principal.currency))
    return tuple(rows)


def _parts(row: InstallmentRow) -> Parts:
    return row.principal.minor, row.interest.minor, row.balance.minor


def _row(number: int, due: dt.date, parts: Parts, before: InstallmentRow | None, currency: str) -> InstallmentRow:
    principal, interest, balance = (Money(minor, currency) for minor in parts)
    if before is not None and (before.principal, before.interest) == (principal, interest):
        return msgspec.structs.replace(before, balance=balance)
    return InstallmentRow(
        n=number,
        due=due,
        principal=principal,
        interest=interest,
        payment=principal + interest,
        balance=balance,
        forecast=before is not None and before.forecast,
    )


def _terms(loan: Loan, prepayments: tuple[PaidEarly, ...]) -> TableTerms:
    at_start = [change.annual_rate for change in loan.rate_changes if change.on <= loan.disbursed_on]
    return TableTerms(
        principal=loan.principal,
        annual_rate=at_start[-1] if at_start else loan.annual_rate,
        number_of_installments=loan.number_of_installments,
        disbursed_on=loan.disbursed_on,
        first_due_on=loan.first_due_on,
        rate_changes=_changes_after(loan, loan.disbursed_on),
        prepayments=prepayments,
    )


def _changes_after(loan: Loan, day: dt.date) -> tuple[tuple[dt.date, str], ...]:
    return tuple((change.on, change.annual_rate) for change in loan.rate_changes if change.on > day)


def _rest(loan: Loan, table: InstallmentTable, early: PaidEarly, first: int) -> list[Parts]:
    """The rows from index `first` on, from the table's own figures before them."""
    rows, row = table.rows, table.rows[first]
    balance = rows[first - 1].balance.minor if first else loan.principal.minor
    since = rows[first - 1].due if first else loan.disbursed_on
    kept: list[Parts] = []
    prepayments: tuple[PaidEarly, ...] = (early,)
    payment: int | None = row.payment.minor
    number = row.n
    if early.on >= row.due:
        left = max(0, row.balance.minor - early.amount.minor)
        kept = [(row.principal.minor, row.interest.minor, left)]
        if left == 0 or first + 1 == len(rows):
            return kept
        balance, since, number, prepayments = left, row.due, rows[first + 1].n, ()
        payment = None if early.effect == _LOWER else rows[first + 1].payment.minor
    at_start = [change.annual_rate for change in loan.rate_changes if change.on <= since]
    rest = EqualInstallments(
        balance=balance,
        annual_rate=at_start[-1] if at_start else loan.annual_rate,
        count=rows[-1].n,
        since=since,
        first_due_on=loan.first_due_on,
        rate_changes=_changes_after(loan, since),
        prepayments=prepayments,
        number=number,
        payment=payment,
    )
    return [*kept, *rest.parts()]
