"""A loan the user entered by hand: the terms as they read them in the contract, perhaps with the bank's own table.

Nobody but the user has said any of it. Where the bank's table is there, it is the truth of what is owed and our
computation is the check; without it the table is computed from the terms.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from borrower_app.lending.conventions import Unknown
from borrower_app.lending.schedule import ScheduleRow
from borrower_app.lending.terms import Terms
from borrower_app.records.enums import Product
from borrower_app.records.fields import LastFour, RateText
from borrower_app.records.loan import Fee

OWN_ID_PATTERN: Final = r"^own-[A-Za-z0-9._-]{1,64}\Z"
LONGEST_NAME: Final = 60
LONGEST_NOTES: Final = 2_000
MOST_ROWS: Final = 50_000

DerivedColumn = Literal["n", "principal", "interest", "payment", "balance"]
DERIVED_COLUMNS: Final[tuple[DerivedColumn, ...]] = ("n", "principal", "interest", "payment", "balance")

OwnId = Annotated[str, Meta(pattern=OWN_ID_PATTERN)]
"""Begins with `own-`, so that it never is a lender's id by chance."""


class OwnRowFacts(Struct, frozen=True, kw_only=True):
    """What the bank's table says of a row beyond its parts; amounts in minor units of the terms' currency.

    `fee` is part of the row's payment. `paid` and `paid_on` are what the table says has happened: a print of the
    bank's, taken over by the user, never this app's own knowledge.
    """

    n: int
    fee: int = 0
    paid: int | None = None
    paid_on: dt.date | None = None


class OwnLoan(Struct, frozen=True, kw_only=True):
    """What was entered. Texts are the user's own words; amounts of `rows` are minor units of the terms' currency."""

    id: OwnId
    lender: str
    """The lender's name as the user typed it; empty where a file of an early version did not say."""
    name: str
    debit_day: Annotated[int, Meta(ge=1, le=31)] | None = None
    """Day of the month on which the bank debits, as entered; the due dates stand in the table."""
    product: Product = Product.UNKNOWN
    card_last4: LastFour | None = None
    advertised_rate: RateText | None = None
    fees: tuple[Fee, ...] = ()
    notes: str = ""
    terms: Terms
    unknown: Unknown = Unknown()
    """What of the lender's way of counting was left open: the check of a table searches it."""
    rows: tuple[ScheduleRow, ...] = ()
    """The bank's table; empty where the table is computed."""
    row_facts: tuple[OwnRowFacts, ...] = ()
    """Of those rows of the bank's table that say more, in the order of the rows."""
    computed_columns: tuple[DerivedColumn, ...] = ()
    """Columns that the bank's table does not have, filled by addition or subtraction."""
    saved_at: dt.datetime | None = None
    """This computer's instant of the last change; None while it is not kept yet."""
