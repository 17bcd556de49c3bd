"""Flat interest: every row carries interest on the whole first amount; nothing can happen on the way.

What the contract charges in all is exact: rate × time × amount, rounded once. The payments are rounded to the
installment's unit, and the last row absorbs what is left of principal and interest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from borrower_app.lending.columns import Columns, RoundingTo
from borrower_app.lending.installment import reduced
from borrower_app.lending.terms import Terms, scaled_rate

if TYPE_CHECKING:
    from borrower_app.lending.year_fractions import YearFractions


def add_flat_rows(
    columns: Columns,
    terms: Terms,
    fractions: YearFractions,
    grains_a_minor: int,
    roundings: tuple[RoundingTo, RoundingTo],
    limit: int,
) -> int | None:
    """Add the first `limit` rows; returns the installment, None with a fixed principal part.

    `roundings` are those of the installment and of the interest, in grains.
    """
    of_installment, of_interest = roundings
    rate, denominator = reduced(scaled_rate(terms.annual_rate), fractions)
    lent = balance = terms.principal.minor * grains_a_minor
    factors = [lent * rate * numerator for numerator in fractions.numerators]
    left = of_interest.round(sum(factors), denominator)
    repaying = terms.number_of_installments - terms.grace.principal_periods
    stated, fixed = (
        None if amount is None else amount.minor * grains_a_minor
        for amount in (terms.stated_installment, terms.fixed_principal)
    )

    def payment_of(factor: int) -> int:
        if stated is not None:
            return stated
        return of_installment.round(lent * denominator + factor * repaying, denominator * repaying)

    carried = 0
    for row, factor in enumerate(factors[:limit]):
        own = min(of_interest.round(factor, denominator), left)
        if row < terms.grace.principal_periods:
            principal = 0
        elif fixed is not None:
            principal = fixed
        else:
            # A payment rounded below the interest repays nothing; one that the lender stated is used as it is.
            principal = payment_of(factor) - own
            principal = principal if stated is not None else max(0, principal)
        ends = row == terms.number_of_installments - 1 or principal >= balance
        if ends:
            principal, own = balance, left
        balance, left = balance - principal, left - own
        if row < terms.grace.interest_periods and not ends:
            carried, own = carried + own, 0
        else:
            own, carried = own + carried, 0
        columns.add(principal, own, 0, balance)
        if ends:
            break
    return None if fixed is not None else payment_of(factors[0])
