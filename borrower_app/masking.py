"""What of a secret may be shown (DESIGN section 7, masking widths). Masked is the default everywhere.

`free_text` is the one masking of somebody else's words: whatever is private in them is found by `private_spans`.
"""

from __future__ import annotations

import re
from typing import Final

from borrower_app.foreign_text import isolated
from borrower_app.private_spans import NOBODY, Known, PrivateSpan, private_spans

DOT: Final = "•"


def card(bank: str, last4: str) -> str:
    """A card as bank and last four digits: `工商银行 •••• 1234`."""
    return f"{isolated(bank)} {DOT * 4} {last4}"


def phone(number: str) -> str:
    """First three and last four digits; a number shorter than eight digits shows nothing."""
    digits = "".join(character for character in number if character.isdigit())
    if len(digits) < 8:
        return DOT * 4
    return f"{digits[:3]} {DOT * 4} {digits[-4:]}"


def id_number(number: str) -> str:
    """First and last character."""
    return f"{number[0]}{DOT * 6}{number[-1]}" if len(number) > 2 else DOT * 4


def person(name: str) -> str:
    """Family name only: the first character of a Chinese name, the last word of another."""
    name = name.strip()
    if not name:
        return DOT * 2
    if any("\u4e00" <= character <= "\u9fff" for character in name):
        return name[0] + DOT * 2
    return f"{DOT * 2} {name.split()[-1]}"


def address(text: str) -> str:
    """To the district; what follows is hidden."""
    match = re.match(r"^(.*?(?:区|县|旗|市辖区))", text)
    return f"{match.group(1)}{DOT * 4}" if match else DOT * 4


def email(text: str) -> str:
    """First letter and domain."""
    local, at, domain = text.partition("@")
    return f"{local[0]}{DOT * 4}@{domain}" if at and local else DOT * 4


def employer(text: str) -> str:
    """First character."""
    return text[0] + DOT * 4 if text else DOT * 4


def free_text(text: str, known: Known = NOBODY) -> str:
    """Somebody else's words with what is private in them hidden and everything else as it was written.

    Numbers of cards, accounts, phones and papers, codes, card tails and e-mail addresses always; what `known` tells of
    the person, too.
    """
    spans = private_spans(text, known)
    if not spans:
        return text
    pieces: list[str] = []
    rest = 0
    for span in spans:
        pieces += [text[rest : span.start], _hidden(span)]
        rest = span.end
    return "".join([*pieces, text[rest:]])


def _hidden(span: PrivateSpan) -> str:
    match span.kind:
        case "person":
            return person(span.told)
        case "employer":
            return employer(span.told)
        case "email":
            return span.told[0] + DOT * 4
        case _:
            return DOT * 4
