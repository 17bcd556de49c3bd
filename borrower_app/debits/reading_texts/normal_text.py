# ruff: noqa: E501 - patterns of two languages; Chinese characters count double there
"""A text as it is read: one width, one script, no controls, no spaces beside Chinese, cut into sentences and clauses.

Every reading is over `dense`; `quote` gives the words back as they were sent. Bounded, whatever the text is.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from msgspec import Struct

from borrower_app.debits.reading_texts.scripts import simplified, without_lookalikes

LONGEST_READ: Final = 2_000
"""A bank's message is a few sentences; what stands beyond is not read."""

_SENTENCE_END: Final = re.compile(
    r"[。!?;\n]+|(?<!\brs)(?<!\bmr)(?<!\bms)(?<!\bno)(?<!\bref)(?<!\.)\.(?=\s|$|[\u4e00-\u9fff])", re.ASCII
)
# A comma between two digits is part of a number.
_CLAUSE_END: Final = re.compile(r"(?<![0-9]),|,(?![0-9])|[—–]{1,2}|\s-\s|…+|[①②③④⑤]")


_HEADING: Final = re.compile(r"^\s*[【\[〖][^】\]〗\n]{1,30}[】\]〗]|[【\[〖][^】\]〗\n]{1,30}[】\]〗]\s*$")


class Clause(Struct, frozen=True):
    """A stretch of the dense text between two commas or full stops; `sentence` is the number of its sentence."""

    start: int
    end: int
    sentence: int
    is_asked: bool = False


class NormalText(Struct, frozen=True):
    """`plain` is what was sent, in one width and without controls; `dense` is what is read.

    `origin` holds for each character of `dense` its place in `plain`.
    """

    plain: str
    dense: str
    origin: tuple[int, ...]
    clauses: tuple[Clause, ...]
    sentences: tuple[tuple[int, int], ...]
    has_chinese: bool = True
    has_english: bool = True

    def quote(self, start: int, end: int) -> str:
        """The words between two places of `dense`, as they were sent."""
        if start >= end:
            return ""
        return self.plain[self.origin[start] : self.origin[end - 1] + 1].strip()

    def text_of(self, clause: Clause) -> str:
        """The dense text of a clause."""
        return self.dense[clause.start : clause.end]

    def is_heading(self, place: int) -> bool:
        """Whether a place lies in brackets that open or close the text: a sender or a title, no statement."""
        return any(match.start() <= place < match.end() for match in _HEADING.finditer(self.dense))

    def clause_at(self, place: int) -> Clause:
        """The clause that holds a place."""
        return next((clause for clause in self.clauses if place < clause.end), self.clauses[-1])


def is_chinese(character: str) -> bool:
    """Whether it is a character of Chinese writing or its punctuation."""
    return "\u3000" <= character <= "\u9fff"


def normal_text(text: str) -> NormalText:
    """The text as it is read; total."""
    plain = _plain(text)
    dense, origin = _dense(plain)
    sentences = _pieces(dense, 0, len(dense), _SENTENCE_END)
    clauses: list[Clause] = []
    for number, (start, end) in enumerate(sentences):
        asked = dense[end : end + 1] == "?" or dense[start:end].rstrip().endswith(("吗", "么"))
        pieces = _pieces(dense, start, end, _CLAUSE_END)
        clauses += [
            Clause(from_, to, number, asked and place == len(pieces) - 1) for place, (from_, to) in enumerate(pieces)
        ]
    return NormalText(
        plain,
        dense,
        tuple(origin),
        tuple(clauses) or (Clause(0, 0, 0),),
        tuple(sentences),
        has_chinese=_CHINESE.search(dense) is not None,
        has_english=_ENGLISH.search(dense) is not None,
    )


_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")
# A few names of three letters stand in Chinese texts of every bank.
_ENGLISH: Final = re.compile(r"(?<![a-z])(?!(?:app|lpr|rmb|cny|atm)(?![a-z]))[a-z]{3}", re.ASCII)


def _plain(text: str) -> str:
    narrow = unicodedata.normalize("NFKC", text[:LONGEST_READ])[: 2 * LONGEST_READ]
    kept = []
    for character in narrow:
        if character in "\r\n\u2028":
            kept.append("\n")
        elif character == "\t":
            kept.append(" ")
        elif character.isprintable():
            kept.append(character)
    return _as_written(_without_cut_lines("".join(kept).strip()))


# A line that a screen or a letter cut, told from one that somebody ended: no mark at its end, no heading after it.
_CUT: Final = re.compile(
    r"(?<=[^\s。,!?;:、】\])}.])[ ]?\n(?!\n)(?=[^\n]{1,})(?![^\n:,;。]{1,10}[:]|\s*(?:您|如|若|请|尊敬|【|\[|[0-9]+[.、)]|[-*•]|dear|hi\b|if\b|please))",
    re.IGNORECASE,
)
_CUT_WORD: Final = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_LISTED: Final = re.compile(r"[^\n:]{1,12}:[^\n]*$")


def _without_cut_lines(text: str) -> str:
    """Lines that were cut in the middle are one again; what stands in a list stays apart."""
    if "\n" not in text:
        return text
    text = _CUT_WORD.sub("", text)
    made: list[str] = []
    at = 0
    for match in _CUT.finditer(text):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if _LISTED.match(line) is not None or len(line) < _SHORTEST_CUT:
            continue
        between = "" if is_chinese(text[match.end()]) or is_chinese(text[match.start() - 1]) else " "
        made += [text[at : match.start()], between]
        at = match.end()
    return "".join([*made, text[at:]])


_SHORTEST_CUT: Final = 5
# What a camera takes for a digit between digits, and the space it sees behind a separator.
_LETTER_FOR_DIGIT: Final = (
    (re.compile(r"(?<=[0-9])[oO](?=[0-9]|[日月号元])"), "0"),
    (re.compile(r"(?<=[0-9])[lI|](?=[0-9]|[日月号元])"), "1"),
    (re.compile(r"(?<=[0-9])([.,]) (?=[0-9]{2,3}(?:[^0-9]|$))"), r"\1"),
)


def _as_written(text: str) -> str:
    """Digits that an OCR read as letters, and amounts that it pulled apart."""
    for pattern, digit in _LETTER_FOR_DIGIT:
        text = pattern.sub(digit, text)
    return text


def _dense(plain: str) -> tuple[str, list[int]]:
    folded = without_lookalikes(simplified(plain))
    made: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(folded):
        if character == " ":
            before = made[-1] if made else " "
            after = folded[place + 1] if place + 1 < len(folded) else " "
            if before in " \n" or after in " \n" or is_chinese(before) or is_chinese(after):
                continue
        small = character.lower()
        made.append(small if len(small) == 1 else character)
        origin.append(place)
    return "".join(made), origin


def _pieces(dense: str, start: int, end: int, mark: re.Pattern[str]) -> list[tuple[int, int]]:
    pieces = []
    at = start
    for match in mark.finditer(dense, start, end):
        if dense[at : match.start()].strip():
            pieces.append((at, match.start()))
        at = match.end()
    if dense[at:end].strip():
        pieces.append((at, end))
    return pieces
