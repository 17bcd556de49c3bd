"""Words of the trade with their one sentence on the spot."""

from __future__ import annotations

from typing import Final

from borrower_app.language import Language
from borrower_app.presentation.words.parts import Piece, Words


def _n(message: str) -> str:
    """Marks a text for the catalogue; it is said later."""
    return message


_WORDS: Final = {
    "principal": (_n("principal"), _n("The money that was lent, without interest.")),
    "interest": (
        _n("interest"),
        _n("What the lender charges for the money it lent: by the rate, on the principal that is still owed."),
    ),
    "payment": (_n("payment"), _n("What you pay each time: principal and interest together.")),
    "balance": (_n("principal left"), _n("What you still owe after that payment, without interest to come.")),
    "forecast": (
        _n("forecast"),
        _n("Computed at today's rate: it changes when your rate is set anew."),
    ),
    "simple_cost": (
        _n("simple yearly cost"),
        _n("All interest and fees as a rate a year, without interest on interest."),
    ),
    "irr": (
        _n("compounded yearly cost (IRR)"),
        _n("The same, with interest on interest: the figure to compare loans by."),
    ),
    "prepayment": (_n("paying early"), _n("Paying back principal before it is due, on top of the installment.")),
    "LPR": (_n("LPR"), _n("The loan market rate that is published every month; your rate follows it.")),
    "basis_point": (_n("basis points"), _n("One hundredth of a per cent: 90 basis points are 0.90%.")),
    "repricing": (_n("repricing"), _n("The day on which your rate is set anew by the market rate of the time.")),
    "mandate": (_n("mandate"), _n("Your consent that the lender may debit your card for this loan.")),
    "single_limit": (_n("limit a debit"), _n("The most that may be debited at once under your consent.")),
    "equal_installment": (_n("equal installments"), _n("You pay the same every month; interest gets less over time.")),
    "equal_principal": (_n("equal principal"), _n("You repay the same principal every month; payments get smaller.")),
    "flat": (
        _n("flat interest"),
        _n("Every payment holds interest on the whole first amount, whatever is repaid."),
    ),
    "interest_only": (_n("interest first"), _n("You pay interest each time and all the principal at the end.")),
    "bullet": (_n("all at the end"), _n("You pay nothing until the end, then principal and interest at once.")),
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


def marked(language: Language, sentence: str, *words: str) -> Words:
    """A sentence with the first place of each of these words explained; a word that is not in it is left out."""
    places: list[tuple[int, int, Piece]] = []
    for word in words:
        piece = explained(language, word)
        at = sentence.lower().find(piece.text.lower())
        if at >= 0 and all(end <= at or at + len(piece.text) <= begin for begin, end, _piece in places):
            places.append((at, at + len(piece.text), piece))
    pieces: list[Piece] = []
    done = 0
    for begin, end, piece in sorted(places, key=lambda place: place[0]):
        if begin > done:
            pieces.append(Piece(sentence[done:begin]))
        pieces.append(Piece(sentence[begin:end], explanation=piece.explanation))
        done = end
    if done < len(sentence) or not pieces:
        pieces.append(Piece(sentence[done:]))
    return tuple(pieces)
