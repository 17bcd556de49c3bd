"""Where private things stand in somebody else's words: numbers, codes, addresses, names; pure, in linear time.

A text is folded first: compatibility forms, digits of every script, invisible characters, separators; every folded
character knows where it stood, so that only the private span itself is hidden and the rest stays as it was written.
What a borrower has to read stays: amounts, dates, times, service numbers, references, and what the records name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final, Literal

from msgspec import Struct

from borrower_app.check_digit import passes_luhn
from borrower_app.private_patterns import (
    CALLED,
    CODE_AFTER,
    CODE_BEFORE,
    CODE_PLAIN,
    DOCUMENT,
    EMAIL,
    HALF_HIDDEN,
    HYPHENS,
    LETTERED,
    LOOSE,
    MAY_HIDE,
    NUMBER,
    READABLE,
    REFERENCE,
    RESIDENT,
    SPELLED_OUT,
    TAIL,
)

Kind = Literal["number", "code", "tail", "email", "person", "address", "employer"]


class PrivateSpan(Struct, frozen=True):
    """A private span of the text as it was written, `start` to `end`; `told` is what stands there, in plain form."""

    start: int
    end: int
    kind: Kind
    told: str


class PrivateWord(Struct, frozen=True):
    """A word the records tell of a person that nobody has to read here."""

    kind: Kind
    text: str


class Known(Struct, frozen=True):
    """What the records tell: words to hide, and the digits of numbers that stay readable (hotlines, references)."""

    private: tuple[PrivateWord, ...] = ()
    readable: frozenset[str] = frozenset()


NOBODY: Final = Known()

_KEPT: Final = "\x00"
_DIGITS: Final = re.compile("[0-9]+")
_FEWEST_DIGITS: Final = 9
_MOST_GROUPS: Final = 8
"""In how many groups a number is written that somebody reads out."""


def private_spans(text: str, known: Known = NOBODY) -> list[PrivateSpan]:
    """The spans in their order, none overlapping another."""
    if not known.private and not MAY_HIDE.search(text):
        # Most texts: nothing is folded for them.
        return []
    folded, places = _folded(text)
    found: list[PrivateSpan] = []
    covered = 0
    for start, end, kind, told in sorted(_found(folded, known), key=lambda one: (one[0], -one[1])):
        if start >= covered:
            found.append(PrivateSpan(places[start], places[end - 1] + 1, kind, told))
            covered = end
    return found


def squeezed(text: str) -> str:
    """A text folded, in one case and without anything but letters and digits: for comparing names."""
    return "".join(character for character in _folded(text)[0].casefold() if character.isalnum())


_Found = Iterator[tuple[int, int, Kind, str]]


def _found(folded: str, known: Known) -> _Found:
    yield from _words(folded, known.private)
    if not MAY_HIDE.search(folded):
        return
    yield from _matches(RESIDENT, folded, "number")
    rest = folded
    for pattern in READABLE:
        rest = pattern.sub(_kept_unless_personal, rest)
    yield from _matches(EMAIL, rest, "email")
    for pattern in (CODE_AFTER, CODE_BEFORE, CODE_PLAIN):
        yield from _matches(pattern, rest, "code")
    yield from _matches(TAIL, rest, "tail")
    rest = CALLED.sub(lambda match: _KEPT * len(match.group()), rest)
    rest = LETTERED.sub(_kept_unless_personal, REFERENCE.sub(_kept_unless_personal, rest))
    for pattern in (DOCUMENT, HALF_HIDDEN, SPELLED_OUT):
        yield from _matches(pattern, rest, "number")
    numbers = _matches(NUMBER, rest, "number")
    yield from (one for one in numbers if not _is_readable(one[3], known.readable))


def _matches(pattern: re.Pattern[str], text: str, kind: Kind) -> _Found:
    """What a pattern finds: its group where it has one."""
    for match in pattern.finditer(text):
        group = match.lastindex or 0
        yield match.start(group), match.end(group), kind, match.group(group)


def _kept_unless_personal(match: re.Match[str]) -> str:
    """What is called an amount or a reference stays readable, unless it is a card, a phone or an ID in disguise."""
    return match.group() if is_personal(match.group()) else _KEPT * len(match.group())


def is_personal(number: str) -> bool:
    """Whether a number is a mobile phone, a resident's ID or a card, whatever it is called."""
    digits = "".join(character for character in number if character.isdigit())
    if len(digits) in (11, 13) and re.fullmatch(r"(?:86)?1[3-9][0-9]{9}", digits):
        return True
    if len(digits) in (17, 18) and re.match(
        r"[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])", digits
    ):
        return True
    return 15 <= len(digits) <= 19 and digits[0] in "3456" and passes_luhn(digits)


def _is_readable(number: str, readable: frozenset[str]) -> bool:
    """Whether a run of digits is what the records tell, alone or beside another: what is left of it is no number."""
    groups = _DIGITS.findall(number) if readable else []
    at = left = 0
    while at < len(groups):
        ends = range(at + 1, min(len(groups), at + _MOST_GROUPS) + 1)
        end = next((end for end in ends if "".join(groups[at:end]) in readable), None)
        left = left + len(groups[at]) if end is None else 0
        if left >= _FEWEST_DIGITS:
            return False
        at = at + 1 if end is None else end
    return bool(groups)


def _words(folded: str, private: Iterable[PrivateWord]) -> _Found:
    for word in private:
        pattern = _loose_pattern(word)
        if pattern is not None:
            yield from ((match.start(), match.end(), word.kind, word.text) for match in pattern.finditer(folded))


def _loose_pattern(word: PrivateWord) -> re.Pattern[str] | None:
    """The word whatever stands between its letters; a Latin one only where no letter touches it."""
    if word.kind == "email":
        local, _at, domain = word.text.partition("@")
        at, dot = f"{LOOSE}(?:at{LOOSE})?", f"{LOOSE}(?:dot{LOOSE})?"
        source = _loosely(local) + at + dot.join(map(_loosely, domain.split(".")))
    else:
        source = _loosely(word.text)
    if not source:
        return None
    first, last = squeezed(word.text)[0], squeezed(word.text)[-1]
    begins = r"(?<![A-Za-z0-9])" if first.isascii() else ""
    ends = r"(?![A-Za-z0-9])" if last.isascii() else ""
    return re.compile(begins + source + ends, re.IGNORECASE)


def _loosely(text: str) -> str:
    return LOOSE.join(re.escape(sign) for sign in squeezed(text))


def _folded(text: str) -> tuple[str, list[int] | range]:
    """The folded text, and for each of its characters where it stood."""
    if text.isascii() and text.isprintable():
        return text, range(len(text))
    signs: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        for sign in (
            character if character == "\n" or " " <= character <= "~" or "一" <= character <= "鿿" else _fold(character)
        ):
            signs.append(sign)
            places.append(at)
    return "".join(signs), places


def _fold(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cf", "Mn", "Me", "Cc", "Cn") or character == "\ufffd":
        return ""
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    if category[0] == "Z":
        return " "
    if category == "Pd" or character in HYPHENS:
        return "-"
    return unicodedata.normalize("NFKC", character)
