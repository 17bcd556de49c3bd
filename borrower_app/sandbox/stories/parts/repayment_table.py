"""The lender's repayment table of a story: default convention, paid rows marked, rows on an unsure rate marked.

The sandbox lender has its own amortisation, written from the rules of DESIGN section 8 and not from `lending`, as a
real lender would: the app's check of a table is worth nothing against a table that the app made itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from borrower_app.lending.money import Money
from borrower_app.records.enums import RepaymentMethod
from borrower_app.records.loan import InstallmentRow, PaidEarly
from borrower_app.sandbox.stories.parts.equal_installments import EqualInstallments, Parts, half_up
from borrower_app.sandbox.stories.parts.story_day import add_months


@dataclass(frozen=True)
class TableTerms:
    """What a monthly table follows from. Rates are per cent a year; dates are calendar dates.

    `rate_changes` hold from their date on. `prepayments` may fall on any day; those on a due date come after its row.
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
    rows = []
    for number, (principal, interest, balance) in enumerate(table_parts(terms), start=1):
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


def table_parts(terms: TableTerms) -> Iterator[Parts]:
    """Principal, interest and balance of every row, in minor units."""
    if terms.method is RepaymentMethod.FLAT:
        return _flat(terms)
    return EqualInstallments(
        balance=terms.principal.minor,
        annual_rate=terms.annual_rate,
        count=terms.number_of_installments,
        since=terms.disbursed_on,
        first_due_on=terms.first_due_on,
        rate_changes=terms.rate_changes,
        prepayments=terms.prepayments,
    ).parts()


def _flat(terms: TableTerms) -> Iterator[Parts]:
    """Interest on the original principal every month; the last row takes what rounding left."""
    total, count = terms.principal.minor, terms.number_of_installments
    interest = half_up(total * Decimal(terms.annual_rate) / 1200)
    principal = half_up(Decimal(total) / count)
    balance = total
    for number in range(1, count + 1):
        part = principal if number < count else balance
        balance -= part
        yield part, interest, balance
