"""Somebody else's words as data: one plain, short, masked line that nothing can follow or run."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from borrower_app import masking
from borrower_app.foreign_text import isolated, plain

LONGEST_QUOTE: Final = 80
_ADDRESS: Final = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]{1,20}:/{1,2}|www\.)\S+", re.IGNORECASE)
_WORD: Final = re.compile(r"\S+")
_HOST_END: Final = re.compile(
    r"(?<=[A-Za-z0-9-])\.(?:[A-Za-z]{2,12}/|(?:com|cn|net|org|top|xyz|io|cc|vip|me|ru|tk|app|shop|"
    r"info|link|site|online|club|icu|work|ltd|co)\b)",
    re.IGNORECASE,
)
_HOST_SIGNS: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.")
_TAG: Final = re.compile(r"<[^<>]{0,200}>")


def quoted(text: str, longest: int = LONGEST_QUOTE) -> str:
    """Somebody's words as data: one plain line of so many characters, no links, tags, controls or private numbers."""
    shown = "".join(_tame(character) for character in text[: longest * 20])
    shown = _WORD.sub(_without_host, _ADDRESS.sub("…", _TAG.sub(" ", shown)))
    shown = masking.free_text(plain(" ".join(shown.replace("<", "‹").replace(">", "›").split())))
    return isolated(shown if len(shown) <= longest else shown[: longest - 1] + "…")


def _without_host(match: re.Match[str]) -> str:
    """A word up to the name of a computer in it. Each word is looked at once: a search that begins anew at every letter
    of a long word takes seconds for a message."""
    word = match.group()
    end = _HOST_END.search(word)
    if end is None:
        return word
    start = end.start()
    while start and word[start - 1] in _HOST_SIGNS:
        start -= 1
    return word[:start].rstrip(".") + "…"


def _tame(character: str) -> str:
    """Controls become spaces; digits and Latin letters of other widths and scripts become plain ones to be masked."""
    category = unicodedata.category(character)
    if category[0] in "CZ":
        return " "
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if "\uff01" <= character <= "\uff5e" and category[0] == "L":
        return unicodedata.normalize("NFKC", character)
    return character
