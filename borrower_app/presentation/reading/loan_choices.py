"""The loans a page can be about: every loan, and before its parts each combined loan (组合贷)."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from borrower_app.presentation.reading.own_words import name_of
from borrower_app.presentation.reading.records import Reading
from borrower_app.records.loan import Loan

_PREFIX: Final = "household:"


class Household(Struct, frozen=True):
    """A combined loan: `subject` names it where a page is asked for."""

    subject: str
    parts: tuple[Loan, ...]


def is_household(subject: str) -> bool:
    """Whether a page's subject is a combined loan, not a single one."""
    return subject.startswith(_PREFIX)


def households(reading: Reading) -> tuple[Household, ...]:
    """All combined loans: two or more loans of one household, in the order of their first parts."""
    found: dict[str, list[Loan]] = {}
    for held in reading.snapshot.loans:
        if held.record.household is not None:
            found.setdefault(held.record.household, []).append(held.record)
    return tuple(Household(_PREFIX + name, tuple(parts)) for name, parts in found.items() if len(parts) > 1)


def household_of(reading: Reading, subject: str) -> Household | None:
    """The combined loan of a subject; None where it is not (or no longer) there."""
    return next((one for one in households(reading) if one.subject == subject), None)


def only_household(reading: Reading) -> Household | None:
    """The combined loan that all loans are parts of, if there is one."""
    found = households(reading)
    return found[0] if len(found) == 1 and len(found[0].parts) == len(reading.snapshot.loans) else None


def loan_names(reading: Reading) -> tuple[tuple[str, str], ...]:
    """(id, name) of every loan."""
    return tuple((held.record.id, name_of(held.record, reading.language)) for held in reading.snapshot.loans)


def choices_with_households(reading: Reading) -> tuple[tuple[str, str], ...]:
    """(subject, name) of every loan; a combined loan stands before its first part."""
    of_first = {one.parts[0].id: one for one in households(reading)}
    choices: list[tuple[str, str]] = []
    for identifier, name in loan_names(reading):
        if identifier in of_first:
            choices.append((of_first[identifier].subject, reading.language.say("Combined loan")))
        choices.append((identifier, name))
    return tuple(choices)
