"""The Luhn check digit of card numbers and spoken references (ISO/IEC 7812-1, annex B)."""

from __future__ import annotations


def luhn_digit(payload: str) -> str:
    """The check digit that belongs behind `payload`, a text of digits."""
    total = 0
    for position, character in enumerate(reversed(payload)):
        digit = int(character)
        if position % 2 == 0:
            digit = digit * 2 - 9 if digit > 4 else digit * 2
        total += digit
    return str(-total % 10)


def passes_luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the ones before it."""
    return luhn_digit(digits[:-1]) == digits[-1:]
