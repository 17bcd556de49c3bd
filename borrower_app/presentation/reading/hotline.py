"""The last line of every page about a failure: the lender's official number and what to read out."""

from __future__ import annotations

from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.attempt_words import spoken
from borrower_app.presentation.words.parts import Piece, Words


def hotline(reading: Reading, code: str, reference: str | None = None) -> Words:
    """Empty while the lender's number is not known."""
    discovery = reading.snapshot.discovery
    if discovery is None:
        return ()
    say = reading.language.say
    number = discovery.hotline
    if reference is None:
        return (
            Piece(
                say(
                    "To ask a person: {lender}'s official number {number}; dial it yourself and read out screen code"
                    " {code}.",
                    lender=reading.lender_name,
                    number=number,
                    code=code,
                )
            ),
        )
    return (
        Piece(
            say(
                "To ask a person: {lender}'s official number {number}; dial it yourself. Read out screen code {code}"
                " and debit number ",
                lender=reading.lender_name,
                number=number,
                code=code,
            )
        ),
        Piece(spoken(reference), strong=True),
        Piece(say(", never your card number.")),
    )
