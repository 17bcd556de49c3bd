"""The PIN of a data folder: tried, set, changed, removed, and got round with the recovery code.

The order of every change is such that a stop at any moment leaves a folder that opens, by the PIN so far or by the new
one, and that nothing which opened without a PIN outlives the next right one.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import msgspec

from borrower_app import settings
from borrower_app.failures import FailureCode, KeysUnavailable
from borrower_app.store import folder as folder_
from borrower_app.store import keys
from borrower_app.store.fault_border import storage_border
from borrower_app.store.keys import OuterSecret
from borrower_app.store.pin_tries import MOST_TRIES, PinTries, read_tries, write_tries
from borrower_app.store.pinned_key import (
    PinnedKey,
    belongs_to,
    open_with_code,
    open_with_pin,
    read_pinned,
    wrap_twice,
)

__all__ = [
    "begin_command_try",
    "outer_from_passphrase",
    "outer_secret",
    "pinned_key",
    "read_pinned",
    "remove_pin",
    "set_aside_sealed",
    "set_pin",
    "try_code",
    "try_pin",
    "try_pin_of_command",
]

_ENTRY: Final = ".pin"
"""What the name of the keyring's entry ends with where it is only one half of the key."""


def pinned_key(folder: Path) -> PinnedKey | None:
    """The two wraps; None where no PIN wraps the key. Raises KeysUnavailable KEY_LOST, StorageFault."""
    return read_pinned(keys.read_wrapped(folder))


def outer_secret(folder: Path, pinned: PinnedKey, outer: OuterSecret | None) -> OuterSecret:
    """What the PIN needs beside it: what the passphrase gave, else the keyring's entry, made sure to be the right one.

    Raises KeysUnavailable: PASSPHRASE_NEEDED where there is a passphrase and it was not given, PIN_KEYRING_LOST where
    the keyring has lost its half, KEYRING_UNUSABLE, KEYRING_REFUSED.
    """
    if pinned.phrase is not None:
        if outer is None or not belongs_to(pinned, outer):
            raise KeysUnavailable(FailureCode.PASSPHRASE_NEEDED)
        return outer
    try:
        found = OuterSecret(keys.keyring_key(keys.folder_id(folder) + _ENTRY, create=False))
    except KeysUnavailable as failure:
        if failure.code is FailureCode.KEY_LOST:
            raise KeysUnavailable(FailureCode.PIN_KEYRING_LOST) from None
        raise
    if not belongs_to(pinned, found):
        raise KeysUnavailable(FailureCode.PIN_KEYRING_LOST, "the keyring's entry is another one")
    return found


def outer_from_passphrase(pinned: PinnedKey, passphrase: str) -> OuterSecret:
    """What the passphrase gives (about 150 ms); raises KeysUnavailable PASSPHRASE_WRONG."""
    assert pinned.phrase is not None
    outer = OuterSecret(keys.passphrase_key(pinned.phrase, passphrase), pinned.phrase)
    if not belongs_to(pinned, outer):
        raise KeysUnavailable(FailureCode.PASSPHRASE_WRONG)
    return outer


def try_pin(folder: Path, pinned: PinnedKey, outer: OuterSecret | None, pin: str) -> bytes | None:
    """A try in the window: the data key, None for a wrong PIN. Counted before it is looked at.

    Raises KeysUnavailable PIN_TRIES_OVER and as `outer_secret`, StorageFault; none of them costs a try.
    """
    secret = outer_secret(folder, pinned, outer)
    tries = read_tries(folder)
    if not tries.left:
        raise KeysUnavailable(FailureCode.PIN_TRIES_OVER)
    write_tries(folder, msgspec.structs.replace(tries, wrong=tries.wrong + 1))
    key = open_with_pin(pinned, secret, pin)
    if key is not None:
        write_tries(folder, PinTries())
        _tidy(folder, pinned)
    return key


def try_pin_of_command(folder: Path, pinned: PinnedKey, outer: OuterSecret | None, pin: str) -> bytes:
    """A try of a command: the data key. The first wrong one shuts the way until the PIN was right in the window.

    A right one gives back no earlier tries: a command that runs by a timer would free them for whoever guesses at the
    window. Raises KeysUnavailable PIN_FILE_SHUT, PIN_TRIES_OVER, PIN_WRONG and as `outer_secret`, StorageFault.
    """
    secret = outer_secret(folder, pinned, outer)
    tries = read_tries(folder)
    begin_command_try(folder, tries)
    key = open_with_pin(pinned, secret, pin)
    if key is None:
        raise KeysUnavailable(FailureCode.PIN_WRONG)
    write_tries(folder, tries)
    return key


