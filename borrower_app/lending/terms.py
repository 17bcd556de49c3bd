"""Terms: everything a repayment schedule follows from, as frozen values whose bounds are checked when they are made.

The words and defaults are those of `schedule` in DESIGN section 8. Rates are per cent a year.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal

from msgspec import Struct

from borrower_app.lending.calendar import UNITS, Unit, days_between, due_dates, month_length, step
from borrower_app.lending.money import Money, exponent
from borrower_app.lending.period_rules import (
    BROKEN_PERIODS,
    FIRST_PERIODS,
    INSTALLMENTS_BY,
    NEW_INSTALLMENTS,
    ODD_PERIODS,
    USUAL,
    WITH_DIFFERENCE,
    BrokenPeriod,
    FirstPeriod,
    PaymentRule,
    RenewedInstallment,
)
from borrower_app.lending.rounding import MODES, Mode

Method = Literal["equal_installment", "equal_principal", "flat", "interest_only", "bullet"]
DayCount = Literal["30/360", "actual/360", "actual/364", "actual/365", "actual/actual"]
Effect = Literal["shorter_term", "lower_installment"]

METHODS: Final[tuple[Method, ...]] = ("equal_installment", "equal_principal", "flat", "interest_only", "bullet")
DAY_COUNTS: Final[tuple[DayCount, ...]] = ("30/360", "actual/360", "actual/364", "actual/365", "actual/actual")
EFFECTS: Final[tuple[Effect, ...]] = ("shorter_term", "lower_installment")

MOST_INSTALLMENTS: Final = 1200
MOST_EVENTS: Final = 1200
LONGEST_FIRST_PERIOD: Final = 5 * 366  # days
EARLIEST: Final = datetime.date(1900, 1, 1)
HIGHEST_RATE: Final = Decimal(1_000_000)


class TermsError(ValueError):
    """Terms that cannot be used. The text is one plain sentence that names the field and says what to do."""


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise TermsError(f"{name} must be one of {', '.join(allowed)}; choose one of these.")


def _whole(name: str, value: int, least: int, most: int) -> None:
    if type(value) is not int or not least <= value <= most:
        raise TermsError(f"{name} must be a whole number from {least} to {most}; correct it.")


def _rate(name: str, value: Decimal) -> None:
    if not isinstance(value, Decimal) or not value.is_finite():
        raise TermsError(f"{name} must be a decimal figure in per cent; correct it.")
    if not 0 <= value < HIGHEST_RATE:
        raise TermsError(f"{name} must not be negative and must stay below {HIGHEST_RATE} per cent; correct it.")
    if scaled_rate(value) != value.scaleb(8):
        raise TermsError(f"{name} has more than eight decimals; shorten it.")


def _day(name: str, value: datetime.date) -> None:
    if type(value) is not datetime.date or value < EARLIEST:
        raise TermsError(f"{name} must be a calendar date from 1900 on; correct it.")


def _above_zero(name: str, value: Money | None) -> None:
    if value is not None and value.minor <= 0:
        raise TermsError(f"{name} must be more than zero; correct it.")


@lru_cache(maxsize=256)
def scaled_rate(rate: Decimal) -> int:
    """A rate in per cent as a count of 10⁻¹⁰ of the principal a year."""
    return int(rate.scaleb(8))


class PaymentPeriod(Struct, frozen=True):
    """The time from one due date to the next: every `every` units."""

    unit: Unit = "month"
    every: int = 1

    def __post_init__(self) -> None:
        _one_of("period.unit", self.unit, UNITS)
        _whole("period.every", self.every, 1, 1000)


class Rounding(Struct, frozen=True):
    """How the installment and each period's interest are rounded; units in major units of the currency.

    A unit of None is the currency's minor unit (0.01 for CNY, 1 for JPY).
    """

    installment: Mode = "half_up"
    installment_unit: Decimal | None = None
    interest: Mode = "half_up"
    unit: Decimal | None = None

    def __post_init__(self) -> None:
        _one_of("rounding.installment", self.installment, MODES)
        _one_of("rounding.interest", self.interest, MODES)
        for name, unit in (("installment_unit", self.installment_unit), ("unit", self.unit)):
            if unit is None:
                continue
            if not (isinstance(unit, Decimal) and unit.is_finite() and 0 < unit <= 1_000_000):
                raise TermsError(f"rounding.{name} must be a decimal above 0 and at most 1000000; correct it.")
            if unit.scaleb(8) % 1:
                raise TermsError(f"rounding.{name} has more than eight decimals; shorten it.")


class RateStep(Struct, frozen=True):
    """From this day on interest runs at a new rate (per cent a year)."""

    on: datetime.date
    annual_rate: Decimal


class Prepayment(Struct, frozen=True):
    """An amount paid before it is due; a day that is a due date means: after that day's row."""

    on: datetime.date
    amount: Money
    effect: Effect


