"""A PIN as an Argon2id hash: where it only hides, with nothing kept, and in folders of before it wrapped the key."""

from __future__ import annotations

import secrets
from typing import Final

SHORTEST: Final = 6
_MEMORY_KIB: Final = 65_536


def hash_pin(pin: str) -> str:
    """The PHC text to be kept (about 100 ms); raises ValueError for fewer than six digits or anything but digits."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    if len(pin) < SHORTEST or not (pin.isascii() and pin.isdigit()):
        raise ValueError("a PIN is six digits or more")
    function = Argon2id(salt=secrets.token_bytes(16), length=32, iterations=3, lanes=4, memory_cost=_MEMORY_KIB)
    return function.derive_phc_encoded(pin.encode())


def pin_matches(pin: str, stored: str) -> bool:
    """Whether the PIN is the one behind the stored text."""
    from cryptography.exceptions import InvalidKey
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    try:
        Argon2id.verify_phc_encoded(pin.encode(), stored)
    except (InvalidKey, ValueError):
        return False
    return True
