"""Arithmetic of a stated table by itself: contradictions inside a row or between rows, whatever the convention is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from borrower_app.lending.schedule import ScheduleRow

Rule = Literal["parts_sum_to_payment", "balance_chain", "last_balance_zero", "principal_sums_to_loan"]


class Contradiction(Struct, frozen=True):
    """One contradiction: the row, the rule it breaks, what the table states and what the rule expects."""

    n: int
    rule: Rule
    stated: int
    expected: int


def arithmetic_errors(rows: Sequence[ScheduleRow], principal: int | None) -> tuple[Contradiction, ...]:
    """All contradictions of a table, in row order; amounts are counted as the rows count them.

    `principal` is the loan's amount where it is known and the table starts with the first installment, else None.
    """
    found: list[Contradiction] = []
    before = principal
    for row in rows:
        parts = row.principal + row.interest
        if row.payment != parts:
            found.append(Contradiction(row.n, "parts_sum_to_payment", row.payment, parts))
        if before is not None:
            expected = before - row.principal - row.prepaid
            if row.balance != expected:
                found.append(Contradiction(row.n, "balance_chain", row.balance, expected))
        before = row.balance
    if rows and rows[-1].balance != 0:
        found.append(Contradiction(rows[-1].n, "last_balance_zero", rows[-1].balance, 0))
    repaid = sum(row.principal + row.prepaid for row in rows)
    if rows and principal is not None and repaid != principal:
        found.append(Contradiction(rows[-1].n, "principal_sums_to_loan", repaid, principal))
    return tuple(found)


def come_from_display(errors: Sequence[Contradiction], number_of_rows: int, unit: int) -> bool:
    """Whether faults of at most one unit (a row's share of one in the sum) can come from showing rounded figures."""
    return all(
        abs(error.stated - error.expected)
        <= (unit * number_of_rows if error.rule == "principal_sums_to_loan" else unit)
        for error in errors
    )
