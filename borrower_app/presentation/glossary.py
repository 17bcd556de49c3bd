"""Words of the trade with their one sentence on the spot."""

from __future__ import annotations

from typing import Final

from borrower_app.language import Language
from borrower_app.presentation.views import Piece


def _n(message: str) -> str:
    """Marks a text for the catalogue; it is said later."""
    return message


_WORDS: Final = {
    "principal": (_n("principal"), _n("The money that was lent, without interest.")),
    "LPR": (_n("LPR"), _n("The loan market rate that is published every month; your rate follows it.")),
    "basis_point": (_n("basis points"), _n("One hundredth of a per cent: 90 basis points are 0.90%.")),
    "repricing": (_n("repricing"), _n("The day on which your rate is set anew by the market rate of the time.")),
    "mandate": (_n("mandate"), _n("Your consent that the lender may debit your card for this loan.")),
    "single_limit": (_n("limit a debit"), _n("The most that may be debited at once under your consent.")),
    "equal_installment": (_n("equal installments"), _n("You pay the same every month; interest gets less over time.")),
    "equal_principal": (_n("equal principal"), _n("You repay the same principal every month; payments get smaller.")),
    "penalty": (_n("penalty interest"), _n("Extra interest on an amount that is paid late, as the contract says.")),
    "grace": (_n("days of grace"), _n("Days after the due date in which paying still counts as on time.")),
    "class_two": (
        _n("class II account"),
        _n("A bank account with a daily cap on payments to others, often opened online."),
    ),
    "credit_record": (_n("credit record"), _n("What the national credit bureau keeps about loans and late payments.")),
    "risk_control": (
        _n("risk control"),
        _n("A bank's own checks; they may stop a payment until it was looked at."),
    ),
}


_MARKED_BY_ITSELF: Final = (
    "mandate",
    "penalty",
    "grace",
    "class_two",
    "credit_record",
    "risk_control",
    "LPR",
    "repricing",
)
"""Words that are marked wherever a page mentions them first; the others only where a page marks them itself."""


def terms(language: Language) -> dict[str, str]:
    """The words that are marked by themselves, as they are said in a language."""
    return {word: language.say(_WORDS[word][0]) for word in _MARKED_BY_ITSELF}


def explained(language: Language, word: str, *, begins: bool = False) -> Piece:
    """A word with its explanation; KeyError for one that is not in the glossary (a bug of ours).

    `begins`: it stands at the beginning of a sentence or title.
    """
    term, explanation = _WORDS[word]
    said = language.say(term)
    return Piece(said[:1].upper() + said[1:] if begins else said, explanation=language.say(explanation))
