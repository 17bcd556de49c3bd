"""The data key: 256 random bits in the OS keyring, or wrapped by a passphrase, or in memory only. Never in plain form.

Where a PIN is set, keyring or passphrase give only one half of it: see `pinned_key`.

The keyring is asked in a daemon thread: a prompt that nobody answers must block neither start nor exit (measured: under
a bare X server it waits for ever).
"""

from __future__ import annotations

import base64
import binascii
import queue
import sys
import threading
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Protocol, TypeVar

import msgspec
from msgspec import Meta, Struct

from borrower_app.failures import FailureCode, KeysUnavailable
from borrower_app.store import folder as folder_

KEY_BYTES: Final = 32
KEYRING_SECONDS: Final = 3.0
SERVICE: Final = "borrower-app"
MEMORY_KIB: Final = 65_536
ITERATIONS: Final = 3
"""What a new derivation costs: about 150 ms."""

_ALLOWED: Final = {
    "linux": ("keyring.backends.SecretService", "Keyring"),
    "win32": ("keyring.backends.Windows", "WinVaultKeyring"),
    "darwin": ("keyring.backends.macOS", "Keyring"),
}

T = TypeVar("T")


def random_bytes(count: int) -> bytes:
    """Random bytes of the system."""
    # Not with this module: an ordinary start makes no key, and waits for what is imported here.
    import secrets

    return secrets.token_bytes(count)


def memory_key() -> bytes:
    """A fresh key that nobody writes down: everything is gone when the app closes."""
    return random_bytes(KEY_BYTES)


def keyring_key(folder_id: str, *, create: bool = True) -> bytes:
    """The key of a data folder from the OS keyring; made, written and read back when there is none.

    Raises KeysUnavailable: KEYRING_UNUSABLE (none, locked, no answer within 3 s, does not keep what it is given),
    KEY_LOST when there is no entry and `create` is False: a folder in use must never get a second key.
    """
    return _within(KEYRING_SECONDS, lambda: _read_or_create(_allowed_backend(), folder_id, create=create))


def keyring_is_usable() -> bool:
    """Whether this computer has an allowed key store that answers; writes nothing. Waits at most 3 s."""
    try:
        _within(KEYRING_SECONDS, lambda: _allowed_backend().get_password(SERVICE, "is-it-there"))
    except KeysUnavailable:
        return False
    return True


def folder_id(folder: Path) -> str:
    """The name under which a folder's key is kept in the keyring: a digest of where the folder lies."""
    import hashlib

    return hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:32]


def keep_keyring_key(folder_id: str, key: bytes) -> None:
    """Put a key that is there already into the keyring, and read it back; raises KeysUnavailable."""
    _within(KEYRING_SECONDS, lambda: _keep(_allowed_backend(), folder_id, base64.b64encode(key).decode()))


def forget_keyring_key(folder_id: str) -> None:
    """Remove the key of a folder from the keyring, and look that it is gone; raises KeysUnavailable."""

    def forget() -> None:
        backend = _allowed_backend()
        if backend.get_password(SERVICE, folder_id) is not None:
            backend.delete_password(SERVICE, folder_id)
            if backend.get_password(SERVICE, folder_id) is not None:
                raise KeysUnavailable(FailureCode.KEYRING_UNUSABLE, "the keyring does not forget what it is told to")

    _within(KEYRING_SECONDS, forget)


def _allowed_backend() -> Any:
    """Never `keyring.get_keyring()`: with keyrings.alt installed that is a plain file, without a warning."""
    import importlib

    module, name = _ALLOWED["linux" if sys.platform.startswith("linux") else sys.platform]
    backend = getattr(importlib.import_module(module), name)
    # Reading the priority raises where the backend can't be used.
    _ = backend.priority
    return backend()


