"""Where the key to the data on this computer comes from: keyring, passphrase, or nowhere (DESIGN section 5)."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from msgspec import Struct

from borrower_app.failures import Failure, FailureCode, KeysUnavailable
from borrower_app.settings import Options
from borrower_app.store import keys
from borrower_app.store.folder import prepare_folder
from borrower_app.store.keys import keyring_is_usable, memory_key

__all__ = [
    "KeyAhead",
    "KeyStorage",
    "data_key",
    "key_ahead",
    "key_by_choice",
    "key_with_passphrase",
    "keyring_is_usable",
    "memory_key",
]

KeyStorage = Literal["keyring", "passphrase", "memory"]
LONGEST_PASSPHRASE = 4_096


def folder_id(folder: Path) -> str:
    """The name under which a folder's key is kept in the keyring: a digest of where the folder lies."""
    import hashlib

    return hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:32]


def read_passphrase(path: Path) -> str:
    """The first line of a passphrase file; raises KeysUnavailable when there is none."""
    try:
        with path.open(encoding="utf-8") as file:
            phrase = file.readline(LONGEST_PASSPHRASE).rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise KeysUnavailable(FailureCode.PASSPHRASE_FILE, type(error).__name__, file=str(path)) from error
    if not phrase:
        raise KeysUnavailable(FailureCode.PASSPHRASE_FILE, file=str(path))
    return phrase


def key_with_passphrase(folder: Path, passphrase: str) -> bytes:
    """The data key of a folder whose key is wrapped; a new folder gets one. Raises KeysUnavailable, StorageFault."""
    if keys.has_wrapped(folder):
        return keys.open_wrapped(folder, passphrase)
    return keys.create_wrapped(folder, passphrase)


class KeyAhead(Struct, frozen=True):
    """A key that was unwrapped before the folder was locked, and from what; it holds while that is what lies there."""

    wrapped: bytes
    key: bytes

    def __repr__(self) -> str:
        return "KeyAhead(…)"


def key_ahead(options: Options) -> KeyAhead | None:
    """Derive the key while nobody holds the folder yet: this only reads. None where there is nothing to derive, or
    something is wrong: `data_key` then says what.
    """
    if options.passphrase_file is None:
        return None
    try:
        wrapped = keys.read_wrapped(options.data_dir)
        if not wrapped:
            return None
        return KeyAhead(wrapped, keys.unwrap(wrapped, read_passphrase(options.passphrase_file)))
    except Failure:
        return None


def data_key(options: Options, ahead: KeyAhead | None = None) -> bytes:
    """The key for a command, the folder being locked: from the passphrase file, else from the keyring.

    Raises KeysUnavailable, StorageFault.
    """
    folder = options.data_dir
    if ahead is not None and keys.read_wrapped(folder) == ahead.wrapped:
        return ahead.key
    if options.passphrase_file is not None:
        return key_with_passphrase(folder, read_passphrase(options.passphrase_file))
    if keys.has_wrapped(folder):
        raise KeysUnavailable(FailureCode.PASSPHRASE_NEEDED)
    return keys.keyring_key(folder_id(folder), create=not keys.in_use(folder))


def key_by_choice(folder: Path, storage: KeyStorage, passphrase: str) -> bytes:
    """A new key, kept as the user chose at first start; raises KeysUnavailable, StorageFault."""
    if storage == "memory":
        return keys.memory_key()
    prepare_folder(folder)
    if storage == "passphrase":
        return key_with_passphrase(folder, passphrase)
    return keys.keyring_key(folder_id(folder), create=not keys.in_use(folder))
