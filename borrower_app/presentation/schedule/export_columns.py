"""Which columns a schedule has in a file: those of every table, and those of which a row of this one has something."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

from borrower_app.language import Language
from borrower_app.lending.money import Money

ExportField = Literal[
    "n", "due", "principal", "interest", "fee", "penalty", "payment", "prepaid", "balance", "state", "paid", "paid_on"
]
AMOUNT_FIELDS: Final[tuple[ExportField, ...]] = (
    "principal",
    "interest",
    "fee",
    "penalty",
    "payment",
    "prepaid",
    "balance",
    "paid",
)
_ALWAYS: Final[tuple[ExportField, ...]] = ("n", "due", "principal", "interest", "payment", "balance", "state")
_ORDER: Final[tuple[ExportField, ...]] = (
    "n",
    "due",
    "principal",
    "interest",
    "fee",
    "penalty",
    "payment",
    "prepaid",
    "balance",
    "state",
    "paid",
    "paid_on",
)


class ExportColumn(Struct, frozen=True):
    """A column: what of a row stands in it, and its head."""

    field: ExportField
    head: str


def export_columns(rows: tuple[Struct, ...], language: Language) -> tuple[ExportColumn, ...]:
    """In the order in which a person reads them; fees, prepayments and what was paid only where a row has some."""
    heads = _heads(language)
    return tuple(
        ExportColumn(field, heads[field])
        for field in _ORDER
        if field in _ALWAYS or any(_says_something(getattr(row, field)) for row in rows)
    )


def _says_something(value: object) -> bool:
    return value.minor != 0 if isinstance(value, Money) else value is not None


def _heads(language: Language) -> dict[ExportField, str]:
    say = language.say
    return {
        "n": say("No."),
        "due": say("Due date"),
        "principal": say("Principal"),
        "interest": say("Interest"),
        "fee": say("Fee"),
        "penalty": say("Penalty interest"),
        "payment": say("Payment"),
        "prepaid": say("Prepayment"),
        "balance": say("Principal left after it"),
        "state": say("State"),
        "paid": say("Paid so far"),
        "paid_on": say("Day it was paid"),
    }
