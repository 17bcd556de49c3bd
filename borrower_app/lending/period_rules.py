"""Period rules: how lenders count a first period, a period in which something changes, and what is paid for it.

Whole periods follow `day_count`. Everything here is optional in `schedule`; None is what `day_count` itself says.
"""

from __future__ import annotations

import datetime
from typing import Final, Literal

from msgspec import Struct

from borrower_app.lending.money import Money

FirstPeriod = Literal[
    "twelfth", "whole", "actual/360", "actual/365", "actual/month", "30/360", "months_and_days/360"
]  # fmt: skip
"""`twelfth`: one period's share of the year, however long it is. `whole`: what `day_count` gives the whole period that
ends on the first due date. `actual/360`, `actual/365`: its days over so many. `actual/month`: whole periods, and a part
of one by its days over the days of that period. `30/360`: months of 30 days. `months_and_days/360`: whole periods, and
the odd days over 360."""

BrokenPeriod = Literal[
    "twelfth", "twelfth_new", "whole", "whole_new", "actual/360", "actual/365", "actual/month", "30/360"
]  # fmt: skip
"""A period in which a rate or the balance changes. `twelfth` and `whole` do not split it: it counts with the rate and
the balance of its beginning (`…_new`: of its end). The others split it at the day of the change."""

FIRST_PERIODS: Final[tuple[FirstPeriod, ...]] = (
    "actual/month",
    "twelfth",
    "whole",
    "actual/360",
    "actual/365",
    "30/360",
    "months_and_days/360",
)
BROKEN_PERIODS: Final[tuple[BrokenPeriod, ...]] = (
    "actual/month",
    "actual/360",
    "actual/365",
    "30/360",
    "twelfth",
    "twelfth_new",
    "whole",
    "whole_new",
)

SPLITTING: Final[tuple[BrokenPeriod | None, ...]] = (None, "actual/month", "actual/360", "actual/365", "30/360")

InstallmentBy = Literal["actual_periods", "equal_periods"]
OddPeriod = Literal["installment", "difference"]
NewInstallment = Literal["at_once", "next_row"]

INSTALLMENTS_BY: Final[tuple[InstallmentBy, ...]] = ("actual_periods", "equal_periods")
ODD_PERIODS: Final[tuple[OddPeriod, ...]] = ("installment", "difference")
NEW_INSTALLMENTS: Final[tuple[NewInstallment, ...]] = ("at_once", "next_row")


class PaymentRule(Struct, frozen=True):
    """Where the equal installment comes from, and what is paid for a period that is not a whole one.

    `installment_by`: the period factors actually used, or the formula for periods of the same length. `odd_period`: the
    installment is paid (its principal part gives way), or the principal part is that of a whole period and the
    difference of interest is paid on top. `new_installment`: from the row of the change on, or from the next one.
    """

    installment_by: InstallmentBy = "actual_periods"
    odd_period: OddPeriod = "installment"
    new_installment: NewInstallment = "at_once"


USUAL: Final = PaymentRule()
WITH_DIFFERENCE: Final = PaymentRule("equal_periods", "difference")
"""What holds where a first or broken period has a rule of its own and the terms say nothing else."""


class RenewedInstallment(Struct, frozen=True):
    """The lender's own figure for the installment from the row due on this day."""

    on: datetime.date
    amount: Money
