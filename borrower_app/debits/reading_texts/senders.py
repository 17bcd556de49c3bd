"""What the number that a message came from tells: an ordinary phone or mail address is none of a bank's.

Banks and lenders send from short service numbers (95xxx, 106…) or under their name. Both can be forged: no proof.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import Final

_LONGEST: Final = 80
_MOBILE: Final = re.compile(r"(?:\+?86|0086)?1[3-9][0-9]{9}")
_WITH_COUNTRY: Final = re.compile(r"(?:\+|00)[1-9][0-9]{6,14}")
_MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+")


class SenderKind(StrEnum):
    """What a sender's number looks like; UNTOLD says nothing about it."""

    UNTOLD = "untold"
    PHONE = "phone"
    MAIL = "mail"


def kind_of_sender(sender: str) -> SenderKind:
    """What a sender looks like as it was typed; total. A name and a short number are UNTOLD."""
    told = unicodedata.normalize("NFKC", sender[:_LONGEST]).strip()
    digits = re.sub(r"[\s().-]", "", told)
    if _MOBILE.fullmatch(digits) or _WITH_COUNTRY.fullmatch(digits):
        return SenderKind.PHONE
    return SenderKind.MAIL if _MAIL.fullmatch(told) else SenderKind.UNTOLD
