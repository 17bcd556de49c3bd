"""What the pages are called: for screen readers, and in the rail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from borrower_app.language import Language

PageTitle = Callable[[Language], str]


def _n(message: str) -> PageTitle:
    """A name for the catalogue; it is said when its page is shown."""
    return lambda language: language.say(message)


HOME: Final = _n("Home")
SCHEDULE: Final = _n("Schedule")
DEBITS: Final = _n("Debits")
CARDS: Final = _n("Cards and mandates")
DETAILS: Final = _n("My details")
MESSAGES: Final = _n("Messages")
SETTINGS: Final = _n("Settings")
CHECKS: Final = _n("All checks before a debit")
WHAT_IF: Final = _n("What if I pay early")
TABLE_CHECK: Final = _n("Check of the table")
ASK_PREPAYMENT: Final = _n("Ask for a prepayment")
OWN_LOANS: Final = _n("Loans you entered")
BANK_TABLE: Final = _n("The bank's table")
EXPORT: Final = _n("Export the schedule")
DEBIT: Final = _n("One debit")
PASTED_MESSAGE: Final = _n("A message I got")
RECORD: Final = _n("A record")
HOW_TO_ASK: Final = _n("How to ask")
CHANGE_CARD: Final = _n("Change the repayment card")
SIGN_MANDATE: Final = _n("Sign a mandate")
END_MANDATE: Final = _n("End an authorisation")
ASK_RETRY: Final = _n("Ask for another debit")
MONEY_IN: Final = _n("The money is on the card")
CHANGE_DETAILS: Final = _n("Change my details")
CONFIRM_DETAILS: Final = _n("Look through my details")
FIRST_START: Final = _n("First start")
SIGN_IN: Final = _n("Sign in")
LOCKED: Final = _n("Locked")
CONFLICT: Final = _n("Which one is right?")
STORAGE_FAULT: Final = _n("Storage fault")
APP_FAULT: Final = _n("A fault of this app")
WHOSE: Final = _n("Whose loans")
WHO: Final = _n("Who is on the line?")
HELP_AND_KEYS: Final = _n("Help and keys")
CLOSING: Final = _n("Close the app?")
