"""What the store lane reads while Qt is still being imported: the key and the kept Home. No Qt, no SQLAlchemy here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from borrower_app.failures import Failure
from borrower_app.settings import Options, Settings

if TYPE_CHECKING:
    from borrower_app.store.first_paint import FirstPaint


@dataclass(frozen=True, slots=True)
class EarlyRead:
    """All empty: a first start."""

    key: bytes | None = None
    paint: FirstPaint | None = None
    failure: Failure | None = None


def read_early(options: Options, settings: Settings) -> EarlyRead:
    """In the store lane, the folder's lock being held."""
    from borrower_app.application import data_key
    from borrower_app.store import keys
    from borrower_app.store.first_paint import read_first_paint

    folder = options.data_dir
    try:
        known = options.passphrase_file is not None or keys.has_wrapped(folder) or keys.in_use(folder)
        if not known and settings.key_storage != "keyring":
            return EarlyRead()
        key = data_key(options)
        return EarlyRead(key, read_first_paint(folder, key))
    except Failure as failure:
        return EarlyRead(failure=failure)
