"""Annual cost: what a loan really costs a year, fees and flat interest included (DESIGN section 8, `annual-cost`).

The rate of one period is the only one at which the payments are worth what was advanced. Nominal is that rate times
the periods of a year, effective is that rate compounded over them; both in per cent, half-up to two places.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Any, Final

from msgspec import Struct

from borrower_app.lending.calendar import PERIODS_A_YEAR
from borrower_app.lending.json_fields import read_list, read_minor, read_object
from borrower_app.lending.money import CurrencyMismatch, Money
from borrower_app.lending.terms import PaymentPeriod, TermsError
from borrower_app.lending.terms_json import read_period

MOST_PAYMENTS: Final = 12_000

_PRECISION: Final = 60
_CERTAIN: Final = Decimal(1).scaleb(-30)  # a figure this close to a half is a half
_TWO_PLACES: Final = Decimal("0.01")
_READING_CURRENCY: Final = "KWD"  # amounts of unknown currency are read with three decimals


class AnnualCost(Struct, frozen=True):
    """Yearly cost in per cent, two places: simple (单利) and compounded (复利, IRR)."""

    nominal: Decimal
    effective: Decimal


def _worth(payments: Sequence[int], discount: Decimal) -> tuple[Decimal, Decimal]:
    """What the payments are worth at a discount a period, and how steeply that grows with the discount."""
    worth = slope = Decimal(0)
    for payment in reversed(payments):
        slope = slope * discount + worth
        worth = worth * discount + payment
    return worth * discount, slope * discount + worth


def _discount(advanced: int, payments: Sequence[int]) -> Decimal:
    """The discount at which the payments are worth the advance: halving to find it, Newton's rule to be exact."""
    low, high = Decimal(0), Decimal(1)
    while _worth(payments, high)[0] < advanced:
        low, high = high, 2 * high
    while high - low > high / 1000:
        middle = (low + high) / 2
        if _worth(payments, middle)[0] < advanced:
            low = middle
        else:
            high = middle
    # The worth is convex in the discount, so that Newton's rule from above never overshoots.
    while True:
        worth, slope = _worth(payments, high)
        better = high - (worth - advanced) / slope
        if high - better <= high.scaleb(8 - _PRECISION):
            return better
        high = better


def _per_cent(value: Decimal) -> Decimal:
    settled = (value * 100).quantize(_CERTAIN)
    return settled.quantize(_TWO_PLACES, ROUND_HALF_UP) + 0  # never "-0.00"


def _cost(advanced: int, payments: Sequence[int], period: PaymentPeriod) -> AnnualCost:
    if advanced <= 0:
        raise TermsError("advanced must be more than zero; correct it.")
    if not payments or min(payments) < 0 or max(payments) == 0:
        raise TermsError("payments must hold amounts of which none is negative and one is above zero; correct it.")
    with localcontext(Context(prec=_PRECISION)):
        rate = 1 / _discount(advanced, payments) - 1
        periods = Decimal(PERIODS_A_YEAR[period.unit]) / period.every
        try:
            return AnnualCost(_per_cent(rate * periods), _per_cent((1 + rate) ** periods - 1))
        except ArithmeticError as error:
            raise TermsError("payments lead to a yearly cost beyond any figure; correct them.") from error


def annual_cost(advanced: Money, payments: Sequence[Money], period: PaymentPeriod) -> AnnualCost:
    """The yearly cost of receiving `advanced` (fees already taken off) and paying one amount at each period's end.

    Raises CurrencyMismatch for mixed currencies and TermsError where no cost follows.
    """
    if any(payment.currency != advanced.currency for payment in payments):
        raise CurrencyMismatch("the payments are not in the currency of the advance")
    return _cost(advanced.minor, [payment.minor for payment in payments], period)


def annual_cost_from_json(value: object) -> dict[str, Any]:
    """What `borrower-app annual-cost` prints for one object; raises TermsError with a sentence for bad input."""
    fields = read_object("", value, ("advanced", "period", "payments"), ("advanced", "payments"))
    advanced = read_minor("advanced", fields["advanced"], _READING_CURRENCY)
    payments = [
        read_minor("payments", payment, _READING_CURRENCY)
        for payment in read_list("payments", fields["payments"], MOST_PAYMENTS)
    ]
    period = read_period(fields["period"]) if "period" in fields else PaymentPeriod()
    cost = _cost(advanced, payments, period)
    return {"nominal_annual_rate": str(cost.nominal), "effective_annual_rate": str(cost.effective)}
