"""The refresh token, sealed with the data key: durable before the access token that came with it is used."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from borrower_app.contract.discovery import LenderFile
from borrower_app.failures import StorageFault
from borrower_app.store import folder as folder_
from borrower_app.store import lender_binding, sealing

_PURPOSE: Final = "session"
_LARGEST: Final = 64 * 1024


class SessionVault:
    """Keeps what a sign-in needs to go on, as bytes of the caller's own form. Not bound to the store lane."""

    def __init__(self, folder: Path | None, key: bytes) -> None:
        """`folder` None keeps it in memory only."""
        self._folder = folder
        self._path = folder / folder_.SESSION_FILE if folder is not None else None
        self._key = key
        self._memory: bytes | None = None

    def bind(self, lender: LenderFile) -> None:
        """From its first sign-in on the folder is this lender's: its tokens must never reach another one.

        Raises WrongUse OTHER_LENDER, StorageFault.
        """
        if self._folder is not None:
            known = lender_binding.bound_lender(self._folder, self._key)
            if known is not None:
                lender_binding.refuse_other_lender(known, lender)
            lender_binding.bind_lender(self._folder, self._key, lender)

    def save(self, content: bytes) -> None:
        """Written and fsynced when this returns; raises StorageFault and then keeps the old content."""
        if len(content) > _LARGEST // 2:
            raise ValueError("a session is at most 32 KiB")
        if self._path is None:
            self._memory = content
        else:
            folder_.write_file(self._path, sealing.seal(self._key, _PURPOSE, content))

    def load(self) -> bytes | None:
        """The content, or None when there is none or it can't be opened: that costs one new sign-in, never data."""
        if self._path is None:
            return self._memory
        try:
            return sealing.read_sealed(self._path, self._key, _PURPOSE, _LARGEST)
        except StorageFault:
            return None

    def clear(self) -> None:
        """Forget it; raises StorageFault."""
        self._memory = None
        if self._path is not None:
            folder_.remove_file(self._path)
