"""A data folder as a window needs it: held, read early for the first paint, then opened whole, checked and repaired."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from borrower_app import settings as settings_
from borrower_app.application.data_keys import KeyAhead, data_key, key_ahead, outer_of_start, passphrase_half
from borrower_app.failures import Failure
from borrower_app.settings import Options, Settings
from borrower_app.store import folder_pin, keys
from borrower_app.store.fault_border import storage_border
from borrower_app.store.folder import lock_folder, prepare_folder
from borrower_app.store.keys import OuterSecret
from borrower_app.store.secret_memory import overwrite

if TYPE_CHECKING:
    from borrower_app.store.first_paint import FirstPaint

__all__ = [
    "EarlyRead",
    "KeyAhead",
    "entry_with_passphrase",
    "key_ahead",
    "lock_folder",
    "read_early",
    "save_settings",
]


class EarlyRead(Struct, frozen=True):
    """What the store lane has read while Qt was still being imported; all empty: a first start.

    `asks_pin`: nothing opens before the PIN, so there is neither key nor paint; `outer` is what a passphrase gave.
    """

    key: bytes | None = None
    outer: OuterSecret | None = None
    paint: FirstPaint | None = None
    failure: Failure | None = None
    asks_pin: bool = False

    def __repr__(self) -> str:
        return "EarlyRead(…)"


def read_early(options: Options, settings: Settings, ahead: KeyAhead | None = None) -> EarlyRead:
    """Key and kept Home, in the store lane, the folder's lock being held. Imports neither SQLAlchemy nor requests.

    With a PIN neither is read.
    """
    folder = options.data_dir
    try:
        if folder_pin.pinned_key(folder) is not None:
            return EarlyRead(outer=outer_of_start(options, ahead), asks_pin=True)
        known = options.passphrase_file is not None or keys.has_wrapped(folder) or keys.in_use(folder)
        if not known and settings.key_storage != "keyring":
            return EarlyRead()
        found = data_key(options, ahead)
        from borrower_app.store.first_paint import read_first_paint

        paint = read_first_paint(folder, found.key)
        if paint.old_pin is not None:
            paint.close()
            overwrite(found.key)
            return EarlyRead(outer=found.outer, asks_pin=True)
        return EarlyRead(found.key, found.outer, paint)
    except Failure as failure:
        return EarlyRead(failure=failure)


def entry_with_passphrase(folder: Path, passphrase: str) -> EarlyRead:
    """The same once the passphrase was typed; nothing is painted any more. Raises KeysUnavailable, StorageFault."""
    content = keys.read_wrapped(folder)
    outer = passphrase_half(content, passphrase)
    if folder_pin.read_pinned(content) is not None:
        return EarlyRead(outer=outer, asks_pin=True)
    key = keys.unwrap_with(content, outer)
    from borrower_app.store.first_paint import old_pin

    if old_pin(folder, key) is None:
        return EarlyRead(key, outer)
    overwrite(key)
    return EarlyRead(outer=outer, asks_pin=True)


def save_settings(folder: Path, settings: Settings) -> None:
    """Keep the user's choices; raises StorageFault."""
    prepare_folder(folder)
    with storage_border():
        settings_.save(folder, settings)
