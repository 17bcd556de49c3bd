"""From a candidate without faults to the rows of an own loan; what the file leaves out follows from the rest."""

from __future__ import annotations

from borrower_app.imports.candidate import Candidate, RowRead
from borrower_app.lending.schedule import ScheduleRow
from borrower_app.records.own_loan import MOST_ROWS, DerivedColumn


class NotUsable(ValueError):
    """The candidate has faults, or too many rows; the user has to see to it first."""


def rows_of(candidate: Candidate, lent: int) -> tuple[tuple[ScheduleRow, ...], tuple[DerivedColumn, ...]]:
    """The rows, and the columns that were not in the file: a number is counted, a payment is the sum of its parts, a
    part is the payment less the other, the balance is what is lent (minor units) less the principal paid so far.

    Raises NotUsable.
    """
    if not candidate.is_usable or len(candidate.rows) > MOST_ROWS:
        raise NotUsable
    derived: list[DerivedColumn] = [
        name for name in ("n", "principal", "interest", "payment", "balance") if not candidate.has(name)
    ]
    rows: list[ScheduleRow] = []
    balance = lent
    for number, read in enumerate(candidate.rows, start=1):
        principal, interest, payment = _parts(read)
        prepaid = read.prepaid or 0
        balance = balance - principal - prepaid if read.balance is None else read.balance
        if read.due is None or payment < 0 or interest < 0 or balance < 0:
            raise NotUsable
        rows.append(ScheduleRow(read.n or number, read.due, principal, interest, payment, prepaid, balance))
    return tuple(rows), tuple(derived)


def _parts(read: RowRead) -> tuple[int, int, int]:
    principal, interest, payment = read.principal, read.interest, read.payment
    if principal is None and interest is not None and payment is not None:
        return payment - interest, interest, payment
    if interest is None and principal is not None and payment is not None:
        return principal, payment - principal, payment
    if payment is None and principal is not None and interest is not None:
        return principal, interest, principal + interest
    if principal is None or interest is None or payment is None:
        raise NotUsable
    return principal, interest, payment
