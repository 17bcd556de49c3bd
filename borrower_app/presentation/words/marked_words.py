"""Sentences with glossary words in them: `|mandate|` stands for the word that is explained on the spot."""

from __future__ import annotations

import re
from typing import Final

from borrower_app.language import Language
from borrower_app.presentation.words.glossary import explained
from borrower_app.presentation.words.parts import Piece, Words

_MARK: Final = re.compile(r"\|([A-Za-z_]+)\|")


def marked(language: Language, sentence: str) -> Words:
    """The sentence with its marked words; a mark at the beginning starts with a capital letter where letters have any.

    KeyError for a mark that is not in the glossary (a bug of ours).
    """
    pieces: list[Piece] = []
    at = 0
    for match in _MARK.finditer(sentence):
        if match.start() > at:
            pieces.append(Piece(sentence[at : match.start()]))
        pieces.append(explained(language, match.group(1), begins=match.start() == 0))
        at = match.end()
    if at < len(sentence) or not pieces:
        pieces.append(Piece(sentence[at:]))
    return tuple(pieces)
