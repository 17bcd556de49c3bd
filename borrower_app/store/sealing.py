"""Sealing a small file with the data key: AES-256-GCM under a key of its own for each purpose."""

from __future__ import annotations

import hmac
import secrets
from pathlib import Path
from typing import Final

from borrower_app.store import folder as folder_

_NONCE_BYTES: Final = 12


def seal(key: bytes, purpose: str, content: bytes) -> bytes:
    """Nonce and ciphertext; `purpose` is bound in, so that one sealed file never passes for another."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(_subkey(key, purpose)).encrypt(nonce, content, purpose.encode())


def unseal(key: bytes, purpose: str, sealed: bytes) -> bytes | None:
    """The content, or None for a wrong key, another purpose or a changed byte."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(_subkey(key, purpose)).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], purpose.encode())
    except (InvalidTag, ValueError):
        return None


def read_sealed(path: Path, key: bytes, purpose: str, limit: int) -> bytes | None:
    """The content of a small sealed file; None where there is none, a folder in its place, or it can't be opened.

    Raises StorageFault, also above `limit` bytes.
    """
    if path.is_dir():
        return None
    sealed = folder_.read_file(path, limit)
    return unseal(key, purpose, sealed) if sealed is not None else None


def _subkey(key: bytes, purpose: str) -> bytes:
    return hmac.digest(key, b"borrower-app seal " + purpose.encode(), "sha256")
