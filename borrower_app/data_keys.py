"""Where the key to the data on this computer comes from: keyring, passphrase, or nowhere (DESIGN section 5)."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

from borrower_app.failures import FailureCode, KeysUnavailable
from borrower_app.settings import Options
from borrower_app.store import keys
from borrower_app.store.folder import prepare_folder
from borrower_app.store.keys import keyring_is_usable, memory_key

__all__ = ["KeyStorage", "data_key", "key_by_choice", "key_with_passphrase", "keyring_is_usable", "memory_key"]

KeyStorage = Literal["keyring", "passphrase", "memory"]
LONGEST_PASSPHRASE = 4_096


def folder_id(folder: Path) -> str:
    """The name under which a folder's key is kept in the keyring: a digest of where the folder lies."""
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


def data_key(options: Options) -> bytes:
    """The key for a command: from the passphrase file, else from the keyring. Raises KeysUnavailable."""
    folder = options.data_dir
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
