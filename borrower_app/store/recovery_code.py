"""The recovery code: 120 random bits in letters and digits that can't be taken for each other, for paper.

It opens the data where the PIN is forgotten or the keyring is lost. Nobody keeps it but the person.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH: Final = 24
BITS: Final = _LENGTH * 5
_GROUP: Final = 4
# Crockford's rule: what a hand writes like a digit is read as that digit.
_READ_AS: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """A code as it is shown: six groups of four."""
    # Not with this module: a start makes no code, and waits for what is imported here.
    import secrets

    drawn = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    return "-".join(drawn[begin : begin + _GROUP] for begin in range(0, _LENGTH, _GROUP))


def read_code(typed: str) -> str:
    """What was typed, as it counts: case, width, blanks and dashes do not."""
    plain = unicodedata.normalize("NFKC", typed[:200]).upper()
    return "".join(character for character in plain if character.isalnum()).translate(_READ_AS)
