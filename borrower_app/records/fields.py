"""Bounded field types of the wire: every text, number and rate that a lender may send has a limit here."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from msgspec import Meta

from borrower_app.check_digit import luhn_digit

RATE_PATTERN = r"^-?[0-9]{1,6}(\.[0-9]{1,8})?\Z"
"""A rate is text of this form; msgspec's own Decimal would let "NaN", "1_000" and full-width digits pass."""

Identifier = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,79}\Z")]
"""An id given by the lender or made by this app: 1 to 80 plain characters."""

ShortText = Annotated[str, Meta(max_length=200)]
LongText = Annotated[str, Meta(max_length=20_000)]
RateText = Annotated[str, Meta(pattern=RATE_PATTERN)]
LastFour = Annotated[str, Meta(pattern=r"^[0-9]{4}\Z")]
CurrencyCode = Annotated[str, Meta(pattern=r"^[A-Z]{3}\Z")]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]
InstallmentNumber = Annotated[int, Meta(ge=1, le=1_000_000)]
Version = Annotated[int, Meta(ge=1, le=2**53 - 1)]
BasisPoints = Annotated[int, Meta(ge=-100_000, le=100_000)]
Instant = Annotated[dt.datetime, Meta(tz=True)]
"""A point in time with its offset; a text without an offset is refused."""

SpokenReference = Annotated[str, Meta(pattern=r"^[0-9]{8}\Z")]
"""Eight digits a person can say on the phone; the last is a Luhn check digit."""


def grouped_reference(reference: str) -> str:
    """A spoken reference in two groups of four, as it is shown and read out."""
    return f"{reference[:4]} {reference[4:]}"


def spoken_reference(payload: str) -> str:
    """A spoken reference from seven digits; raises ValueError for anything else."""
    if len(payload) != 7 or not (payload.isascii() and payload.isdigit()):
        raise ValueError("a spoken reference is made from seven digits")
    return payload + luhn_digit(payload)
