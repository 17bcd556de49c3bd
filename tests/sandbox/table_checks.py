"""Whether a lender's table adds up: by its own sums alone."""

from __future__ import annotations

from typing import Any

import msgspec

from borrower_app.records.loan import InstallmentTable, Loan


def loan_and_table(records: dict[str, dict[str, Any]], loan_id: str) -> tuple[Loan, InstallmentTable]:
    """Both records as the app decodes them."""
    loan = msgspec.convert(records["loan"][loan_id], Loan)
    table = next(one for one in records["installment_table"].values() if one["loan_id"] == loan_id)
    return loan, msgspec.convert(table, InstallmentTable)


def faults_of(loan: Loan, table: InstallmentTable) -> list[str]:
    """Broken rules of sums and chains; empty for a table that is whole, whatever it was computed from."""
    found, balance, since = [], loan.principal.minor, loan.disbursed_on
    for number, row in enumerate(table.rows, start=1):
        early = sum(paid.amount.minor for paid in loan.prepayments if since < paid.on <= row.due)
        balance -= row.principal.minor + early
        if row.n != number:
            found.append(f"row {number} is numbered {row.n}")
        if row.payment != row.principal + row.interest:
            found.append(f"row {row.n}: parts do not make the payment")
        if row.balance.minor != balance:
            found.append(f"row {row.n}: the balance is {row.balance.minor}, not {balance}")
        if row.paid is not None and row.paid.minor > row.payment.minor + (row.penalty.minor if row.penalty else 0):
            found.append(f"row {row.n}: more was paid than was asked for")
        since = row.due
    if balance:
        found.append(f"{balance} is left at the end")
    owed = loan.principal.minor - sum(paid.amount.minor for paid in loan.prepayments)
    for row in table.rows:
        penalty = row.penalty.minor if row.penalty else 0
        paid = (
            min(row.payment.minor, row.paid.minor - (penalty if row.paid.minor > row.payment.minor else 0))
            if row.paid
            else 0
        )
        owed -= max(0, paid - row.interest.minor)
    if loan.outstanding_principal.minor != owed:
        found.append(f"outstanding is {loan.outstanding_principal.minor}, the rows leave {owed}")
    return found
