"""A PIN tried in the window, in the store lane: where it wraps the key, and where it only hides (DESIGN section 5).

It only hides in a folder of before it wrapped the key, and where nothing is kept at all.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from borrower_app.application.data_keys import DataKey
from borrower_app.failures import FailureCode, KeysUnavailable
from borrower_app.store import folder_pin, keys
from borrower_app.store.first_paint import old_pin
from borrower_app.store.pin import pin_matches
from borrower_app.store.pin_tries import MOST_TRIES, PinTries, read_tries, write_tries
from borrower_app.store.secret_memory import overwrite

if TYPE_CHECKING:
    from borrower_app.store.keys import OuterSecret
    from borrower_app.store.store import Store


class PinFacts(Struct, frozen=True):
    """Whether there is a PIN, and whether nothing opens without it."""

    is_set: bool
    wraps_key: bool


class Tried(Struct, frozen=True):
    """A try: the key where it was right. `tries_left` is None where none was wrong; `wraps_key` as in `PinFacts`."""

    key: DataKey | None
    tries_left: int | None
    wraps_key: bool

    def __repr__(self) -> str:
        return "Tried(…)"


def pin_facts(folder: Path | None, store: Store) -> PinFacts:
    """Of an open folder, or of what is kept in memory only."""
    wraps = folder is not None and folder_pin.pinned_key(folder) is not None
    return PinFacts(wraps or store.pin_hash() is not None, wraps)


def closed_facts(folder: Path) -> Tried:
    """Of a folder that opens only with a PIN, before the first try of this run."""
    wraps = folder_pin.pinned_key(folder) is not None
    tries = read_tries(folder) if wraps else read_tries(folder, if_missing=PinTries())
    return Tried(None, tries.left if tries.wrong else None, wraps)


def try_pin(folder: Path, outer: OuterSecret | None, pin: str, *, was_tried: bool) -> Tried:
    """Try it, counted before it is looked at.

    `was_tried`: in this run of the app; a PIN of before has no recovery code, so after five wrong tries each start
    gives one more. Raises KeysUnavailable (PIN_TRIES_OVER, PIN_KEYRING_LOST …), StorageFault.
    """
    pinned = folder_pin.pinned_key(folder)
    if pinned is not None:
        key = folder_pin.try_pin(folder, pinned, outer, pin)
        found = DataKey(key, outer) if key is not None else None
        return Tried(found, _left(read_tries(folder)), True)
    return _try_old(folder, outer, pin, was_tried=was_tried)


def _try_old(folder: Path, outer: OuterSecret | None, pin: str, *, was_tried: bool) -> Tried:
    if outer is not None:
        key = keys.unwrap_with(keys.read_wrapped(folder), outer)
    else:
        key = keys.keyring_key(keys.folder_id(folder), create=False)
    stored = old_pin(folder, key)
    tries = read_tries(folder, if_missing=PinTries())
    if not tries.left and was_tried:
        raise KeysUnavailable(FailureCode.PIN_TRIES_OVER)
    write_tries(folder, msgspec.structs.replace(tries, wrong=min(tries.wrong + 1, MOST_TRIES)))
    if stored is not None and not pin_matches(pin, stored):
        overwrite(key)
        return Tried(None, _left(read_tries(folder)), False)
    write_tries(folder, PinTries())
    return Tried(DataKey(key, outer), None, False)


def _left(tries: PinTries) -> int | None:
    return tries.left if tries.wrong else None
