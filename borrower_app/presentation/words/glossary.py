"""Words of the trade with their one sentence on the spot."""

from __future__ import annotations

from typing import Final

from borrower_app.language import Language
from borrower_app.presentation.words.glossary_terms import TERMS
from borrower_app.presentation.words.parts import Piece, Words

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
    return {word: language.say(TERMS[word].word) for word in _MARKED_BY_ITSELF}


def explained(language: Language, word: str, *, begins: bool = False) -> Piece:
    """A word with its explanation; KeyError for one that is not in the glossary (a bug of ours).

    `begins`: it stands at the beginning of a sentence or title.
    """
    term = TERMS[word]
    said = language.say(term.word)
    return Piece(said[:1].upper() + said[1:] if begins else said, explanation=language.say(term.meaning))


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
