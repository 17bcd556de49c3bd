"""What each page is, in one or two sentences, for F1. A page without an entry here fails a test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from borrower_app.language import Language


def _n(message: str) -> Callable[[Language], str]:
    return lambda language: language.say(message)


_GUIDE: Final = _n(
    "A guide takes you through one change, step by step. Nothing is sent before the step that says so, and you can"
    " leave it and go on later."
)

PURPOSES: Final[Mapping[str, Callable[[Language], str]]] = {
    "H-1": _n("Home says whether you have to do anything now, and shows each loan with its next debit."),
    "H-2": _n("All checks made before the next debits, each with the records it rests on."),
    "S-1": _n("The schedule: every installment with its day, what it is made of and what is left afterwards."),
    "S-2": _n("Here you try what paying early would change. Nothing is asked of the lender."),
    "S-3": _n("The lender's table is computed again, row by row; differences are shown with both figures."),
    "S-4": _GUIDE,
    "S-5": _n("Loans that you entered yourself. They stay on this computer."),
    "S-6": _n("Here a table file from your bank becomes a loan in this app. The file is not changed."),
    "S-7": _n("Here the schedule is saved as a file or for a calendar, where you want it."),
    "D-1": _n("Every debit that was tried, newest first, with what became of it."),
    "D-2": _n("One debit: what happened, what it means, and what to do next."),
    "D-3": _n("Paste a message about a debit here; the app says what it means and whether it looks like fraud."),
    "E-1": _n("One record as the lender sent it, with where and when it came from."),
    "E-2": _n("What the records don't tell, and how to ask for it."),
    "C-1": _n("Your repayment cards and what each authorisation allows the lender to debit."),
    "C-2": _GUIDE,
    "C-3": _GUIDE,
    "C-4": _GUIDE,
    "C-5": _GUIDE,
    "C-6": _GUIDE,
    "P-1": _n("What the lender knows of you, masked. Hold a button to see a value."),
    "P-2": _GUIDE,
    "P-3": _GUIDE,
    "M-1": _n("Letters of the lender, and what became of your requests."),
    "T-1": _n("How the app looks, its PIN and lock, and signing out."),
    "T-2": _n("What a page is, and every key of the app."),
    "F-1": _n("The first start: where the key to your data is kept, a PIN, and how to begin."),
    "F-2": _n("Signing in to the lender, in the browser or with a phone. This app never asks for your bank password."),
    "F-3": _n("Passphrase, PIN or recovery code: without it nobody can read your data on this computer."),
    "F-4": _n("The lender's entry has changed since you wrote yours: you decide which one is right."),
    "F-5": _n("The files on this computer could not be opened; here is what helps."),
    "F-6": _n("Something in this app went wrong. The report holds nothing about you."),
    "F-7": _n("Several people use this app here; each has a folder of their own."),
    "F-8": _n("Something would be lost by closing; here you decide."),
}
