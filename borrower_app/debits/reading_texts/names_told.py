# ruff: noqa: E501 - patterns of two languages; Chinese characters count double there
"""Who signs a text, and the last four digits of the card or account it speaks of."""

from __future__ import annotations

import re
from typing import Final

from borrower_app.debits.reading_texts.normal_text import NormalText

_BRACKETS: Final = re.compile(
    r"^\s*[【\[〖]([^】\]〗\n]{2,24})[】\]〗]|[【\[〖]([^】\]〗\n]{2,24})[】\]〗]\s*(?:退订回?[a-zA-Z]*|拒收请?回?复?[a-zA-Z]*)?$"
)
_SIGNED: Final = re.compile(r"(?:^|[.\s])-\s?([A-Z][A-Za-z&.' ]{1,30}?)\s*$")
_TITLE: Final = re.compile(r"提醒$|通知$|提示$|\$|\{")
_LAST_FOUR: Final = re.compile(
    r"(?:尾号|末四[位码]|后四位|末4[位码]|卡号末|末尾|ending(?: in| with)?|last four(?: digits)?)(?:为|是|:)?\s*[(\[【*x]*\s*([0-9]{4})(?![0-9])"
    r"|(?<![0-9])[*x]{1,8}\s?([0-9]{4})(?![0-9*])|(?:账户|卡|账号|信用卡|银行卡|储蓄卡|借记卡)\s?[(\[]?\*?([0-9]{4})[)\]]?(?=[于的,。 )(]|$)|(?:银行)[(\[]([0-9]{4})[)\]]"
    r"|a/c\s?[.x*]{1,10}([0-9]{4})(?![0-9])|a/c\.\.[0-9]{2}([0-9]{4})(?![0-9])|\bacct ([0-9]{4})\b",
    re.ASCII,
)


def sender_of(text: NormalText) -> str | None:
    """The name in the brackets that open or close a text, or behind the dash at its end; a title is no name."""
    match = _BRACKETS.search(text.plain)
    if match is not None:
        name = (match.group(1) or match.group(2)).strip()
        return None if _TITLE.search(name) else name
    signed = _SIGNED.search(text.plain)
    return signed.group(1).strip() if signed is not None else None


def cards_in(text: NormalText) -> tuple[str, ...]:
    """The last four digits of every card or account named, each once."""
    found = (next(group for group in match.groups() if group) for match in _LAST_FOUR.finditer(text.dense))
    return tuple(dict.fromkeys(found))
