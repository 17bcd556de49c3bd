"""Repricing: when a rate changes, to what, and which rows of a table are certain until then.

Rate = reference rate of the loan's tenor on the date the contract names + spread. Rates and spreads are dated.
Commercial loans change on their own day every 3, 6 or 12 months, provident-fund loans on 1 January (reference data,
china_facts: 重定价日, 公积金 rate).
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal

import msgspec
from msgspec import Struct

from borrower_app.lending.calendar import step
from borrower_app.lending.money import Money
from borrower_app.lending.prepayment import payment_after
from borrower_app.lending.schedule import Schedule, compute_schedule
from borrower_app.lending.terms import RateStep, Terms, TermsError


class PublishedRate(Struct, frozen=True):
    """A published rate (LPR) in per cent for a tenor such as "5Y", in force from its day of publication."""

    published_on: datetime.date
    tenor: str
    rate: Decimal


class Spread(Struct, frozen=True):
    """Basis points on top of the reference rate, agreed from a day on; may be negative."""

    since: datetime.date
    basis_points: int


class Repriced(Struct, frozen=True):
    """The payment before and after a new rate; the interest saved over the rest is negative where the rate rose."""

    on: datetime.date
    before: Money | None
    after: Money | None
    saved_interest: Money
    schedule: Schedule


def floating_rate(reference: Decimal, basis_points: int) -> Decimal:
    """Reference rate in per cent plus basis points: 3.50 and −30 give 3.20."""
    return reference + Decimal(basis_points).scaleb(-2)


def rate_on(rates: Sequence[PublishedRate], spreads: Sequence[Spread], tenor: str, on: datetime.date) -> Decimal | None:
    """The loan's rate for a day: newest rate of the tenor and newest spread by then; None where one is not known."""
    newest = newest_rate(rates, tenor, on)
    agreed = [spread for spread in spreads if spread.since <= on]
    if newest is None or not agreed:
        return None
    return floating_rate(newest.rate, max(agreed, key=lambda spread: spread.since).basis_points)


def newest_rate(rates: Sequence[PublishedRate], tenor: str, on: datetime.date) -> PublishedRate | None:
    """The rate of a tenor that was published last by a day; None where none is known."""
    known = [rate for rate in rates if rate.tenor == tenor and rate.published_on <= on]
    return max(known, key=lambda rate: rate.published_on, default=None)


def repricing_dates(
    anchor: datetime.date, every_months: int, after: datetime.date, count: int
) -> tuple[datetime.date, ...]:
    """The next `count` repricing days later than `after`; the anchor is any repricing day of the contract.

    Raises TermsError for a cycle other than 3, 6 or 12 months.
    """
    if every_months not in (3, 6, 12):
        raise TermsError("repricing cycle must be 3, 6 or 12 months; ask the lender which one holds.")
    months = (after.year - anchor.year) * 12 + after.month - anchor.month
    index = months // every_months - 1
    found: list[datetime.date] = []
    while len(found) < count:
        day = step(anchor, "month", index * every_months)
        if day > after:
            found.append(day)
        index += 1
    return tuple(found)


def provident_fund_dates(after: datetime.date, count: int) -> tuple[datetime.date, ...]:
    """The next `count` days on which a provident-fund loan takes a new rate: 1 January."""
    return tuple(datetime.date(after.year + year, 1, 1) for year in range(1, count + 1))


def certain_rows(schedule: Schedule, next_repricing: datetime.date | None) -> int:
    """How many rows are certain; the others are a forecast at today's rate.

    A row is certain when its whole interest period ends by the next repricing. None: a fixed rate, all are certain.
    """
    if next_repricing is None:
        return len(schedule.rows)
    return sum(1 for row in schedule.rows if row.due <= next_repricing)


def before_and_after(terms: Terms, on: datetime.date, new_rate: Decimal) -> Repriced:
    """What a new rate from a day on does to the payment and to the interest over the rest.

    Later rate changes of the terms stay. Before and after are the payments of the rows next to the first row whose
    interest runs wholly at the new rate; None where there is no such row.
    """
    others = tuple(change for change in terms.rate_changes if change.on != on)
    unchanged = compute_schedule(msgspec.structs.replace(terms, rate_changes=others))
    changed = compute_schedule(msgspec.structs.replace(terms, rate_changes=(*others, RateStep(on, new_rate))))
    earlier = [row for row in changed.rows if row.due <= on]
    before = changed.money(earlier[-1].payment) if earlier else None
    opening = next((row.due for row in changed.rows if row.due >= on), None)
    return Repriced(
        on,
        before,
        None if opening is None else payment_after(changed, opening),
        changed.money(unchanged.total_interest - changed.total_interest),
        changed,
    )
