"""One loan in the lender's books: the loan, its table, its card and its authorisation, and what a posting changes.

Rows up to the last paid one carry what was posted; the outstanding principal is the balance after that row.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import msgspec

from borrower_app.lending.money import Money
from borrower_app.records.account import Instrument, Mandate
from borrower_app.records.loan import InstallmentRow, InstallmentTable, Loan

BookRecord = Loan | InstallmentTable | Instrument | Mandate


@dataclass(frozen=True)
class Books:
    """The records of one loan that must agree with each other to the minor unit."""

    loan: Loan
    table: InstallmentTable
    instrument: Instrument
    mandate: Mandate

    @property
    def records(self) -> tuple[BookRecord, ...]:
        """Loan, table, card and authorisation; a card shared by two loans is in both."""
        return (self.loan, self.table, self.instrument, self.mandate)

    def row(self, number: int) -> InstallmentRow:
        """The row with that installment number."""
        return self.table.rows[number - 1]

    def row_due(self, date: dt.date) -> InstallmentRow:
        """The row due on that date; raises LookupError where there is none."""
        for row in self.table.rows:
            if row.due == date:
                return row
        raise LookupError(f"no row is due on {date}")

    @property
    def next_row(self) -> InstallmentRow:
        """The first row that is not fully paid."""
        return next(row for row in self.table.rows if row.paid is None or row.paid < row.payment)

    def with_loan(self, **members: object) -> Books:
        """The same books with other members of the loan."""
        return replace(self, loan=msgspec.structs.replace(self.loan, **members))

    def settled(self, number: int, at: dt.datetime, on: dt.date | None = None, penalty: Money | None = None) -> Books:
        """The books after row `number` was fully posted at `at` with value date `on` (that day when None)."""
        row = self.row(number)
        paid = row.payment if penalty is None else row.payment + penalty
        settled_row = msgspec.structs.replace(row, paid=paid, paid_on=on or at.date(), penalty=penalty)
        loan = msgspec.structs.replace(self.loan, outstanding_principal=row.balance)
        return replace(self, loan=loan, table=self._with_row(settled_row, at))

    def partly_settled(self, number: int, amount: Money, at: dt.datetime) -> Books:
        """The books after only `amount` was posted to row `number`; interest is set off before principal."""
        row = self.row(number)
        principal_part = max(0, amount.minor - row.interest.minor)
        currency = amount.currency
        outstanding = self.loan.outstanding_principal - Money(principal_part, currency)
        loan = msgspec.structs.replace(self.loan, outstanding_principal=outstanding)
        return replace(
            self, loan=loan, table=self._with_row(msgspec.structs.replace(row, paid=amount, paid_on=at.date()), at)
        )

    def with_penalty(self, number: int, penalty: Money, at: dt.datetime) -> Books:
        """The books with penalty interest stated on row `number`."""
        return replace(self, table=self._with_row(msgspec.structs.replace(self.row(number), penalty=penalty), at))

    def _with_row(self, row: InstallmentRow, at: dt.datetime) -> InstallmentTable:
        rows = (*self.table.rows[: row.n - 1], row, *self.table.rows[row.n :])
        return msgspec.structs.replace(self.table, rows=rows, stated_at=at)
