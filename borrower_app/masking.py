"""What of a secret may be shown (DESIGN section 7, masking widths). Masked is the default everywhere."""

from __future__ import annotations

import re
from typing import Final

DOT: Final = "•"

_LONG_DIGITS = re.compile(r"(?<![0-9.,])[0-9](?:[ -]?[0-9]){6,}(?![0-9])")
_LONG_DIGITS_WITH_X = re.compile(r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")


def card(bank: str, last4: str) -> str:
    """A card as bank and last four digits: `工商银行 •••• 1234`."""
    return f"{bank} {DOT * 4} {last4}"


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


def free_text(text: str) -> str:
    """Somebody else's words with every long number, ID number and e-mail address hidden."""
    text = _EMAIL.sub(lambda match: email(match.group()), text)
    text = _LONG_DIGITS_WITH_X.sub(lambda match: id_number(match.group()), text)
    return _LONG_DIGITS.sub(_hide_digits, text)


def _hide_digits(match: re.Match[str]) -> str:
    digits = [character for character in match.group() if character.isdigit()]
    if len(digits) < 9:
        return match.group()
    return f"{DOT * 4} {''.join(digits[-4:])}"
