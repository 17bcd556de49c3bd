"""How often the PIN was given wrong, in a small file beside the databases: durable before a try, and without a clock.

It stands outside `own.db`, which does not open before the PIN. Where it is gone though a PIN wraps the key, nobody
knows how many tries there were, so none is left. Whoever copies the whole folder brings the tries back with it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta, Struct

from borrower_app.failures import FailureCode, StorageFault
from borrower_app.store import folder as folder_

MOST_TRIES: Final = 5


class PinTries(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Wrong tries in a row since the last right one in the window; `commands_shut`: no command may try meanwhile."""

    version: Literal[1] = 1
    wrong: Annotated[int, Meta(ge=0, le=1_000)] = 0
    commands_shut: bool = False

    @property
    def left(self) -> int:
        """How many tries are left."""
        return max(0, MOST_TRIES - self.wrong)


_NONE_LEFT: Final = PinTries(wrong=MOST_TRIES, commands_shut=True)


def read_tries(folder: Path, *, if_missing: PinTries = _NONE_LEFT) -> PinTries:
    """What was counted; a file that can't be read says that no try is left."""
    try:
        content = folder_.read_file(folder / folder_.PIN_TRIES_FILE, 1_024)
        return msgspec.json.decode(content, type=PinTries) if content is not None else if_missing
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _NONE_LEFT
    except StorageFault as fault:
        if fault.code is FailureCode.DATABASE_DAMAGED:
            return _NONE_LEFT
        raise


def write_tries(folder: Path, tries: PinTries) -> None:
    """Durable when this returns; raises StorageFault, and then no try may follow."""
    folder_.write_file(folder / folder_.PIN_TRIES_FILE, msgspec.json.encode(tries))
