"""Own loans as JSON: what `own add` takes, what `own list` prints, what `own.db` and a backup keep. One form for all.

The members of `schedule` (DESIGN section 8) plus `lender`, `name`, `debit_day`; optional `id`, `product`, `card_last4`,
`advertised_rate`, `fees`, `notes`, `rows` (the bank's table, as in `audit`; where it says so with `fee`, a part of
`payment`, with `paid` and `paid_on`) and `computed_columns`.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any, Final

import msgspec

from borrower_app.lending.calendar import month_length, step
from borrower_app.lending.conventions import Unknown
from borrower_app.lending.json_fields import (
    read_date,
    read_list,
    read_minor,
    read_money,
    read_object,
    read_rate,
    read_text,
    read_whole,
)
from borrower_app.lending.money import exponent
from borrower_app.lending.schedule import ScheduleRow, compute_schedule, shown_decimals
from borrower_app.lending.schedule_json import decimal_text, period_rules_to_json, row_to_json
from borrower_app.lending.terms import Rounding, Terms, TermsError
from borrower_app.lending.terms_json import KEYS as TERM_KEYS
from borrower_app.lending.terms_json import NEEDED as NEEDED_TERMS
from borrower_app.lending.terms_json import read_terms
from borrower_app.records.enums import Product
from borrower_app.records.loan import Fee
from borrower_app.records.own_loan import (
    DERIVED_COLUMNS,
    LONGEST_NAME,
    LONGEST_NOTES,
    MOST_ROWS,
    OWN_ID_PATTERN,
    OwnLoan,
    OwnRowFacts,
)

KEYS: Final = (
    "id",
    "lender",
    "name",
    "debit_day",
    "product",
    "card_last4",
    "advertised_rate",
    "fees",
    "notes",
    *TERM_KEYS,
    "rows",
    "computed_columns",
)
NEEDED: Final = ("lender", "name", *NEEDED_TERMS)
_PRODUCTS: Final = tuple(product.value for product in Product)
_AMOUNTS: Final = ("principal", "interest", "payment", "prepaid", "balance")
_ROW_FACTS: Final = ("fee", "paid", "paid_on")
_MOST_FEES: Final = 50
_ID: Final = re.compile(OWN_ID_PATTERN, re.ASCII)
_LAST_FOUR: Final = re.compile(r"[0-9]{4}", re.ASCII)


def read_own_loan(value: object, new_id: str) -> OwnLoan:
    """An own loan from decoded JSON; `new_id` is taken where it names no `id`. Members that are null are left out.

    Raises TermsError that names the member, also for terms of which no table can be computed.
    """
    given = read_object("", value, KEYS, NEEDED)
    fields = {key: item for key, item in given.items() if item is not None or key in NEEDED}
    identifier = read_text("id", fields.get("id", new_id))
    if not _ID.fullmatch(identifier):
        raise TermsError("id must be one that `own list` has printed; leave it out for a new loan.")
    terms = read_terms({key: fields[key] for key in TERM_KEYS if key in fields})
    rows = read_rows(fields.get("rows", []), terms)
    debit_day = _debit_day(fields, terms)
    loan = OwnLoan(
        id=identifier,
        lender=plain_text("lender", fields["lender"], LONGEST_NAME),
        name=plain_text("name", fields["name"], LONGEST_NAME),
        debit_day=debit_day,
        product=Product(_one_of("product", fields.get("product", "unknown"), _PRODUCTS)),
        card_last4=_last_four(fields),
        advertised_rate=_rate_text(fields),
        fees=_fees(fields, terms.currency),
        notes=plain_text("notes", fields["notes"], LONGEST_NOTES, lines=True) if "notes" in fields else "",
        terms=_with_first_due(terms, fields, debit_day, rows),
        unknown=_left_open(fields),
        rows=rows,
        row_facts=read_row_facts(fields.get("rows", []), terms.currency),
        computed_columns=_computed_columns(fields),
    )
    if not rows:
        compute_schedule(loan.terms)
    return loan


def plain_text(name: str, value: object, longest: int, *, lines: bool = False) -> str:
    """A text a person wrote: not empty, bounded, without control and direction characters."""
    text = read_text(name, value).strip()
    if not text:
        raise TermsError(f"{name} is empty; write it in words.")
    if len(text) > longest:
        raise TermsError(f"{name} has more than {longest} characters; shorten it.")
    if any(unicodedata.category(sign)[0] == "C" and not (lines and sign in "\r\n\t") for sign in text):
        raise TermsError(f"{name} holds characters that can't be shown; type it anew.")
    return text


def read_rows(value: object, terms: Terms) -> tuple[ScheduleRow, ...]:
    """The bank's table; numbers and due dates rise, amounts are not negative (a principal part may be)."""
    currency = terms.currency
    rows: list[ScheduleRow] = []
    for item in read_list("rows", value, MOST_ROWS):
        fields = read_object("rows", item, ("n", "due", *_AMOUNTS, *_ROW_FACTS), ("n", "due", *_AMOUNTS[:3], "balance"))
        n, due = read_whole("rows.n", fields["n"]), read_date("rows.due", fields["due"])
        amounts = [read_minor(f"rows.{key}", fields.get(key) or "0", currency) for key in _AMOUNTS]
        if n < 1 or (rows and n <= rows[-1].n):
            raise TermsError(f"rows.n {n} does not follow the number before it; put the rows in order.")
        if rows and due <= rows[-1].due:
            raise TermsError(f"rows.due {due} does not lie after the due date before it; put the rows in order.")
        if min(amounts[1:]) < 0:
            raise TermsError(f"rows: an amount of row {n} is negative; correct it.")
        rows.append(ScheduleRow(n, due, *amounts))
    if rows and shown_decimals(terms) > exponent(currency):
        raise TermsError("rounding must not be finer than the currency's smallest unit beside rows; leave it out.")
    return tuple(rows)