def begin_command_try(folder: Path, tries: PinTries) -> None:
    """Count a try of a command before it is made; raises KeysUnavailable where none may be made, StorageFault."""
    if not tries.left:
        raise KeysUnavailable(FailureCode.PIN_TRIES_OVER)
    if tries.commands_shut:
        raise KeysUnavailable(FailureCode.PIN_FILE_SHUT)
    write_tries(folder, PinTries(wrong=min(tries.wrong + 1, MOST_TRIES), commands_shut=True))


def try_code(pinned: PinnedKey, typed: str) -> bytes | None:
    """The data key behind the recovery code, None for a wrong one. Not counted: nobody guesses 120 bits."""
    return open_with_code(pinned, typed)


def set_pin(folder: Path, key: bytes, outer: OuterSecret | None, pin: str, code: str) -> None:
    """Wrap the key by a PIN and a recovery code: a first PIN, another one, or one after the recovery code.

    `outer` is what the passphrase gave; None where the keyring holds the key. Read back, both ways, before the old wrap
    goes. Raises KeysUnavailable, StorageFault, and then the old way still opens.
    """
    before = keys.read_wrapped(folder)
    secret = outer or OuterSecret(keys.keyring_key(keys.folder_id(folder) + _ENTRY))
    wraps = wrap_twice(key, secret, pin, code)
    # First the tries: a PIN without them has none left.
    write_tries(folder, PinTries())
    folder_.write_file(folder / folder_.WRAPPED_KEY_FILE, wraps.content, lambda found: wraps.reads_well(found, key))
    folder_.sweep(folder / folder_.WRAPPED_KEY_FILE)
    if secret.phrase is None:
        try:
            keys.forget_keyring_key(keys.folder_id(folder))
        except KeysUnavailable:
            if not before:
                # The keyring would still hold the whole key: no PIN is better than one that protects nothing.
                folder_.remove_file(folder / folder_.WRAPPED_KEY_FILE)
                raise


def remove_pin(folder: Path, key: bytes, outer: OuterSecret | None) -> None:
    """Back to keyring or passphrase alone; raises KeysUnavailable, StorageFault, and then the PIN still holds."""
    path = folder / folder_.WRAPPED_KEY_FILE
    if outer is not None:
        folder_.write_file(path, keys.wrapped_with(key, outer), lambda found: keys.unwrap_with(found, outer) == key)
    else:
        keys.keep_keyring_key(keys.folder_id(folder), key)
        folder_.remove_file(path)
        keys.forget_keyring_key(keys.folder_id(folder) + _ENTRY)
    folder_.sweep(path)
    folder_.remove_file(folder / folder_.PIN_TRIES_FILE)


def _tidy(folder: Path, pinned: PinnedKey) -> None:
    """What a stop in the middle of a change may have left, and what would open without the PIN."""
    for name in (folder_.WRAPPED_KEY_FILE, folder_.PIN_TRIES_FILE):
        folder_.sweep(folder / name)
    if pinned.phrase is None:
        try:
            keys.forget_keyring_key(keys.folder_id(folder))
        except KeysUnavailable:
            # Tried again with the next right PIN; the person must not be kept out for it.
            return


def set_aside_sealed(folder: Path, stamp: str) -> Path:
    """Without PIN and code: move everything sealed into a folder of its own inside, and leave this one empty.

    Nothing is deleted: who finds the recovery code opens that folder with it. `stamp` goes into its name. A stop on the
    way is gone on with by the next call: the wrapped key lies in both until the last file has moved. Raises
    StorageFault.
    """
    content = keys.read_wrapped(folder)
    aside = _begun(folder, content) or _new_name(folder, stamp)
    folder_.prepare_folder(aside)
    folder_.write_file(aside / folder_.WRAPPED_KEY_FILE, content)
    stays = {folder_.WRAPPED_KEY_FILE, folder_.PIN_TRIES_FILE, folder_.LOCK_FILE, folder_.PEOPLE_FOLDER}
    stays |= {settings.FILE_NAME, "incidents.log"}
    with storage_border():
        for path in sorted(folder.iterdir()):
            if path.name not in stays and not path.name.startswith((f"{_SEALED}-", ".")):
                os.rename(path, aside / path.name)
    folder_.sync_folder(aside)
    folder_.remove_file(folder / folder_.WRAPPED_KEY_FILE)
    folder_.remove_file(folder / folder_.PIN_TRIES_FILE)
    return aside


_SEALED: Final = "sealed"


def _begun(folder: Path, content: bytes) -> Path | None:
    for aside in sorted(folder.glob(f"{_SEALED}-*")):
        if aside.is_dir() and keys.read_wrapped(aside) == content:
            return aside
    return None


def _new_name(folder: Path, stamp: str) -> Path:
    number = 1
    while os.path.lexists(aside := folder / f"{_SEALED}-{stamp}-{number}"):
        number += 1
    return aside
