"""Reading `Terms` from the JSON shape of `schedule` (DESIGN section 8), strictly."""

from __future__ import annotations

from typing import Any, Final

from borrower_app.lending.json_fields import (
    read_currency,
    read_date,
    read_list,
    read_money,
    read_object,
    read_rate,
    read_text,
    read_unit,
    read_whole,
)
from borrower_app.lending.period_rules import WITH_DIFFERENCE, PaymentRule, RenewedInstallment
from borrower_app.lending.terms import (
    MOST_EVENTS,
    Grace,
    PaymentPeriod,
    Prepayment,
    RateStep,
    Rounding,
    Terms,
    TermsError,
)

KEYS: Final = (
    "principal",
    "currency",
    "method",
    "annual_rate",
    "number_of_installments",
    "period",
    "disbursed_on",
    "first_due_on",
    "day_count",
    "rounding",
    "rate_changes",
    "prepayments",
    "grace",
    "stated_installment",
    "fixed_principal",
    "first_period",
    "broken_period",
    "payment_rule",
    "renewed_installments",
    "due_day",
)
NEEDED: Final = ("principal", "annual_rate", "number_of_installments")


def read_period(value: object) -> PaymentPeriod:
    """`{"unit": "month", "every": 1}`."""
    fields = read_object("period", value, ("unit", "every"), ("unit",))
    unit: Any = read_text("period.unit", fields["unit"])
    return PaymentPeriod(unit, read_whole("period.every", fields.get("every", 1)))


def read_rounding(value: object) -> Rounding:
    """The rounding object; what it leaves out keeps its default."""
    fields = read_object("rounding", value, ("installment", "installment_unit", "interest", "unit"))
    found: dict[str, Any] = {}
    for key in ("installment", "interest"):
        if key in fields:
            found[key] = read_text(f"rounding.{key}", fields[key])
    for key in ("installment_unit", "unit"):
        if key in fields:
            found[key] = read_unit(f"rounding.{key}", fields[key])
    return Rounding(**found)


def _read_rate_changes(value: object) -> tuple[RateStep, ...]:
    keys = ("on", "annual_rate")
    changes = []
    for item in read_list("rate_changes", value, MOST_EVENTS):
        fields = read_object("rate_changes", item, keys, keys)
        on = read_date("rate_changes.on", fields["on"])
        changes.append(RateStep(on, read_rate("rate_changes.annual_rate", fields["annual_rate"])))
    return tuple(changes)


def _read_prepayments(value: object, currency: str) -> tuple[Prepayment, ...]:
    keys = ("on", "amount", "effect")
    prepayments = []
    for item in read_list("prepayments", value, MOST_EVENTS):
        fields = read_object("prepayments", item, keys, keys)
        effect: Any = read_text("prepayments.effect", fields["effect"])
        on = read_date("prepayments.on", fields["on"])
        prepayments.append(Prepayment(on, read_money("prepayments.amount", fields["amount"], currency), effect))
    return tuple(prepayments)


def _read_grace(value: object) -> Grace:
    keys = ("principal_periods", "interest_periods")
    fields = read_object("grace", value, keys)
    return Grace(*(read_whole(f"grace.{key}", fields.get(key, 0)) for key in keys))


def read_payment_rule(value: object) -> PaymentRule:
    """The payment rule; what it leaves out is as it is with a rule for a first or a broken period."""
    keys = ("installment_by", "odd_period", "new_installment")
    fields = read_object("payment_rule", value, keys)
    found: dict[str, Any] = {
        key: read_text(f"payment_rule.{key}", fields.get(key, getattr(WITH_DIFFERENCE, key))) for key in keys
    }
    return PaymentRule(**found)


def _read_renewed(value: object, currency: str) -> tuple[RenewedInstallment, ...]:
    keys = ("on", "amount")
    renewed = []
    for item in read_list("renewed_installments", value, MOST_EVENTS):
        fields = read_object("renewed_installments", item, keys, keys)
        on = read_date("renewed_installments.on", fields["on"])
        amount = read_money("renewed_installments.amount", fields["amount"], currency)
        renewed.append(RenewedInstallment(on, amount))
    return tuple(renewed)


def refuse_late_prepayments(terms: Terms) -> None:
    """Raises TermsError that names the date for a prepayment after the last due date.

    Asked at the doors where terms are typed or read from a file; a loan that is kept already is read as it is.
    """
    end = terms.dues[-1]
    late = min((one.on for one in terms.prepayments if one.on > end), default=None)
    if late is not None:
        raise TermsError(f"prepayments.on {late} lies after the last due date {end}; correct the date.")


def read_terms(value: object, name: str = "") -> Terms:
    """Terms from a decoded JSON object; raises TermsError that names the field. `name` is the object's own key.

    An optional key that is null counts as left out.
    """
    given = read_object(name, value, KEYS, NEEDED)
    fields = {key: item for key, item in given.items() if item is not None or key in NEEDED}
    currency = read_currency("currency", fields.get("currency", "CNY"))
    found: dict[str, Any] = {
        "principal": read_money("principal", fields["principal"], currency),
        "annual_rate": read_rate("annual_rate", fields["annual_rate"]),
        "number_of_installments": read_whole("number_of_installments", fields["number_of_installments"]),
    }
    for key in ("method", "day_count", "first_period", "broken_period"):
        if key in fields:
            found[key] = read_text(key, fields[key])
    for key in ("disbursed_on", "first_due_on"):
        if key in fields:
            found[key] = read_date(key, fields[key])
    for key in ("stated_installment", "fixed_principal"):
        if key in fields:
            found[key] = read_money(key, fields[key], currency)
    if "period" in fields:
        found["period"] = read_period(fields["period"])
    if "rounding" in fields:
        found["rounding"] = read_rounding(fields["rounding"])
    if "rate_changes" in fields:
        found["rate_changes"] = _read_rate_changes(fields["rate_changes"])
    if "prepayments" in fields:
        found["prepayments"] = _read_prepayments(fields["prepayments"], currency)
    if "payment_rule" in fields:
        found["payment_rule"] = read_payment_rule(fields["payment_rule"])
    if "renewed_installments" in fields:
        found["renewed_installments"] = _read_renewed(fields["renewed_installments"], currency)
    if "due_day" in fields:
        found["due_day"] = read_whole("due_day", fields["due_day"])
    if "grace" in fields:
        found["grace"] = _read_grace(fields["grace"])
    return Terms(**found)