def read_row_facts(value: object, currency: str) -> tuple[OwnRowFacts, ...]:
    """What rows that `read_rows` has taken say beyond their parts; a row that says nothing more is left out."""
    facts = []
    for item in read_list("rows", value, MOST_ROWS):
        told = {key: item[key] for key in _ROW_FACTS if item.get(key) is not None}
        if not told:
            continue
        found = OwnRowFacts(
            n=item["n"],
            fee=read_minor("rows.fee", told.get("fee", "0"), currency),
            paid=read_minor("rows.paid", told["paid"], currency) if "paid" in told else None,
            paid_on=read_date("rows.paid_on", told["paid_on"]) if "paid_on" in told else None,
        )
        if found.fee < 0 or (found.paid or 0) < 0:
            raise TermsError(f"rows: an amount of row {found.n} is negative; correct it.")
        facts.append(found)
    return tuple(facts)


def _debit_day(fields: dict[str, Any], terms: Terms) -> int | None:
    if "debit_day" not in fields:
        if terms.period.unit in ("month", "year"):
            raise TermsError("debit_day is missing; add it.")
        return None
    day = read_whole("debit_day", fields["debit_day"])
    if not 1 <= day <= 31:
        raise TermsError("debit_day must be a day of the month from 1 to 31; correct it.")
    return day


def _with_first_due(
    terms: Terms, fields: dict[str, Any], debit_day: int | None, rows: tuple[ScheduleRow, ...]
) -> Terms:
    """Where no first due date is named: that of the bank's table, else the debit day in the month one period later."""
    if "first_due_on" in fields:
        return _with_due_day(terms, debit_day)
    unit, every = terms.period.unit, terms.period.every
    if rows and rows[0].n == 1:
        first = rows[0].due
    elif debit_day is not None and unit in ("month", "year"):
        regular = step(terms.disbursed_on, unit, every)
        first = step(date(regular.year, 1, debit_day), "month", regular.month - 1)
    else:
        first = terms.first_due
    if rows and "disbursed_on" not in fields:
        terms = msgspec.structs.replace(terms, disbursed_on=step(first, unit, -every), first_due_on=first)
    else:
        terms = msgspec.structs.replace(terms, first_due_on=first)
    return _with_due_day(terms, debit_day)


def _with_due_day(terms: Terms, debit_day: int | None) -> Terms:
    """A first due date at the end of a short month stands for a debit day of 29 to 31: the others come back to it."""
    first = terms.first_due
    if terms.due_day is not None or terms.period.unit not in ("month", "year") or debit_day is None:
        return terms
    if debit_day <= first.day or first.day != month_length(first):
        return terms
    return msgspec.structs.replace(terms, first_due_on=first, due_day=debit_day)


def _left_open(fields: dict[str, Any]) -> Unknown:
    rounding = fields.get("rounding", {})
    return Unknown(
        day_count="day_count" not in fields,
        installment="installment" not in rounding,
        installment_unit="installment_unit" not in rounding,
        interest="interest" not in rounding,
        first_period="first_period" not in fields,
        broken_period="broken_period" not in fields,
        payment_rule="payment_rule" not in fields,
    )


