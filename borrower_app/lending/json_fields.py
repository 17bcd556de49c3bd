"""Strict reading of decoded JSON: unknown keys, loose numbers and loose dates end as one sentence, never as a guess."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection
from decimal import Decimal
from typing import Any, Final

from borrower_app.lending.money import LARGEST, Money, exponent
from borrower_app.lending.terms import TermsError

_AMOUNT: Final = re.compile(r"-?[0-9]{1,16}(?:\.[0-9]{1,8})?", re.ASCII)
_RATE: Final = re.compile(r"-?[0-9]{1,6}(?:\.[0-9]{1,8})?", re.ASCII)
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_CURRENCY: Final = re.compile(r"[A-Z]{3}", re.ASCII)


def read_object(name: str, value: object, allowed: Collection[str], needed: Collection[str] = ()) -> dict[str, Any]:
    """A JSON object with only the allowed keys and all the needed ones; `name` is "" for the outermost one."""
    where = f"{name} must be" if name else "the input must be"
    if not isinstance(value, dict):
        raise TermsError(f"{where} a JSON object; write it in braces.")
    prefix = f"{name}." if name else ""
    for key in value:
        if key not in allowed:
            raise TermsError(f"{prefix}{key} is not a known key; remove it or use one of {', '.join(allowed)}.")
    for key in needed:
        if key not in value:
            raise TermsError(f"{prefix}{key} is missing; add it.")
    return value


def read_list(name: str, value: object, most: int) -> list[Any]:
    """A JSON array of bounded length."""
    if not isinstance(value, list):
        raise TermsError(f"{name} must be a JSON array; write it in brackets.")
    if len(value) > most:
        raise TermsError(f"{name} has more than {most} entries; shorten it.")
    return value


def read_text(name: str, value: object) -> str:
    """A JSON string."""
    if not isinstance(value, str):
        raise TermsError(f"{name} must be a text; put it in quotes.")
    return value


def read_whole(name: str, value: object) -> int:
    """A JSON whole number; true and 3.0 are none."""
    if type(value) is not int:
        raise TermsError(f"{name} must be a whole number without quotes; correct it.")
    return value


def read_currency(name: str, value: object) -> str:
    """Three capital letters."""
    if not isinstance(value, str) or not _CURRENCY.fullmatch(value):
        raise TermsError(f"{name} must be three capital letters such as CNY; correct it.")
    return value


def read_scaled(name: str, value: object, decimals: int, currency: str) -> int:
    """A decimal text such as "4003.40" as a count of 10^-decimals; may be negative."""
    if not isinstance(value, str) or not _AMOUNT.fullmatch(value):
        raise TermsError(f'{name} must be an amount in quotes such as "4003.40"; correct it.')
    whole, _, part = value.partition(".")
    if len(part) > decimals:
        if part[decimals:].strip("0"):
            raise TermsError(f"{name} has more than the {decimals} decimals of {currency}; round it.")
        part = part[:decimals]
    scaled = int(whole + part.ljust(decimals, "0"))
    if abs(scaled) > LARGEST * 10 ** (decimals - exponent(currency)):
        raise TermsError(f"{name} is too large for this program; correct it.")
    return scaled


def read_minor(name: str, value: object, currency: str) -> int:
    """A decimal text such as "4003.40" as minor units of the currency; may be negative."""
    return read_scaled(name, value, exponent(currency), currency)


def read_money(name: str, value: object, currency: str) -> Money:
    """A decimal text as Money; not negative."""
    minor = read_minor(name, value, currency)
    if minor < 0:
        raise TermsError(f"{name} must not be negative; correct it.")
    return Money(minor, currency)


def read_rate(name: str, value: object) -> Decimal:
    """A rate in per cent as decimal text such as "4.10"."""
    if not isinstance(value, str) or not _RATE.fullmatch(value):
        raise TermsError(f'{name} must be a rate in per cent in quotes such as "4.10"; correct it.')
    return Decimal(value)


def read_unit(name: str, value: object) -> Decimal:
    """A rounding unit as decimal text such as "0.01"."""
    if not isinstance(value, str) or not _RATE.fullmatch(value) or Decimal(value) <= 0:
        raise TermsError(f'{name} must be a unit above zero in quotes such as "0.01"; correct it.')
    return Decimal(value)


def read_date(name: str, value: object) -> datetime.date:
    """A calendar date such as "2026-01-20"."""
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    raise TermsError(f'{name} must be a calendar date in quotes such as "2026-01-20"; correct it.')
