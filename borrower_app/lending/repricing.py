"""Repricing: the rate a loan takes next, and what it does to the payment.

Rate = newest reference rate of the loan's tenor + the spread of the contract, in basis points.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal

import msgspec
from msgspec import Struct

from borrower_app.lending.money import Money
from borrower_app.lending.prepayment import payment_after
from borrower_app.lending.schedule import compute_schedule
from borrower_app.lending.terms import RateStep, Terms


class PublishedRate(Struct, frozen=True):
    """A published rate (LPR) in per cent for a tenor such as "5Y", in force from its day of publication."""

    published_on: datetime.date
    tenor: str
    rate: Decimal


class Repriced(Struct, frozen=True):
    """The payment before and after a new rate."""

    before: Money | None
    after: Money | None


def floating_rate(reference: Decimal, basis_points: int) -> Decimal:
    """Reference rate in per cent plus basis points: 3.50 and −30 give 3.20."""
    return reference + Decimal(basis_points).scaleb(-2)


def newest_rate(rates: Sequence[PublishedRate], tenor: str, on: datetime.date) -> PublishedRate | None:
    """The rate of a tenor that was published last by a day; None where none is known."""
    known = [rate for rate in rates if rate.tenor == tenor and rate.published_on <= on]
    return max(known, key=lambda rate: rate.published_on, default=None)


def before_and_after(terms: Terms, on: datetime.date, new_rate: Decimal) -> Repriced:
    """What a new rate from a day on does to the payment.

    Later rate changes of the terms stay. Before and after are the payments of the rows next to the first row whose
    interest runs wholly at the new rate; None where there is no such row.
    """
    others = tuple(change for change in terms.rate_changes if change.on != on)
    changed = compute_schedule(msgspec.structs.replace(terms, rate_changes=(*others, RateStep(on, new_rate))))
    earlier = [row for row in changed.rows if row.due <= on]
    before = changed.money(earlier[-1].payment) if earlier else None
    opening = next((row.due for row in changed.rows if row.due >= on), None)
    return Repriced(before, None if opening is None else payment_after(changed, opening))
