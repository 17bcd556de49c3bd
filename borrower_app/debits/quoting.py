"""Somebody else's words as data: one plain, short, masked line that nothing can follow or run."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from borrower_app import masking

LONGEST_QUOTE: Final = 80
_LINK: Final = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.-]{1,20}:/{1,2}|www\.)\S+"
    r"|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:[A-Za-z]{2,12}/\S*|(?:com|cn|net|org|top|xyz|io|cc|vip|me|ru|tk|app|shop|"
    r"info|link|site|online|club|icu|work|ltd|co)\b\S*)",
    re.IGNORECASE,
)
_TAG: Final = re.compile(r"<[^<>]{0,200}>")


def quoted(text: str, longest: int = LONGEST_QUOTE) -> str:
    """Somebody's words as data: one plain line of so many characters, no links, tags, controls or long numbers."""
    shown = "".join(_tame(character) for character in text[: longest * 20])
    shown = _LINK.sub("…", _TAG.sub(" ", shown))
    shown = masking.free_text(" ".join(shown.replace("<", "‹").replace(">", "›").split()))
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


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
