"""A loan's rate in words: what it is, and of what it is made."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.glossary import explained
from borrower_app.presentation.words.parts import Piece, Words
from borrower_app.records.loan import Loan


def rate_words(reading: Reading, loan: Loan) -> Words:
    """The rate, and where it adds up what it is made of: published rate and basis points."""
    language = reading.language
    rate = language.percent(loan.annual_rate)
    spread = loan.repricing.spread_basis_points if loan.repricing is not None else None
    if loan.reference_rate is None or not spread or not _fits(loan, spread):
        return (Piece(rate),)
    sign = "+" if spread >= 0 else "−"
    opening = language.pick(f"{rate}（", f"{rate} (")
    reference = explained(language, "LPR") if loan.repricing is not None and "LPR" in loan.repricing.reference else None
    middle = f" {language.percent(loan.reference_rate)} {sign} {abs(spread)} "
    points = explained(language, "basis_point")
    closing = language.pick("）", ")")
    first: Words = (Piece(opening), reference) if reference is not None else (Piece(opening),)
    return (*first, Piece(middle), points, Piece(closing))


def _fits(loan: Loan, spread: int) -> bool:
    """The formula is shown only where it gives the rate on record."""
    try:
        return Decimal(loan.reference_rate or "") + Decimal(spread) / 100 == Decimal(loan.annual_rate)
    except InvalidOperation:
        return False
