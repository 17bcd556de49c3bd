"""A data folder as a window needs it: held, read early for the first paint, then opened whole, checked and repaired."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from borrower_app import settings as settings_
from borrower_app.application.data_keys import KeyAhead, data_key, key_ahead
from borrower_app.failures import Failure
from borrower_app.settings import Options, Settings
from borrower_app.store import keys
from borrower_app.store.fault_border import storage_border
from borrower_app.store.folder import lock_folder, prepare_folder

if TYPE_CHECKING:
    from borrower_app.store.first_paint import FirstPaint

__all__ = [
    "EarlyRead",
    "KeyAhead",
    "key_ahead",
    "lock_folder",
    "read_early",
    "save_settings",
]


class EarlyRead(Struct, frozen=True):
    """What the store lane has read while Qt was still being imported; all empty: a first start."""

    key: bytes | None = None
    paint: FirstPaint | None = None
    failure: Failure | None = None

    def __repr__(self) -> str:
        return "EarlyRead(…)"


def read_early(options: Options, settings: Settings, ahead: KeyAhead | None = None) -> EarlyRead:
    """Key and kept Home, in the store lane, the folder's lock being held. Imports neither SQLAlchemy nor requests."""
    folder = options.data_dir
    try:
        known = options.passphrase_file is not None or keys.has_wrapped(folder) or keys.in_use(folder)
        if not known and settings.key_storage != "keyring":
            return EarlyRead()
        key = data_key(options, ahead)
        from borrower_app.store.first_paint import read_first_paint

        return EarlyRead(key, read_first_paint(folder, key))
    except Failure as failure:
        return EarlyRead(failure=failure)


def save_settings(folder: Path, settings: Settings) -> None:
    """Keep the user's choices; raises StorageFault."""
    prepare_folder(folder)
    with storage_border():
        settings_.save(folder, settings)
