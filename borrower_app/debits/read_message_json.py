"""`read-message` for scripts: a message as JSON in, what it says as JSON out.

The shape is told in `resources/reason-codes/README.md`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from borrower_app.debits.message_words import message_words
from borrower_app.debits.reading_texts.amounts import AmountTold
from borrower_app.debits.reading_texts.days import Moment
from borrower_app.debits.reading_texts.reading import TextReading, read_text
from borrower_app.debits.reason_codes import Catalogue
from borrower_app.debits.verdict import Certainty
from borrower_app.lending import json_fields
from borrower_app.lending.terms import TermsError

_KEYS: Final = ("text", "received_at")


def message_from_json(value: object, catalogue: Catalogue, origins: Iterable[str] = ()) -> dict[str, Any]:
    """Read one message; raises ValueError with one human sentence that names the key that is wrong."""
    given = json_fields.read_object("", value, _KEYS, ("text",))
    text = json_fields.read_text("text", given["text"])
    received_at = given.get("received_at")
    at = _instant("received_at", received_at) if received_at is not None else None
    return reading_to_json(read_text(text, received_at=at, origins=origins), catalogue)


def reading_to_json(reading: TextReading, catalogue: Catalogue) -> dict[str, Any]:
    """The reading in the documented shape. A text lets infer at most: `certainty` is never `stated`."""
    words = message_words(reading, catalogue)
    cause = reading.cause if reading.is_failed else None
    unknown = "unknown" if reading.is_failed else None
    return {
        "says": reading.says.value,
        "cause": cause.value if cause is not None else unknown,
        "certainty": (Certainty.INFERRED if cause is not None else Certainty.UNKNOWN).value,
        "reason": reading.reason if reading.is_failed else None,
        "amounts": [_amount(told) for told in reading.amounts],
        "next_debit_at": _moment(reading.next_debit),
        "pay_by": _moment(reading.pay_by),
        "card_last4": reading.cards[0] if reading.cards else None,
        "sender": reading.sender,
        "fraud_signs": [sign.value for sign in reading.fraud.signs],
        "text": {
            language: {key: getattr(getattr(words, key), language) for key in ("says", "proves", "next_step")}
            for language in ("zh", "en")
        },
    }


def _amount(told: AmountTold) -> dict[str, str]:
    cents = told.amount == told.amount.quantize(Decimal("0.01"))
    return {
        "amount": format(told.amount.quantize(Decimal("0.01")) if cents else told.amount, "f"),
        "currency": told.currency or "CNY",
        "role": told.role.value,
    }


def _moment(at: Moment | None) -> str | None:
    return at.isoformat() if at is not None else None


def _instant(name: str, value: object) -> dt.datetime:
    if isinstance(value, str) and len(value) <= 40 and "T" in value:
        try:
            at = dt.datetime.fromisoformat(value)
            if at.tzinfo is not None and dt.MINYEAR + 1 < at.year < dt.MAXYEAR - 1:
                return at
        except ValueError:
            pass
    raise TermsError(f'{name} must be an instant with its zone in quotes such as "2026-11-20T08:01:12+08:00".')
