"""The lender's repayment table of a story: default convention, paid rows marked, rows on an unsure rate marked.

The sandbox lender has its own amortisation, written from the rules of DESIGN section 8 and not from `lending`, as a
real lender would: the app's check of a table is worth nothing against a table that the app made itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from borrower_app.lending.money import Money
from borrower_app.records.enums import RepaymentMethod
from borrower_app.records.loan import InstallmentRow, PaidEarly
from borrower_app.sandbox.scenarios.story_day import add_months

_Parts = tuple[int, int, int]
"""Principal, interest and balance of one row, in minor units."""


@dataclass(frozen=True)
class TableTerms:
    """What a monthly table follows from. Rates are per cent a year; dates are calendar dates.

    `rate_changes` hold from their date on. `prepayments` fall on due dates and shorten the term.
    """

    principal: Money
    annual_rate: str
    number_of_installments: int
    disbursed_on: dt.date
    first_due_on: dt.date
    method: RepaymentMethod = RepaymentMethod.EQUAL_INSTALLMENT
    rate_changes: tuple[tuple[dt.date, str], ...] = ()
    prepayments: tuple[PaidEarly, ...] = ()


def stated_rows(terms: TableTerms, paid_rows: int, forecast_after: dt.date | None = None) -> tuple[InstallmentRow, ...]:
    """All rows; the first `paid_rows` were posted on their due dates, those due after `forecast_after` may change."""
    currency = terms.principal.currency
    parts = _flat(terms) if terms.method is RepaymentMethod.FLAT else _equal_installments(terms)
    rows = []
    for number, (principal, interest, balance) in enumerate(parts, start=1):
        due = add_months(terms.first_due_on, number - 1)
        payment = Money(principal + interest, currency)
        paid = number <= paid_rows
        rows.append(
            InstallmentRow(
                n=number,
                due=due,
                principal=Money(principal, currency),
                interest=Money(interest, currency),
                payment=payment,
                balance=Money(balance, currency),
                paid=payment if paid else None,
                paid_on=due if paid else None,
                forecast=forecast_after is not None and due > forecast_after,
            )
        )
    return tuple(rows)


def _flat(terms: TableTerms) -> Iterator[_Parts]:
    """Interest on the original principal every month; the last row takes what rounding left."""
    total, count = terms.principal.minor, terms.number_of_installments
    interest = _round(total * Decimal(terms.annual_rate) / 1200)
    principal = _round(Decimal(total) / count)
    balance = total
    for number in range(1, count + 1):
        part = principal if number < count else balance
        balance -= part
        yield part, interest, balance


def _equal_installments(terms: TableTerms) -> Iterator[_Parts]:
    """The installment is computed anew for the first row due after a rate change, from what is known by then."""
    balance, count = terms.principal.minor, terms.number_of_installments
    early = {paid.on: paid.amount.minor for paid in terms.prepayments}
    since, rate = terms.disbursed_on, Decimal(terms.annual_rate)
    payment = 0
    for number in range(1, count + 1):
        due = add_months(terms.first_due_on, number - 1)
        factor, rate, changed = _factor(terms, since, due, rate)
        if number == 1 or changed:
            payment = _installment(balance, factor, rate / 1200, count - number)
        interest = _round(balance * factor)
        principal = balance if number == count else min(payment - interest, balance)
        balance -= principal
        balance -= min(balance, early.get(due, 0))
        yield principal, interest, balance
        if balance == 0:
            return
        since = due


def _factor(terms: TableTerms, since: dt.date, due: dt.date, rate: Decimal) -> tuple[Decimal, Decimal, bool]:
    """The month's factor, split by days at a rate change inside it; the rate at its end; whether there was one."""
    days, weighted, reached = (due - since).days, Decimal(0), since
    changed = False
    for on, following in terms.rate_changes:
        if since <= on < due:
            weighted += rate * (on - reached).days
            rate, reached, changed = Decimal(following), on, True
    weighted += rate * (due - reached).days
    return (weighted / days if changed else rate) / 1200, rate, changed


def _installment(balance: int, first: Decimal, rest: Decimal, further: int) -> int:
    """The equal payment over one month with factor `first` and `further` months with factor `rest`."""
    with localcontext() as context:
        context.prec = 50
        value = discount = 1 / (1 + first)
        for _ in range(further):
            discount /= 1 + rest
            value += discount
        return _round(balance / value)


def _round(amount: Decimal) -> int:
    return int(amount.to_integral_value(ROUND_HALF_UP))
