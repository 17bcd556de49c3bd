"""A combined loan (组合贷) month by month: each part with its own due day and payment, and what they come to together.

A part is a loan of its own; a month without a row of one part still holds the others.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Generic, Protocol, TypeVar

from msgspec import Struct


class PartRow(Protocol):
    """What is needed of a part's row; amounts are whole numbers of one unit, the same for all parts."""

    @property
    def due(self) -> datetime.date:
        """The due date."""

    @property
    def principal(self) -> int:
        """The principal part of the payment."""

    @property
    def interest(self) -> int:
        """The interest part of the payment."""

    @property
    def payment(self) -> int:
        """What is to be paid."""

    @property
    def balance(self) -> int:
        """The principal left after it."""


Row = TypeVar("Row", bound=PartRow)


class CombinedMonth(Struct, Generic[Row], frozen=True):
    """One calendar month: each part's rows in it, by part, and the sums over all of them.

    `balance` is the principal left of all parts after this month; a part that has not begun counts with its first row's
    opening principal, one that has ended with nothing.
    """

    year: int
    month: int
    rows: Mapping[str, tuple[Row, ...]]
    principal: int
    interest: int
    payment: int
    balance: int


def combine(parts: Mapping[str, Sequence[Row]]) -> tuple[CombinedMonth[Row], ...]:
    """The months in which anything is due, in order; a part without rows takes no part. Rows are in order of time.

    The amounts must be of one currency: the caller sees to that.
    """
    by_month: dict[tuple[int, int], dict[str, list[Row]]] = {}
    left = {}
    for part, rows in parts.items():
        for row in rows:
            by_month.setdefault((row.due.year, row.due.month), {}).setdefault(part, []).append(row)
        if rows:
            left[part] = rows[0].balance + rows[0].principal
    months = []
    for year, month in sorted(by_month):
        of_parts = by_month[year, month]
        for part, rows in of_parts.items():
            left[part] = rows[-1].balance
        every = [row for rows in of_parts.values() for row in rows]
        months.append(
            CombinedMonth(
                year,
                month,
                {part: tuple(of_parts[part]) for part in parts if part in of_parts},
                sum(row.principal for row in every),
                sum(row.interest for row in every),
                sum(row.payment for row in every),
                sum(left.values()),
            )
        )
    return tuple(months)
