"""The clauses of the story contracts: late payment, paying early, repricing."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from borrower_app.lending.money import Money, exponent
from borrower_app.records.enums import AllocationPart, CreditReporting
from borrower_app.records.loan import LateTerms, PrepaymentTerms, Repricing

LPR: Final = "LPR_5Y"
FUND_RATE: Final = "PROVIDENT_FUND_OVER_5Y"
_ALLOCATION: Final = (
    AllocationPart.COSTS,
    AllocationPart.PENALTY,
    AllocationPart.INTEREST,
    AllocationPart.PRINCIPAL,
)


def late_terms(
    grace_days: int,
    penalty_annual_rate: str = "3.90",
    credit_reporting: CreditReporting = CreditReporting.NOT_TOLD,
) -> LateTerms:
    """Late terms with their clauses; the default penalty is that of a contract rate of 2.60 % a year.

    `grace_days` 0 says that the contract grants none.
    """
    told = credit_reporting is not CreditReporting.NOT_TOLD
    return LateTerms(
        grace_days=grace_days,
        grace_clause="合同第 12 条",
        penalty_annual_rate=penalty_annual_rate,
        penalty_day_basis=360,
        penalty_clause="合同第 13 条",
        on_time_until="24:00",
        credit_reporting=credit_reporting,
        credit_reporting_clause="合同第 15 条" if told else None,
        allocation_order=_ALLOCATION,
        allocation_clause="合同第 14 条",
    )


def penalty_rate(annual_rate: str) -> str:
    """One and a half times the contract rate, in per cent a year: the story contracts' clause 13."""
    exact = Decimal(annual_rate) * Decimal("1.5")
    return f"{exact:.2f}" if exact == round(exact, 2) else str(exact.normalize())


def penalty_on(amount: Money, annual_rate: str, days: int, day_basis: int = 360) -> Money:
    """Penalty interest on an overdue amount for whole days: amount × rate × days ÷ basis, half-up to the minor unit."""
    exact = amount.to_decimal() * Decimal(annual_rate) * days / (100 * day_basis)
    minor = exact.scaleb(exponent(amount.currency)).to_integral_value(ROUND_HALF_UP)
    return Money(int(minor), amount.currency)


def prepayment_terms(currency: str = "CNY") -> PrepaymentTerms:
    """Paying early as most Chinese mortgages have it after their first year; at least 10,000 units of the currency."""
    return PrepaymentTerms(
        notice_days=15,
        minimum_amount=Money.from_decimal_text("10000", currency),
        times_a_year=2,
        waiting_months=12,
        fee_rate="0",
        clause="合同第 10 条",
    )


def lpr_repricing(next_on: dt.date, spread_basis_points: int = -90) -> Repricing:
    """A yearly repricing by LPR of five years and more."""
    return Repricing(
        reference=LPR,
        spread_basis_points=spread_basis_points,
        cycle_months=12,
        next_on=next_on,
        clause="合同第 6 条",
    )
