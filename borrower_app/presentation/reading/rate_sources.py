"""Which published rate a loan would follow now: the lender's own figure first, ours marked as ours."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from msgspec import Struct

from borrower_app import masking
from borrower_app.language import Language
from borrower_app.lending.repricing import PublishedRate, floating_rate, newest_rate
from borrower_app.presentation.reading.records import Reading
from borrower_app.records import correspondence
from borrower_app.records.loan import Repricing


def _n(message: str) -> str:
    """Marks a text for the catalogue; it is said later."""
    return message


_NAMES: Final = {
    "LPR_1Y": _n("LPR of one year"),
    "LPR_5Y": _n("LPR of five years and more"),
    "PROVIDENT_FUND_UP_TO_5Y": _n("provident-fund rate up to five years"),
    "PROVIDENT_FUND_OVER_5Y": _n("provident-fund rate over five years"),
    "PROVIDENT_FUND_SECOND_UP_TO_5Y": _n("provident-fund rate for a second home up to five years"),
    "PROVIDENT_FUND_SECOND_OVER_5Y": _n("provident-fund rate for a second home over five years"),
}


class FollowedRate(Struct, frozen=True):
    """The newest published rate of a loan's reference, and what the loan's own rate would be by it (per cent)."""

    published: correspondence.ReferenceRate
    by_lender: bool
    loan_rate: Decimal


def followed_rate(reading: Reading, repricing: Repricing) -> FollowedRate | None:
    """The newest one published by today; None where neither the lender nor this app knows the reference."""
    of_lender = tuple(held.record for held in reading.snapshot.reference_rates)
    for records, by_lender in ((of_lender, True), (reading.published, False)):
        rates = [PublishedRate(record.on, record.name, Decimal(record.annual_rate)) for record in records]
        newest = newest_rate(rates, repricing.reference, reading.today)
        if newest is not None:
            published = records[rates.index(newest)]
            own = floating_rate(newest.rate, repricing.spread_basis_points)
            return FollowedRate(published, by_lender, own)
    return None


def reference_name(language: Language, name: str) -> str:
    """The name of a reference rate as people say it; an unknown one as the lender writes it."""
    known = _NAMES.get(name)
    return language.say(known) if known is not None else masking.free_text(name)