class Grace(Struct, frozen=True):
    """Rows at the start without principal, and rows whose interest falls due with the first row after them."""

    principal_periods: int = 0
    interest_periods: int = 0


class Terms(Struct, frozen=True):
    """What was agreed. Raises TermsError for values that contradict each other or lie out of bounds.

    `due_day`: the day of the month (29 to 31) that due dates come back to after a shorter month; None: the day of the
    first due date. `payment_rule` None: see `how_paid`.
    """

    principal: Money
    annual_rate: Decimal
    number_of_installments: int
    method: Method = "equal_installment"
    period: PaymentPeriod = PaymentPeriod()
    disbursed_on: datetime.date = datetime.date(2026, 1, 20)
    first_due_on: datetime.date | None = None
    day_count: DayCount = "30/360"
    rounding: Rounding = Rounding()
    rate_changes: tuple[RateStep, ...] = ()
    prepayments: tuple[Prepayment, ...] = ()
    grace: Grace = Grace()
    stated_installment: Money | None = None
    fixed_principal: Money | None = None
    first_period: FirstPeriod | None = None
    broken_period: BrokenPeriod | None = None
    payment_rule: PaymentRule | None = None
    renewed_installments: tuple[RenewedInstallment, ...] = ()
    due_day: int | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.principal, Money):
            raise TermsError("principal must be an amount of money; correct it.")
        _above_zero("principal", self.principal)
        _rate("annual_rate", self.annual_rate)
        _whole("number_of_installments", self.number_of_installments, 1, MOST_INSTALLMENTS)
        _one_of("method", self.method, METHODS)
        _one_of("day_count", self.day_count, DAY_COUNTS)
        self._check_dates()
        if self.rate_changes or self.prepayments:
            self._check_events()
        if self.grace != _NO_GRACE:
            most = self.number_of_installments - 1
            _whole("grace.principal_periods", self.grace.principal_periods, 0, most)
            _whole("grace.interest_periods", self.grace.interest_periods, 0, most)
        if self.stated_installment is not None or self.fixed_principal is not None:
            self._check_stated_figures()
        if self.first_period or self.broken_period or self.payment_rule or self.renewed_installments:
            self._check_rules()

    @property
    def currency(self) -> str:
        """The ISO 4217 currency of every amount of these terms."""
        return self.principal.currency

    @property
    def first_due(self) -> datetime.date:
        """The first due date: as agreed, or one period after the loan was paid out."""
        if self.first_due_on is not None:
            return self.first_due_on
        return step(self.disbursed_on, self.period.unit, self.period.every)

    @property
    def dues(self) -> tuple[datetime.date, ...]:
        """All due dates by the terms (a prepayment may end the loan before the last one)."""
        period = self.period
        return due_dates(self.first_due, period.unit, period.every, self.number_of_installments, self.due_day)

    @property
    def how_paid(self) -> PaymentRule:
        """The payment rule that holds: as told, else what goes with a rule for a first or a broken period."""
        if self.payment_rule is not None:
            return self.payment_rule
        return USUAL if self.first_period is None and self.broken_period is None else WITH_DIFFERENCE

    def _check_dates(self) -> None:
        _day("disbursed_on", self.disbursed_on)
        try:
            first = self.first_due
            regular = step(self.disbursed_on, self.period.unit, self.period.every)
            step(first, self.period.unit, self.period.every * (self.number_of_installments - 1))
        except (ValueError, OverflowError) as error:
            raise TermsError("number_of_installments leads beyond the year 9999; shorten the term.") from error
        _day("first_due_on", first)
        if first <= self.disbursed_on:
            raise TermsError("first_due_on must lie after disbursed_on; correct one of the two.")
        if first > regular and days_between(self.disbursed_on, first) > LONGEST_FIRST_PERIOD:
            raise TermsError("first_due_on lies more than five years after disbursed_on; correct one of the two.")
        if self.due_day is not None:
            _whole("due_day", self.due_day, 29, 31)
            if self.period.unit not in ("month", "year"):
                raise TermsError("due_day needs a period of months or years; leave it out.")
            if first.day != min(self.due_day, month_length(first)):
                raise TermsError(f"due_day {self.due_day} does not fit first_due_on {first}; correct one of the two.")

    def _check_events(self) -> None:
        if self.method == "flat":
            name = "rate_changes" if self.rate_changes else "prepayments"
            raise TermsError(f"{name} cannot be used with method flat; leave them out or choose another method.")
        for name, events in (("rate_changes", self.rate_changes), ("prepayments", self.prepayments)):
            if len(events) > MOST_EVENTS:
                raise TermsError(f"{name} has more than {MOST_EVENTS} entries; shorten the list.")
        seen: set[datetime.date] = set()
        for change in self.rate_changes:
            _day("rate_changes.on", change.on)
            _rate("rate_changes.annual_rate", change.annual_rate)
            if change.on in seen:
                raise TermsError(f"rate_changes has two rates for {change.on}; keep one of them.")
            seen.add(change.on)
        for prepayment in self.prepayments:
            _day("prepayments.on", prepayment.on)
            _one_of("prepayments.effect", prepayment.effect, EFFECTS)
            _above_zero("prepayments.amount", prepayment.amount)
            self._check_currency("prepayments.amount", prepayment.amount)
            if prepayment.on < self.disbursed_on:
                raise TermsError(f"prepayments.on {prepayment.on} lies before disbursed_on; correct the date.")

    def _check_stated_figures(self) -> None:
        for name, amount in (
            ("stated_installment", self.stated_installment),
            ("fixed_principal", self.fixed_principal),
        ):
            _above_zero(name, amount)
            if amount is not None:
                self._check_currency(name, amount)
        if self.stated_installment is not None and self.fixed_principal is not None:
            raise TermsError("stated_installment and fixed_principal exclude each other; leave one of them out.")
        if self.stated_installment is not None and self.method not in ("equal_installment", "flat"):
            raise TermsError(f"stated_installment cannot be used with method {self.method}; leave it out.")
        if self.fixed_principal is not None and self.method in ("interest_only", "bullet"):
            raise TermsError(f"fixed_principal cannot be used with method {self.method}; leave it out.")

    def _check_rules(self) -> None:
        if self.first_period is not None:
            _one_of("first_period", self.first_period, FIRST_PERIODS)
        if self.broken_period is not None:
            _one_of("broken_period", self.broken_period, BROKEN_PERIODS)
        rule = self.payment_rule
        if rule is not None:
            _one_of("payment_rule.installment_by", rule.installment_by, INSTALLMENTS_BY)
            _one_of("payment_rule.odd_period", rule.odd_period, ODD_PERIODS)
            _one_of("payment_rule.new_installment", rule.new_installment, NEW_INSTALLMENTS)
        if self.renewed_installments and (self.method != "equal_installment" or self.fixed_principal is not None):
            raise TermsError("renewed_installments needs method equal_installment; leave it out.")
        for renewed in self.renewed_installments:
            _above_zero("renewed_installments.amount", renewed.amount)
            self._check_currency("renewed_installments.amount", renewed.amount)
            if renewed.on not in self.dues[1:]:
                raise TermsError(f"renewed_installments.on {renewed.on} is no due date after the first; correct it.")

    def _check_currency(self, name: str, amount: Money) -> None:
        if amount.currency != self.currency:
            raise TermsError(f"{name} is in {amount.currency}, the loan in {self.currency}; use one currency.")


def minor_unit(currency: str) -> Decimal:
    """The smallest amount of a currency in major units: 0.01 for CNY, 1 for JPY, 0.001 for KWD."""
    return Decimal(1).scaleb(-exponent(currency))


_NO_GRACE = Grace()
