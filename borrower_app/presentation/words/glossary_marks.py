"""Marks the first mention of each glossary word of a page, so that no jargon stands there without its one sentence."""

from __future__ import annotations

import msgspec

from borrower_app.language import Language
from borrower_app.presentation.words.glossary import explained, terms
from borrower_app.presentation.words.parts import Line, Piece, Words


class Marker:
    """Goes through a page's sentences in reading order; each word is marked once."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._left = {term: word for word, term in terms(language).items()}

    def words(self, words: Words) -> Words:
        """A sentence with its first mentions marked; links and strong pieces stay as they are."""
        marked: list[Piece] = []
        for piece in words:
            if piece.action is not None or piece.explanation or piece.strong:
                self._left.pop(piece.text, None)
                marked.append(piece)
            else:
                marked += self._split(piece.text)
        return tuple(marked)

    def lines(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """Every line's sentence."""
        return tuple(msgspec.structs.replace(line, words=self.words(line.words)) for line in lines)

    def _split(self, text: str) -> list[Piece]:
        found = [(at, term) for term in self._left if (at := self._place(text, term)) >= 0]
        if not found:
            return [Piece(text)]
        at, term = min(found, key=lambda item: (item[0], -len(item[1])))
        word = self._left.pop(term)
        mark = explained(self._language, word)
        shown = text[at : at + len(term)]
        before = [Piece(text[:at])] if at else []
        return [*before, msgspec.structs.replace(mark, text=shown), *self._rest(text[at + len(term) :])]

    def _rest(self, text: str) -> list[Piece]:
        return self._split(text) if text else []

    def _place(self, text: str, term: str) -> int:
        at = text.lower().find(term.lower())
        if at < 0 or not term.isascii():
            return at
        end = at + len(term)
        inside = (at > 0 and text[at - 1].isalpha()) or (end < len(text) and text[end].isalpha())
        return -1 if inside else at
