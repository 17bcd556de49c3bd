"""The repricing part of S-2: the payment before and after, were the market rate a little lower or higher."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from borrower_app.lending.money import Money
from borrower_app.lending.repricing import before_and_after
from borrower_app.lending.terms import Terms, TermsError
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.glossary import explained
from borrower_app.presentation.words.parts import Pair, Piece, Words
from borrower_app.records.loan import Loan

_STEPS: Final = (Decimal("-0.25"), Decimal(0), Decimal("0.25"))


def rates_note(reading: Reading) -> Words:
    """What a repricing is, on the spot."""
    language = reading.language
    told = language.say(": made-up rates to try out, not a forecast.")
    return (explained(language, "repricing", begins=True), Piece(told))


def rate_lines(reading: Reading, loan: Loan, terms: Terms) -> tuple[Pair, ...]:
    """One pair a rate; empty for a fixed rate, or where the next repricing day is not ahead."""
    repricing = loan.repricing
    if repricing is None or repricing.next_on <= reading.today:
        return ()
    language = reading.language
    say = language.say
    pairs = []
    for step in _STEPS:
        rate = Decimal(loan.annual_rate) + step
        if rate < 0:
            continue
        try:
            priced = before_and_after(terms, repricing.next_on, rate)
        except TermsError:
            return ()
        if priced.before is None or priced.after is None:
            return ()
        words = say(
            "At {rate} a year from {day} on",
            rate=language.percent(str(rate)),
            day=language.date(repricing.next_on),
        )
        # The same rate again changes nothing, whatever a computation anew would round differently.
        after = priced.after if step else priced.before
        change = after - priced.before
        if change.minor > 0:
            told = say("{after} a month, {more} more", after=language.money(after), more=language.money(change))
        elif change.minor < 0:
            less = Money(-change.minor, change.currency)
            told = say("{after} a month, {less} less", after=language.money(after), less=language.money(less))
        else:
            told = say("{after} a month, as before", after=language.money(after))
        pairs.append(Pair((Piece(words),), (Piece(told, strong=True),)))
    return tuple(pairs)