def _read_or_create(backend: Any, folder_id: str, *, create: bool) -> bytes:
    stored = backend.get_password(SERVICE, folder_id)
    if stored is None:
        if not create:
            raise KeysUnavailable(FailureCode.KEY_LOST)
        stored = base64.b64encode(random_bytes(KEY_BYTES)).decode()
        _keep(backend, folder_id, stored)
    try:
        key = base64.b64decode(stored, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise KeysUnavailable(FailureCode.KEY_LOST, "the entry in the keyring is no key")
    return key


def _keep(backend: Any, folder_id: str, entry: str) -> None:
    backend.set_password(SERVICE, folder_id, entry)
    if backend.get_password(SERVICE, folder_id) != entry:
        raise KeysUnavailable(FailureCode.KEYRING_UNUSABLE, "the keyring does not keep what it is given")


def _within(seconds: float, function: Callable[[], T]) -> T:
    box: queue.SimpleQueue[T | BaseException] = queue.SimpleQueue()

    def work() -> None:
        try:
            box.put(function())
        except BaseException as error:  # noqa: BLE001 - back ends raise errors of D-Bus, COM and Objective-C alike
            box.put(error)

    threading.Thread(target=work, daemon=True, name="keyring").start()
    try:
        result = box.get(timeout=seconds)
    except queue.Empty:
        raise KeysUnavailable(FailureCode.KEYRING_UNUSABLE, "no answer") from None
    if isinstance(result, KeysUnavailable):
        raise result
    if isinstance(result, BaseException):
        name = type(result).__name__
        refused = name in {"KeyringLocked", "InitError", "PasswordSetError", "PasswordDeleteError"}
        code = FailureCode.KEYRING_REFUSED if refused else FailureCode.KEYRING_UNUSABLE
        raise KeysUnavailable(code, name) from result
    return result


class DerivationCosts(Protocol):
    """What Argon2id needs of a header; who reads one keeps the numbers within bounds."""

    @property
    def memory_kib(self) -> int:
        """Memory in KiB."""

    @property
    def iterations(self) -> int:
        """Passes over the memory."""

    @property
    def lanes(self) -> int:
        """Parallel lanes."""

    @property
    def salt(self) -> bytes:
        """Random bytes of this file alone."""


class Derivation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How Argon2id makes a key of what a person types, with bounds on what an edited file could make it eat."""

    kdf: Literal["argon2id"] = "argon2id"
    memory_kib: Annotated[int, Meta(ge=8_192, le=262_144)] = 65_536
    iterations: Annotated[int, Meta(ge=1, le=10)] = 3
    lanes: Annotated[int, Meta(ge=1, le=8)] = 4
    salt: Annotated[bytes, Meta(min_length=16, max_length=64)]


class WrappedKey(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file `key.wrapped` of a folder without a PIN: an authenticated header and the key behind a passphrase."""

    version: Literal[1] = 1
    kdf: Literal["argon2id"] = "argon2id"
    memory_kib: Annotated[int, Meta(ge=8_192, le=262_144)] = 65_536
    iterations: Annotated[int, Meta(ge=1, le=10)] = 3
    lanes: Annotated[int, Meta(ge=1, le=8)] = 4
    salt: Annotated[bytes, Meta(min_length=16, max_length=64)]
    nonce: Annotated[bytes, Meta(min_length=12, max_length=12)]
    wrapped: bytes = b""

    @property
    def derivation(self) -> Derivation:
        """How the passphrase becomes a key."""
        return Derivation(memory_kib=self.memory_kib, iterations=self.iterations, lanes=self.lanes, salt=self.salt)


class OuterSecret(Struct, frozen=True):
    """What keyring or passphrase give: 256 bits that are the data key's one half where a PIN is set.

    `phrase` is how the passphrase becomes these bits; None for the keyring, which holds them as they are.
    """

    secret: bytes
    phrase: Derivation | None = None

    def __repr__(self) -> str:
        return "OuterSecret(…)"


def has_wrapped(folder: Path) -> bool:
    """Whether the folder's key is wrapped by a passphrase."""
    return folder_.check_file(folder / folder_.WRAPPED_KEY_FILE)


def in_use(folder: Path) -> bool:
    """Whether the folder holds data of some key: then a missing key is a lost one, and none may be made."""
    return any((folder / name).exists() for name in (folder_.OWN_FILE, folder_.CACHE_FILE, folder_.LENDER_FILE))


def create_wrapped(folder: Path, passphrase: str) -> bytes:
    """A new key, wrapped and durable in `key.wrapped`.

    Raises KeysUnavailable: PASSPHRASE_NEEDED for an empty passphrase, KEY_LOST when the folder holds data of another
    key; FileExistsError when it has a wrapped key already: a new one would lock the user out of the data.
    """
    if not passphrase:
        raise KeysUnavailable(FailureCode.PASSPHRASE_NEEDED)
    folder_.prepare_folder(folder)
    if has_wrapped(folder):
        raise FileExistsError("the folder has a wrapped key")
    if in_use(folder):
        raise KeysUnavailable(FailureCode.KEY_LOST, "the folder holds data of another key")
    key = random_bytes(KEY_BYTES)
    folder_.write_file(folder / folder_.WRAPPED_KEY_FILE, _wrap(key, passphrase))
    return key


def open_wrapped(folder: Path, passphrase: str) -> bytes:
    """The key behind the passphrase (about 150 ms); raises as `unwrap`, and StorageFault."""
    return unwrap(read_wrapped(folder), passphrase)


def read_wrapped(folder: Path) -> bytes:
    """The content of `key.wrapped`, empty where there is none; raises StorageFault."""
    return folder_.read_file(folder / folder_.WRAPPED_KEY_FILE, 8_192) or b""


def unwrap(content: bytes, passphrase: str) -> bytes:
    """The key in the content of a `key.wrapped` without a PIN (about 150 ms).

    Raises KeysUnavailable: KEY_LOST where it can't be read, PASSPHRASE_WRONG for a wrong phrase or an edited file (they
    can't be told apart).
    """
    return unwrap_with(content, phrase_secret(content, passphrase))


def phrase_secret(content: bytes, passphrase: str) -> OuterSecret:
    """What the passphrase gives under the header of a `key.wrapped` without a PIN (about 150 ms); raises KEY_LOST."""
    derivation = _header(content).derivation
    return OuterSecret(passphrase_key(derivation, passphrase), derivation)


def unwrap_with(content: bytes, outer: OuterSecret) -> bytes:
    """The key in the content of a `key.wrapped` without a PIN, with what the passphrase gave; raises as `unwrap`."""
    header = _header(content)
    # After the derivation, so that the start of the window waits for less.
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(outer.secret).decrypt(header.nonce, header.wrapped, _authenticated(header))
    except (InvalidTag, ValueError):
        raise KeysUnavailable(FailureCode.PASSPHRASE_WRONG) from None


def wrapped_with(key: bytes, outer: OuterSecret) -> bytes:
    """The content of a `key.wrapped` without a PIN, for the passphrase that gave `outer`."""
    assert outer.phrase is not None
    return _sealed(key, outer.secret, outer.phrase)


def _header(content: bytes) -> WrappedKey:
    try:
        return msgspec.json.decode(content, type=WrappedKey)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise KeysUnavailable(FailureCode.KEY_LOST, "key.wrapped can't be read") from None


def change_passphrase(folder: Path, old: str, new: str) -> None:
    """Wrap the same key by another passphrase; raises KeysUnavailable and then changes nothing."""
    if not new:
        raise KeysUnavailable(FailureCode.PASSPHRASE_NEEDED)
    folder_.write_file(folder / folder_.WRAPPED_KEY_FILE, _wrap(open_wrapped(folder, old), new))


def _wrap(key: bytes, passphrase: str) -> bytes:
    derivation = new_derivation()
    return _sealed(key, passphrase_key(derivation, passphrase), derivation)


def new_derivation() -> Derivation:
    """The usual costs with a salt of its own."""
    return Derivation(memory_kib=MEMORY_KIB, iterations=ITERATIONS, salt=random_bytes(16))


def _sealed(key: bytes, wrapping: bytes, how: Derivation) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    header = WrappedKey(
        memory_kib=how.memory_kib, iterations=how.iterations, lanes=how.lanes, salt=how.salt, nonce=random_bytes(12)
    )
    wrapped = AESGCM(wrapping).encrypt(header.nonce, key, _authenticated(header))
    return msgspec.json.encode(msgspec.structs.replace(header, wrapped=wrapped))


def passphrase_key(header: DerivationCosts, passphrase: str) -> bytes:
    """The key that a passphrase gives under the costs and the salt of a header (about 150 ms with the usual ones)."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    # NFC: the same phrase typed on macOS and on Windows differs in bytes.
    phrase = unicodedata.normalize("NFC", passphrase).encode()
    function = Argon2id(
        salt=header.salt,
        length=KEY_BYTES,
        iterations=header.iterations,
        lanes=header.lanes,
        memory_cost=header.memory_kib,
    )
    return function.derive(phrase)


def _authenticated(header: WrappedKey) -> bytes:
    return msgspec.json.encode(msgspec.structs.replace(header, wrapped=b""))
