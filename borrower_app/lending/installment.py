"""The equal installment, exact: the payment that brings the balance to zero with the period factors actually used.

With growth g = 1 + factor of each later row, a balance X at the end of row k (its interest included, nothing paid)
is repaid by A at the end of rows k … n when A = X · Πg ÷ (1 + g_n + g_n·g_(n-1) + …). Whole numbers carry both sides,
so that a half unit is a half unit.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import gcd

from borrower_app.lending.year_fractions import RATE_SCALE, YearFractions


def reduced(rate: int, fractions: YearFractions) -> tuple[int, int]:
    """Rate and common denominator for which a row's factor is `rate · numerators[row] / denominator`."""
    common = gcd(rate, RATE_SCALE)
    return rate // common, RATE_SCALE // common * fractions.denominator


@lru_cache(maxsize=256)
def annuity(fractions: YearFractions, scaled_rate: int, row: int, end: int) -> tuple[int, int]:
    """(s, t) such that s / t of the balance with interest at the end of `row` is the equal payment of rows row … end-1.

    `scaled_rate` is the annual rate as `terms.scaled_rate` counts it; rows count from 0, `end` is not included.
    """
    rate, denominator = reduced(scaled_rate, fractions)
    if rate == 0:
        return 1, end - row
    if fractions.even_after_first and end - row > 1:
        factor = rate * fractions.numerators[row + 1]
        common = gcd(factor, denominator)
        factor, base = factor // common, denominator // common
        grown = (base + factor) ** (end - row - 1)
        return grown * factor, grown * (base + factor) - base ** (end - row)
    share, total = 1, 1
    for numerator in reversed(fractions.numerators[row + 1 : end]):
        share *= denominator + rate * numerator
        total = total * denominator + share
    return share, total


@lru_cache(maxsize=256)
def equal_periods_annuity(scaled_rate: int, period: Fraction, number: int) -> tuple[int, int]:
    """(s, t) such that s / t of the balance is the equal payment of `number` periods of the same length.

    The formula that banks print: balance · i · (1 + i)ⁿ ÷ ((1 + i)ⁿ − 1).
    """
    factor = Fraction(scaled_rate, RATE_SCALE) * period
    if not factor:
        return 1, number
    grown = (factor.denominator + factor.numerator) ** number
    return factor.numerator * grown, factor.denominator * (grown - factor.denominator**number)
