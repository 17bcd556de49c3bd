"""Where the key to the data on this computer comes from: keyring, passphrase, or nowhere (DESIGN section 5).

Where a PIN is set these give one half only; the other is asked for in the window (`folder_key`) or read from the
PIN file of a command (`command_key`).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal, TypeVar

from msgspec import Struct

from borrower_app.failures import Failure, FailureCode, KeysUnavailable
from borrower_app.marked_text import MARK, text_of_start
from borrower_app.settings import Options
from borrower_app.store import folder_pin, keys
from borrower_app.store.folder import prepare_folder
from borrower_app.store.keys import OuterSecret, keyring_is_usable, memory_key

__all__ = [
    "DataKey",
    "KeyAhead",
    "KeyStorage",
    "data_key",
    "key_ahead",
    "key_by_choice",
    "key_with_passphrase",
    "keyring_is_usable",
    "memory_key",
    "outer_of_start",
    "passphrase_half",
    "read_first_line",
]

KeyStorage = Literal["keyring", "passphrase", "memory"]
LONGEST_LINE = 4_096
_LINE_END: Final = re.compile("\r\n|\r|\n")

T = TypeVar("T")


class DataKey(Struct, frozen=True):
    """A data key, and what a passphrase gave on the way to it (None with the keyring): a PIN set later needs that."""

    key: bytes
    outer: OuterSecret | None = None

    def __repr__(self) -> str:
        return "DataKey(…)"


class KeyAhead(Struct, frozen=True):
    """What a passphrase gave before the folder was locked, and from what; it holds while that is what lies there.

    `key` is None where a PIN is wanted, too.
    """

    wrapped: bytes
    key: bytes | None
    outer: OuterSecret

    def __repr__(self) -> str:
        return "KeyAhead(…)"


def read_first_line(path: Path, code: FailureCode) -> str:
    """The secret in the first line of a file, without a mark of its encoding.

    Raises KeysUnavailable with this code when there is none.
    """
    return _first_line(path, code)[0]


def _first_line(path: Path, code: FailureCode) -> tuple[str, bool]:
    """The secret, and whether an editor put the mark of UTF-8 before it."""
    try:
        with path.open("rb") as file:
            start = file.read(4 * LONGEST_LINE)
        text = text_of_start(start)
    except (OSError, UnicodeDecodeError) as error:
        raise KeysUnavailable(code, type(error).__name__, file=str(path)) from error
    line = _LINE_END.split(text, maxsplit=1)[0][:LONGEST_LINE]
    if not line:
        raise KeysUnavailable(code, file=str(path))
    return line, start.startswith(codecs.BOM_UTF8)


def _passphrase(path: Path) -> tuple[str, ...]:
    """What the passphrase file says. An early version took the mark before it for part of the phrase: then that, too."""
    phrase, is_marked = _first_line(path, FailureCode.PASSPHRASE_FILE)
    return (phrase, MARK + phrase) if is_marked else (phrase,)


def passphrase_half(content: bytes, passphrase: str) -> OuterSecret:
    """What a passphrase gives for the content of a `key.wrapped`, with or without a PIN (about 150 ms).

    Raises KeysUnavailable; without a PIN a wrong phrase is found out only when the key is unwrapped.
    """
    pinned = folder_pin.read_pinned(content)
    if pinned is None:
        return keys.phrase_secret(content, passphrase)
    if pinned.phrase is None:
        raise KeysUnavailable(FailureCode.PASSPHRASE_WRONG, "the key lies in the keyring")
    return folder_pin.outer_from_passphrase(pinned, passphrase)


def key_with_passphrase(folder: Path, passphrase: str) -> bytes:
    """The data key of a folder whose key is wrapped; a new folder gets one. Raises KeysUnavailable, StorageFault."""
    return _with_passphrase(folder, passphrase).key


def _with_passphrase(folder: Path, passphrase: str) -> DataKey:
    if not keys.has_wrapped(folder):
        keys.create_wrapped(folder, passphrase)
    content = keys.read_wrapped(folder)
    if folder_pin.read_pinned(content) is not None:
        raise KeysUnavailable(FailureCode.PIN_NEEDED)
    outer = keys.phrase_secret(content, passphrase)
    return DataKey(keys.unwrap_with(content, outer), outer)


def _with_passphrase_file(folder: Path, path: Path) -> DataKey:
    """As `_with_passphrase`; a key that only the phrase with the mark opens is wrapped anew by the phrase without it."""
    plain, *marked = _passphrase(path)
    try:
        return _with_passphrase(folder, plain)
    except KeysUnavailable as error:
        if error.code is not FailureCode.PASSPHRASE_WRONG or not marked:
            raise
    keys.change_passphrase(folder, marked[0], plain)
    return _with_passphrase(folder, plain)


def _first_right(phrases: tuple[str, ...], one: Callable[[str], T]) -> T:
    """What the first phrase gives that is not wrong."""
    for phrase in phrases[:-1]:
        try:
            return one(phrase)
        except KeysUnavailable as error:
            if error.code is not FailureCode.PASSPHRASE_WRONG:
                raise
    return one(phrases[-1])


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
        outer = _first_right(_passphrase(options.passphrase_file), lambda phrase: passphrase_half(wrapped, phrase))
        has_pin = folder_pin.read_pinned(wrapped) is not None
        return KeyAhead(wrapped, None if has_pin else keys.unwrap_with(wrapped, outer), outer)
    except Failure:
        return None


def outer_of_start(options: Options, ahead: KeyAhead | None = None) -> OuterSecret | None:
    """Of a folder with a PIN: what the passphrase file gives; None where the keyring holds that half.

    Raises KeysUnavailable PASSPHRASE_NEEDED, PASSPHRASE_WRONG, PASSPHRASE_FILE.
    """
    content = keys.read_wrapped(options.data_dir)
    pinned = folder_pin.read_pinned(content)
    if pinned is None or pinned.phrase is None:
        return None
    if ahead is not None and ahead.wrapped == content:
        return ahead.outer
    if options.passphrase_file is None:
        raise KeysUnavailable(FailureCode.PASSPHRASE_NEEDED)
    return _first_right(
        _passphrase(options.passphrase_file), lambda phrase: folder_pin.outer_from_passphrase(pinned, phrase)
    )


def data_key(options: Options, ahead: KeyAhead | None = None) -> DataKey:
    """The key of a folder without a PIN, the folder being locked: from the passphrase file, else from the keyring.

    Raises KeysUnavailable, PIN_NEEDED among them, StorageFault.
    """
    folder = options.data_dir
    content = keys.read_wrapped(folder)
    if folder_pin.read_pinned(content) is not None:
        raise KeysUnavailable(FailureCode.PIN_NEEDED)
    if ahead is not None and ahead.key is not None and content == ahead.wrapped:
        return DataKey(ahead.key, ahead.outer)
    if options.passphrase_file is not None:
        return _with_passphrase_file(folder, options.passphrase_file)
    if content:
        raise KeysUnavailable(FailureCode.PASSPHRASE_NEEDED)
    return DataKey(keys.keyring_key(keys.folder_id(folder), create=not keys.in_use(folder)))


def key_by_choice(folder: Path, storage: KeyStorage, passphrase: str) -> DataKey:
    """A new key, kept as the user chose at first start; raises KeysUnavailable, StorageFault."""
    if storage == "memory":
        return DataKey(keys.memory_key())
    prepare_folder(folder)
    if storage == "passphrase":
        return _with_passphrase(folder, passphrase)
    return DataKey(keys.keyring_key(keys.folder_id(folder), create=not keys.in_use(folder)))