def _one_of(name: str, value: object, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise TermsError(f"{name} must be one of {', '.join(allowed)}; choose one of these.")
    return str(value)


def _last_four(fields: dict[str, Any]) -> str | None:
    if "card_last4" not in fields:
        return None
    if not _LAST_FOUR.fullmatch(read_text("card_last4", fields["card_last4"])):
        raise TermsError("card_last4 must be the last four digits of the card and nothing more; shorten it.")
    return str(fields["card_last4"])


def _rate_text(fields: dict[str, Any]) -> str | None:
    if "advertised_rate" not in fields:
        return None
    if read_rate("advertised_rate", fields["advertised_rate"]) < 0:
        raise TermsError("advertised_rate must not be negative; correct it.")
    return str(fields["advertised_rate"])


def _fees(fields: dict[str, Any], currency: str) -> tuple[Fee, ...]:
    fees = []
    for item in read_list("fees", fields.get("fees", []), _MOST_FEES):
        members = read_object("fees", item, ("name", "amount", "on"), ("name", "amount"))
        on = read_date("fees.on", members["on"]) if members.get("on") is not None else None
        amount = read_money("fees.amount", members["amount"], currency)
        fees.append(Fee(name=plain_text("fees.name", members["name"], LONGEST_NAME), amount=amount, on=on))
    return tuple(fees)


def _computed_columns(fields: dict[str, Any]) -> tuple[Any, ...]:
    items = read_list("computed_columns", fields.get("computed_columns", []), len(DERIVED_COLUMNS))
    return tuple(_one_of("computed_columns", item, DERIVED_COLUMNS) for item in items)


def own_loan_to_json(loan: OwnLoan) -> dict[str, Any]:
    """The documented form: `read_own_loan` of it gives the same loan again. What is not known is left out."""
    decimals = exponent(loan.terms.currency)
    shown: dict[str, Any] = {"id": loan.id, "lender": loan.lender, "name": loan.name}
    if loan.debit_day is not None:
        shown["debit_day"] = loan.debit_day
    if loan.product is not Product.UNKNOWN:
        shown["product"] = loan.product.value
    for key, text in (
        ("card_last4", loan.card_last4),
        ("advertised_rate", loan.advertised_rate),
        ("notes", loan.notes or None),
    ):
        if text is not None:
            shown[key] = text
    if loan.fees:
        shown["fees"] = [
            {"name": fee.name, "amount": fee.amount.to_decimal_text()}
            | ({"on": fee.on.isoformat()} if fee.on is not None else {})
            for fee in loan.fees
        ]
    shown.update(_terms_to_json(loan))
    if loan.rows:
        shown["rows"] = rows_to_json(loan.rows, loan.row_facts, decimals)
    if loan.computed_columns:
        shown["computed_columns"] = list(loan.computed_columns)
    return shown


def rows_to_json(rows: tuple[ScheduleRow, ...], facts: tuple[OwnRowFacts, ...], decimals: int) -> list[dict[str, Any]]:
    """The bank's table in the documented form; what a row does not say is left out."""
    more = {one.n: one for one in facts}
    shown = []
    for row in rows:
        item = row_to_json(row, decimals)
        told = more.get(row.n)
        if told is not None:
            if told.fee:
                item["fee"] = decimal_text(told.fee, decimals)
            if told.paid is not None:
                item["paid"] = decimal_text(told.paid, decimals)
            if told.paid_on is not None:
                item["paid_on"] = told.paid_on.isoformat()
        shown.append(item)
    return shown


def _terms_to_json(loan: OwnLoan) -> dict[str, Any]:
    terms = loan.terms
    shown: dict[str, Any] = {
        "principal": terms.principal.to_decimal_text(),
        "currency": terms.currency,
        "method": terms.method,
        "annual_rate": format(terms.annual_rate, "f"),
        "number_of_installments": terms.number_of_installments,
        "period": {"unit": terms.period.unit, "every": terms.period.every},
        "disbursed_on": terms.disbursed_on.isoformat(),
        "first_due_on": terms.first_due.isoformat(),
    }
    if not loan.unknown.day_count:
        shown["day_count"] = terms.day_count
    rounding = _rounding_to_json(terms.rounding, loan.unknown)
    if rounding:
        shown["rounding"] = rounding
    if terms.rate_changes:
        shown["rate_changes"] = [
            {"on": change.on.isoformat(), "annual_rate": format(change.annual_rate, "f")}
            for change in terms.rate_changes
        ]
    if terms.prepayments:
        shown["prepayments"] = [
            {"on": one.on.isoformat(), "amount": one.amount.to_decimal_text(), "effect": one.effect}
            for one in terms.prepayments
        ]
    grace = terms.grace
    if grace.principal_periods or grace.interest_periods:
        shown["grace"] = {"principal_periods": grace.principal_periods, "interest_periods": grace.interest_periods}
    for key in ("stated_installment", "fixed_principal"):
        amount = getattr(terms, key)
        if amount is not None:
            shown[key] = amount.to_decimal_text()
    return shown | period_rules_to_json(terms)


def _rounding_to_json(rounding: Rounding, unknown: Unknown) -> dict[str, str]:
    shown: dict[str, str] = {}
    for key in ("installment", "interest"):
        if not getattr(unknown, key):
            shown[key] = getattr(rounding, key)
    for key in ("installment_unit", "unit"):
        unit = getattr(rounding, key)
        if unit is not None:
            shown[key] = format(unit, "f")
    return shown
