"""The form of S-2: what it begins with, what was typed, and what the contract objects to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from borrower_app.lending.money import CurrencyMismatch, Money
from borrower_app.lending.prepayment import PlannedAmount, WhatIf, compare_prepayments, every_year
from borrower_app.lending.terms import Terms, TermsError
from borrower_app.presentation.intents import WhatIfEntry
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.what_if.prepayment_words import clause_of, objections
from borrower_app.presentation.words.typed_values import read_amount, read_day
from borrower_app.records.loan import InstallmentTable, Loan

_SHARE: Final = 10
_ROUND: Final = "10000"


class ReadEntry(Struct, frozen=True):
    """A form that was understood, or what is wrong with it beside its field."""

    planned: tuple[PlannedAmount, ...] = ()
    amount_error: str = ""
    day_error: str = ""

    @property
    def is_wrong(self) -> bool:
        """Whether nothing can be computed from it."""
        return bool(self.amount_error or self.day_error)


def first_entry(reading: Reading, loan: Loan, table: InstallmentTable) -> WhatIfEntry:
    """A tenth of what is owed, rounded up and not below the contract's minimum, on the first due date allowed."""
    owed = loan.outstanding_principal
    unit = Money.from_decimal_text(_ROUND, owed.currency).minor
    minor = -(-owed.minor // (_SHARE * unit)) * unit
    clause = clause_of(loan.prepayment_terms)
    if clause.minimum is not None and clause.minimum.currency == owed.currency:
        minor = max(minor, clause.minimum.minor)
    amount = Money(min(minor, owed.minor), owed.currency)
    day = next(
        (row.due for row in table.rows if row.due > reading.today and not objections(reading, loan, amount, row.due)),
        table.rows[-1].due,
    )
    return WhatIfEntry(reading.language.money(amount), day.isoformat())


def read_entry(reading: Reading, loan: Loan, last: dt.date, entry: WhatIfEntry) -> ReadEntry:
    """What was typed as planned amounts; `last` is the loan's last due date."""
    say = reading.language.say
    amount, day = read_amount(entry.amount, loan.principal.currency), read_day(entry.day)
    amount_error = "" if amount is not None else say("Please type an amount, for example 100,000 or 10万.")
    example = (soonest_day(reading, loan, last) or last).isoformat()
    day_error = "" if day is not None else say("Please type a date, for example {day}.", day=example)
    if day is not None and not reading.today < day <= last:
        day_error = say(
            "Please choose a day after today and not after the last installment ({day}).", day=last.isoformat()
        )
    if amount is None or day is None or day_error:
        return ReadEntry((), amount_error, day_error)
    if not entry.yearly:
        return ReadEntry((PlannedAmount(day, amount),))
    every = every_year(day, amount, last.year - day.year + 1)
    return ReadEntry(tuple(one for one in every if one.on <= last))


def compare_entry(terms: Terms, planned: Sequence[PlannedAmount]) -> WhatIf | None:
    """Both ways to pay early; None where the figures lead nowhere."""
    try:
        return compare_prepayments(terms, planned)
    except (TermsError, CurrencyMismatch, OverflowError):
        return None


def all_objections(reading: Reading, loan: Loan, planned: Sequence[PlannedAmount]) -> list[str]:
    """What the contract objects to in any of the amounts, each sentence once."""
    found: list[str] = []
    for index, one in enumerate(planned):
        earlier = [other.on for other in planned[:index]]
        for words in objections(reading, loan, one.amount, one.on, earlier):
            if words not in found:
                found.append(words)
    return found


def soonest_day(reading: Reading, loan: Loan, last: dt.date) -> dt.date | None:
    """The first day after today that the told limits allow; None where the loan ends before it."""
    clause = clause_of(loan.prepayment_terms)
    paid = [one.on for one in loan.prepayments]
    day = clause.earliest(today=reading.today, disbursed_on=loan.disbursed_on, earlier=paid)
    return day if day is not None and day <= last else None
