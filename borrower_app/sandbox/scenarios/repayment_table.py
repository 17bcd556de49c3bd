"""The lender's repayment table of a story: default convention, paid rows marked, rows on an unsure rate marked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from borrower_app.lending.money import Money
from borrower_app.records.enums import RepaymentMethod
from borrower_app.records.loan import InstallmentRow, PaidEarly
from borrower_app.sandbox.scenarios.story_day import add_months


@dataclass(frozen=True)
class TableTerms:
    """What a monthly table follows from. Rates are per cent a year; dates are calendar dates."""

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
    factor = Decimal(terms.annual_rate) / 1200
    count = terms.number_of_installments
    growth = (1 + factor) ** count
    payment = int((terms.principal.minor * factor * growth / (growth - 1)).to_integral_value(ROUND_HALF_UP))
    balance = terms.principal.minor
    rows = []
    for number in range(1, count + 1):
        interest = int((balance * factor).to_integral_value(ROUND_HALF_UP))
        principal = payment - interest if number < count else balance
        balance -= principal
        due = add_months(terms.first_due_on, number - 1)
        total = Money(principal + interest, currency)
        paid = number <= paid_rows
        rows.append(
            InstallmentRow(
                n=number,
                due=due,
                principal=Money(principal, currency),
                interest=Money(interest, currency),
                payment=total,
                balance=Money(balance, currency),
                paid=total if paid else None,
                paid_on=due if paid else None,
                forecast=forecast_after is not None and due > forecast_after,
            )
        )
    return tuple(rows)
