"""`audit`: terms and a stated table in, the finding out, as decoded JSON (DESIGN section 8)."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any, Final

import msgspec

from borrower_app.lending.audit import AuditResult, Convention, Difference, Figure, audit
from borrower_app.lending.calendar import step
from borrower_app.lending.conventions import Unknown
from borrower_app.lending.json_fields import (
    read_currency,
    read_date,
    read_list,
    read_minor,
    read_object,
    read_scaled,
    read_whole,
)
from borrower_app.lending.money import exponent
from borrower_app.lending.schedule import ScheduleRow, shown_decimals
from borrower_app.lending.schedule_json import decimal_text, period_rules_to_json
from borrower_app.lending.terms import MOST_INSTALLMENTS, Terms, minor_unit
from borrower_app.lending.terms_json import KEYS, NEEDED, read_terms, refuse_late_prepayments

_AMOUNTS: Final = ("principal", "interest", "payment", "prepaid", "balance")
_ROW_KEYS: Final = ("n", "due", *_AMOUNTS)
_NEEDED_IN_ROW: Final = tuple(key for key in _ROW_KEYS if key != "prepaid")
_REASONS: Final = {
    "terms_unknown": "The table cannot be checked, because {missing} is not known; ask the lender for it.",
    "no_rows": "The table cannot be checked, because it has no rows.",
    "starts_late": "The table cannot be checked, because it does not begin with installment 1; get the whole one.",
}


def _read_rows(value: object, decimals: int, currency: str) -> list[ScheduleRow]:
    rows = []
    for item in read_list("rows", value, MOST_INSTALLMENTS):
        fields = read_object("rows", item, _ROW_KEYS, _NEEDED_IN_ROW)
        n, due = read_whole("rows.n", fields["n"]), read_date("rows.due", fields["due"])
        amounts = [read_scaled(f"rows.{key}", fields.get(key, "0"), decimals, currency) for key in _AMOUNTS]
        rows.append(ScheduleRow(n, due, *amounts))
    return rows


def _read_known(fields: dict[str, Any]) -> tuple[Terms, Unknown]:
    """The terms, and what they leave to the search."""
    terms = read_terms(fields, "terms")
    rounding = fields.get("rounding", {})
    return terms, Unknown(
        day_count="day_count" not in fields,
        installment="installment" not in rounding,
        installment_unit="installment_unit" not in rounding,
        interest="interest" not in rounding,
        first_period="first_period" not in fields,
        broken_period="broken_period" not in fields,
        payment_rule="payment_rule" not in fields,
    )


def _with_dates_of_table(terms: Terms, fields: dict[str, Any], rows: list[ScheduleRow]) -> Terms:
    """Where the terms name no date at all, the table's first due date holds, if the second one follows from it."""
    if "disbursed_on" in fields or "first_due_on" in fields or len(rows) < 2 or rows[0].n != 1:
        return terms
    unit, every, first = terms.period.unit, terms.period.every, rows[0].due
    try:
        paid_out = step(first, unit, -every)
        follows = step(first, unit, every) == rows[1].due
    except (ValueError, OverflowError):
        return terms
    if not follows or first == terms.first_due:
        return terms
    return msgspec.structs.replace(terms, disbursed_on=paid_out, first_due_on=first)


def _figure(value: Figure, field: str, decimals: int) -> str | int | None:
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value if value is None or field == "n" else decimal_text(value, decimals)


def _difference(difference: Difference | None, decimals: int) -> dict[str, Any] | None:
    if difference is None:
        return None
    return {
        "n": difference.n,
        "field": difference.field,
        "stated": _figure(difference.stated, difference.field, decimals),
        "computed": _figure(difference.computed, difference.field, decimals),
    }


def _convention(convention: Convention | None, currency: str) -> dict[str, Any] | None:
    if convention is None:
        return None

    def unit(value: Decimal | None) -> str:
        return format(minor_unit(currency) if value is None else value, "f")

    rounding = convention.rounding
    shown: dict[str, Any] = {
        "day_count": convention.day_count,
        "rounding": {
            "installment": rounding.installment,
            "installment_unit": unit(rounding.installment_unit),
            "interest": rounding.interest,
            "unit": unit(rounding.unit),
        },
    }
    if convention.disbursed_on is not None:
        shown["disbursed_on"] = convention.disbursed_on.isoformat()
    if convention.stated_installment is not None:
        shown["stated_installment"] = convention.stated_installment.to_decimal_text()
    return shown | period_rules_to_json(convention)


def audit_to_json(result: AuditResult, currency: str, decimals: int, missing: str = "terms") -> dict[str, Any]:
    """A finding in the documented shape; `missing` names what is not known of the terms."""
    return {
        "agrees": result.agrees,
        "reason": None if result.reason is None else _REASONS[result.reason].format(missing=missing),
        "convention": _convention(result.convention, currency),
        "also_fits": result.also_fits,
        "first_difference": _difference(result.first_difference, decimals),
        "differences": result.differences,
        "arithmetic_errors": [
            {
                "n": error.n,
                "rule": error.rule,
                "stated": decimal_text(error.stated, decimals),
                "expected": decimal_text(error.expected, decimals),
            }
            for error in result.arithmetic_errors
        ],
    }


def audit_from_json(value: object) -> dict[str, Any]:
    """What `borrower-app audit` prints for one object; raises TermsError with a sentence for bad input."""
    outer = read_object("", value, ("terms", "rows"), ("terms", "rows"))
    fields = {} if outer["terms"] is None else read_object("terms", outer["terms"], KEYS)
    fields = {key: item for key, item in fields.items() if item is not None}
    currency = read_currency("terms.currency", fields.get("currency", "CNY"))
    missing = [key for key in NEEDED if key not in fields]
    if missing:
        decimals = exponent(currency)
        rows = _read_rows(outer["rows"], decimals, currency)
        principal = fields.get("principal")
        known = None if principal is None else read_minor("terms.principal", principal, currency)
        return audit_to_json(audit(None, rows, principal=known), currency, decimals, " and ".join(missing))
    terms, unknown = _read_known(fields)
    decimals = shown_decimals(terms)
    rows = _read_rows(outer["rows"], decimals, currency)
    terms = _with_dates_of_table(terms, fields, rows)
    refuse_late_prepayments(terms)
    return audit_to_json(audit(terms, rows, unknown), currency, decimals)
