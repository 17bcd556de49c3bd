"""What the pages are called: for screen readers, in the rail, and beside a screen code that is read out."""

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
HELP: Final = _n("Help and rights")
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
WHO: Final = _n("Who is on the line")
HELP_AND_KEYS: Final = _n("Help and keys")
CLOSING: Final = _n("Close the app?")

TITLE_OF: Final = {
    "H-1": HOME,
    "S-1": SCHEDULE,
    "D-1": DEBITS,
    "C-1": CARDS,
    "P-1": DETAILS,
    "M-1": MESSAGES,
    "R-1": HELP,
    "T-1": SETTINGS,
    "T-2": HELP_AND_KEYS,
    "H-2": CHECKS,
    "S-2": WHAT_IF,
    "S-3": TABLE_CHECK,
    "S-4": ASK_PREPAYMENT,
    "S-5": OWN_LOANS,
    "S-6": BANK_TABLE,
    "S-7": EXPORT,
    "D-2": DEBIT,
    "D-3": PASTED_MESSAGE,
    "U-1": WHO,
    "E-1": RECORD,
    "E-2": HOW_TO_ASK,
    "C-2": CHANGE_CARD,
    "C-3": SIGN_MANDATE,
    "C-4": END_MANDATE,
    "C-5": ASK_RETRY,
    "C-6": MONEY_IN,
    "P-2": CHANGE_DETAILS,
    "P-3": CONFIRM_DETAILS,
    "F-1": FIRST_START,
    "F-2": SIGN_IN,
    "F-3": LOCKED,
    "F-4": CONFLICT,
    "F-5": STORAGE_FAULT,
    "F-6": APP_FAULT,
    "F-7": WHOSE,
    "F-8": CLOSING,
}
"""By screen code."""


def read_out(language: Language, code: str, step: str = "") -> str:
    """A screen code as it is read out: with the page's word, for C, D, E, P and T sound alike on the phone."""
    title = TITLE_OF[code](language)
    if step:
        return language.say("{code}, {page}, {step}", code=code, page=title, step=step)
    return language.say("{code}, {page}", code=code, page=title)
