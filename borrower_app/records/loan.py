"""A loan, its contract terms as the lender states them, and the repayment table: the truth of what is owed."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta, Struct

from borrower_app.lending.money import Money
from borrower_app.records.enums import (
    AllocationPart,
    CreditReporting,
    DateShifting,
    LoanStatus,
    Product,
    RepaymentMethod,
)
from borrower_app.records.fields import (
    BasisPoints,
    Count,
    Identifier,
    InstallmentNumber,
    Instant,
    LongText,
    RateText,
    ShortText,
)


class Period(Struct, frozen=True, kw_only=True, gc=False):
    """Distance between two due dates: `every` times `unit`."""

    unit: Literal["month", "week", "day", "year"] = "month"
    every: Annotated[int, Meta(ge=1, le=400)] = 1


class Repricing(Struct, frozen=True, kw_only=True, gc=False):
    """How and when the rate changes: rate = reference rate of `reference` on the day the contract names + spread."""

    reference: ShortText
    """Name of the reference rate, as in ReferenceRate.name, e.g. LPR_5Y."""
    spread_basis_points: BasisPoints
    cycle_months: Annotated[int, Meta(ge=1, le=120)]
    next_on: dt.date
    clause: ShortText | None = None


class LateTerms(Struct, frozen=True, kw_only=True, gc=False):
    """The three clocks of being late, each with its clause; what is None was not told by the lender."""

    grace_days: Count | None = None
    grace_clause: ShortText | None = None
    penalty_annual_rate: RateText | None = None
    """Per cent a year on the overdue amount."""
    penalty_day_basis: Literal[360, 365] | None = None
    penalty_clause: ShortText | None = None
    on_time_until: ShortText | None = None
    """HH:MM in the lender's zone until which a payment on the due date is on time; 24:00 = the whole day."""
    credit_reporting: CreditReporting = CreditReporting.NOT_TOLD
    credit_reporting_clause: ShortText | None = None
    allocation_order: tuple[AllocationPart, ...] = ()
    allocation_clause: ShortText | None = None


class PrepaymentTerms(Struct, frozen=True, kw_only=True, gc=False):
    """What the contract says of paying early."""

    notice_days: Count | None = None
    minimum_amount: Money | None = None
    times_a_year: Count | None = None
    waiting_months: Count | None = None
    fee_rate: RateText | None = None
    """Fee in per cent of the prepaid principal; "0" says that there is none, None that it was not told."""
    clause: ShortText | None = None


class RateChange(Struct, frozen=True, kw_only=True, gc=False):
    """The annual rate (per cent) that holds from a calendar date on."""

    on: dt.date
    annual_rate: RateText
    reference_rate: RateText | None = None
    spread_basis_points: BasisPoints | None = None


class PaidEarly(Struct, frozen=True, kw_only=True, gc=False):
    """A prepayment that has happened."""

    on: dt.date
    amount: Money
    effect: Literal["shorter_term", "lower_installment"]


class Fee(Struct, frozen=True, kw_only=True, gc=False):
    """A fee of the contract; `on` is None where it was taken from the amount advanced."""

    name: ShortText
    amount: Money
    on: dt.date | None = None


class Loan(Struct, frozen=True, kw_only=True, gc=False):
    """One loan contract. A combined loan (组合贷) is two of these with the same `household`."""

    id: Identifier
    name: ShortText
    product: Product
    status: LoanStatus = LoanStatus.ACTIVE
    household: Identifier | None = None
    borrower_name: ShortText
    contract_reference: ShortText | None = None
    principal: Money
    """The amount lent, without interest."""
    outstanding_principal: Money
    method: RepaymentMethod
    annual_rate: RateText
    """Per cent a year, as it holds on `as_of` of the pull that brought the record."""
    advertised_rate: RateText | None = None
    reference_rate: RateText | None = None
    number_of_installments: InstallmentNumber
    period: Period = Period()
    day_count: ShortText | None = None
    disbursed_on: dt.date
    first_due_on: dt.date
    installment: Money | None = None
    """The lender's own figure of the next regular installment."""
    instrument_id: Identifier | None = None
    mandate_id: Identifier | None = None
    repricing: Repricing | None = None
    late_terms: LateTerms = LateTerms()
    prepayment_terms: PrepaymentTerms | None = None
    date_shifting: DateShifting = DateShifting.UNKNOWN
    date_shifting_clause: ShortText | None = None
    rate_changes: tuple[RateChange, ...] = ()
    prepayments: tuple[PaidEarly, ...] = ()
    fees: tuple[Fee, ...] = ()
    note: LongText | None = None

    @property
    def is_own(self) -> bool:
        """Whether nobody but the user has told of it: an own loan (`records.own_loan_record`)."""
        return False

    @property
    def is_computed(self) -> bool:
        """Whether its table is this app's own computation and nobody's statement."""
        return False


class InstallmentRow(Struct, frozen=True, kw_only=True, gc=False):
    """One row of the lender's table; `balance` is the principal left after this row's payment."""

    n: InstallmentNumber
    due: dt.date
    principal: Money
    interest: Money
    payment: Money
    balance: Money
    penalty: Money | None = None
    fee: Money | None = None
    paid: Money | None = None
    """What has been posted to this row so far."""
    paid_on: dt.date | None = None
    forecast: bool = False
    """True where the row rests on a rate that may still change."""


class InstallmentTable(Struct, frozen=True, kw_only=True, gc=False):
    """The lender's repayment table of one loan: the truth of what is owed."""

    id: Identifier
    loan_id: Identifier
    stated_at: Instant
    rows: Annotated[tuple[InstallmentRow, ...], Meta(max_length=50_000)]
