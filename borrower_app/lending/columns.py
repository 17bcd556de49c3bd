"""Columns of a table while it is computed, and the tight loop over rows in which nothing happens.

All amounts are whole numbers of grains: the minor unit where everything is rounded, else 10⁻³⁰ of the major unit.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct

from borrower_app.lending.rounding import Mode, divide


class RoundingTo(Struct, frozen=True):
    """A rounding mode with its unit in grains.

    `settle` above 1: the figures were cut to grains before, so that each is first settled to that many grains. Two
    thirds of something, times three, are then what they were, and no last grain rounds an exact figure up.
    """

    mode: Mode
    unit: int
    settle: int = 1

    def round(self, numerator: int, denominator: int) -> int:
        """`numerator / denominator` grains, rounded to the unit."""
        if self.settle > 1:
            numerator, denominator = divide(numerator, denominator * self.settle, "half_even") * self.settle, 1
        return divide(numerator, denominator * self.unit, self.mode) * self.unit


class InterestRule(NamedTuple):
    """The interest of row after row: balance × factor ÷ denominator, rounded."""

    factors: Iterable[int]
    denominator: int
    rounding: RoundingTo


class Columns:
    """What the rows hold, one list a column; `payments` is interest plus principal of the row."""

    def __init__(self) -> None:
        self.principals: list[int] = []
        self.interests: list[int] = []
        self.payments: list[int] = []
        self.prepaid: list[int] = []
        self.balances: list[int] = []

    def add(self, principal: int, interest: int, prepaid: int, balance: int) -> None:
        """One row in which something happened."""
        self.principals.append(principal)
        self.interests.append(interest)
        self.payments.append(principal + interest)
        self.prepaid.append(prepaid)
        self.balances.append(balance)

    def fill_prepaid(self) -> None:
        """No prepayment in the rows that a loop has added."""
        self.prepaid.extend([0] * (len(self.balances) - len(self.prepaid)))


def add_equal_payments(columns: Columns, balance: int, payment: int, interest_of: InterestRule) -> int:
    """Rows of one payment, each with its interest on the balance before it; returns the balance left.

    Stops before a row whose payment would clear the balance: that row is a last one.
    """
    add_interest, add_principal = columns.interests.append, columns.principals.append
    add_balance, before = columns.balances.append, len(columns.balances)
    factors, unit, mode = interest_of.factors, interest_of.rounding.unit, interest_of.rounding.mode
    divisor = interest_of.denominator * unit
    settles = interest_of.rounding.settle > 1
    if settles or mode in ("half_even", "none"):
        rounding, denominator = interest_of.rounding, interest_of.denominator
        for factor in factors:
            exact = balance * factor
            interest = rounding.round(exact, denominator) if settles else divide(exact, divisor, mode) * unit
            principal = payment - interest
            if principal >= balance:
                break
            balance -= principal
            add_interest(interest)
            add_principal(principal)
            add_balance(balance)
    else:
        scale, bias = 1, 0
        if mode == "half_up":
            scale, bias, divisor = 2, divisor, 2 * divisor
        elif mode == "up":
            bias = divisor - 1
        for factor in factors:
            interest = (balance * factor * scale + bias) // divisor * unit
            principal = payment - interest
            if principal >= balance:
                break
            balance -= principal
            add_interest(interest)
            add_principal(principal)
            add_balance(balance)
    columns.payments.extend([payment] * (len(columns.balances) - before))
    columns.fill_prepaid()
    return balance


def add_equal_principals(columns: Columns, balance: int, principal: int, interest_of: InterestRule) -> int:
    """Rows of one principal part; interest on the balance before the payment. Returns the rest.

    Stops before a row whose principal part would clear the balance.
    """
    rounding, denominator = interest_of.rounding, interest_of.denominator
    for factor in interest_of.factors:
        if principal >= balance:
            break
        interest = rounding.round(balance * factor, denominator)
        balance -= principal
        columns.add(principal, interest, 0, balance)
    return balance
