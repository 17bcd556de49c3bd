"""`key.wrapped` where a PIN is set: the data key wrapped twice.

One wrap opens with the PIN and the secret of keyring or passphrase together, the other with the recovery code alone.
Each wrap's header is authenticated with the whole file's, so that no part of it can be put into another one.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec
from msgspec import Struct

from borrower_app.failures import FailureCode, KeysUnavailable, StorageFault
from borrower_app.store.keys import Derivation, OuterSecret, new_derivation, passphrase_key, random_bytes
from borrower_app.store.recovery_code import read_code
from borrower_app.store.secret_memory import overwrite

_CHECK_BYTES: Final = 16


class Wrap(Derivation, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The data key behind something that is typed."""

    nonce: bytes
    wrapped: bytes = b""


class PinnedKey(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file. `phrase`: how the passphrase becomes the outer secret; None where that lies in the keyring.

    `check` tells a wrong passphrase, or another keyring's entry, from a wrong PIN.
    """

    version: Literal[2] = 2
    phrase: Derivation | None = None
    check: bytes
    pin: Wrap
    recovery: Wrap


class _Version(Struct):
    version: int


_VERSION: Final = msgspec.json.Decoder(_Version)
_FILE: Final = msgspec.json.Decoder(PinnedKey)


def read_pinned(content: bytes) -> PinnedKey | None:
    """What stands in a `key.wrapped`; None where there is none, or one without a PIN.

    Raises KeysUnavailable KEY_LOST for one that can't be read, StorageFault DATABASE_NEWER for a later form.
    """
    if not content:
        return None
    try:
        version = _VERSION.decode(content).version
        if version == 1:
            return None
        if version > 2:
            raise StorageFault(FailureCode.DATABASE_NEWER, f"key.wrapped has form {version}")
        return _FILE.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise KeysUnavailable(FailureCode.KEY_LOST, "key.wrapped can't be read") from None


class TwoWraps(Struct, frozen=True):
    """A new `key.wrapped`, and what opens it: deriving that once more would take as long again."""

    content: bytes
    by_pin: bytes
    by_code: bytes

    def __repr__(self) -> str:
        return "TwoWraps(…)"

    def reads_well(self, found: bytes, key: bytes) -> bool:
        """Whether what was read back gives the key both ways."""
        pinned = read_pinned(found)
        if pinned is None:
            return False
        opened = (_opened(pinned, pinned.pin, self.by_pin), _opened(pinned, pinned.recovery, self.by_code))
        try:
            return opened == (key, key)
        finally:
            overwrite(*opened)


def wrap_twice(key: bytes, outer: OuterSecret, pin: str, code: str) -> TwoWraps:
    """The key behind PIN and outer secret, and behind the recovery code."""
    bare = PinnedKey(phrase=outer.phrase, check=_check(outer), pin=_new_wrap(), recovery=_new_wrap())
    seen = _authenticated(bare)
    by_pin, by_code = _pin_wrapping(bare.pin, outer, pin), _code_wrapping(bare.recovery, code)
    made = msgspec.structs.replace(
        bare,
        pin=_sealed(bare.pin, by_pin, key, seen),
        recovery=_sealed(bare.recovery, by_code, key, seen),
    )
    return TwoWraps(msgspec.json.encode(made), by_pin, by_code)


def belongs_to(pinned: PinnedKey, outer: OuterSecret) -> bool:
    """Whether this is the outer secret that the PIN's wrap was made with."""
    import hmac

    return hmac.compare_digest(pinned.check, _check(outer))


def open_with_pin(pinned: PinnedKey, outer: OuterSecret, pin: str) -> bytes | None:
    """The data key, None for a wrong PIN (about 150 ms)."""
    return _opened(pinned, pinned.pin, _pin_wrapping(pinned.pin, outer, pin))


def open_with_code(pinned: PinnedKey, typed: str) -> bytes | None:
    """The data key, None for a wrong recovery code (about 150 ms)."""
    return _opened(pinned, pinned.recovery, _code_wrapping(pinned.recovery, typed))


def _new_wrap() -> Wrap:
    how = new_derivation()
    return Wrap(
        memory_kib=how.memory_kib, iterations=how.iterations, lanes=how.lanes, salt=how.salt, nonce=random_bytes(12)
    )


def _pin_wrapping(wrap: Wrap, outer: OuterSecret, pin: str) -> bytes:
    import hmac

    return hmac.digest(outer.secret, b"borrower-app pin " + passphrase_key(wrap, pin), "sha256")


def _code_wrapping(wrap: Wrap, typed: str) -> bytes:
    return passphrase_key(wrap, read_code(typed))


def _check(outer: OuterSecret) -> bytes:
    import hmac

    return hmac.digest(outer.secret, b"borrower-app outer secret", "sha256")[:_CHECK_BYTES]


def _authenticated(pinned: PinnedKey) -> bytes:
    bare = {name: msgspec.structs.replace(getattr(pinned, name), wrapped=b"") for name in ("pin", "recovery")}
    return msgspec.json.encode(msgspec.structs.replace(pinned, **bare))


def _sealed(wrap: Wrap, wrapping: bytes, key: bytes, seen: bytes) -> Wrap:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    sealed = AESGCM(wrapping).encrypt(wrap.nonce, key, seen + wrap.nonce)
    return msgspec.structs.replace(wrap, wrapped=sealed)


def _opened(pinned: PinnedKey, wrap: Wrap, wrapping: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(wrapping).decrypt(wrap.nonce, wrap.wrapped, _authenticated(pinned) + wrap.nonce)
    except (InvalidTag, ValueError):
        return None
