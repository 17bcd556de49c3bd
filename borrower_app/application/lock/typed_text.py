"""What stands typed in a page when the lock falls: sealed in `own.db`, and put back once the PIN was right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

from borrower_app import clock
from borrower_app.presentation.intents import Address, WhatIfEntry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from borrower_app.store.store import Store

_NOTE: Final = "lock:typed"
NOT_KEPT: Final = frozenset({"D-3"})
"""Pages that promise to keep nothing."""


class TypedText(Struct, frozen=True):
    """The page's fields by their accessible names, secrets never among them, and what-ifs that are not saved."""

    address: Address
    fields: dict[str, str]
    what_ifs: dict[str, WhatIfEntry] = {}

    def __repr__(self) -> str:
        return "TypedText(…)"


_TEXT: Final = msgspec.json.Decoder(TypedText)


def typed_text(address: Address, fields: Mapping[str, str], what_ifs: Mapping[str, WhatIfEntry]) -> TypedText | None:
    """What is to be kept; None where nothing is."""
    kept = {} if address.code in NOT_KEPT else dict(fields)
    return TypedText(address, kept, dict(what_ifs)) if kept or what_ifs else None


def keep_typed_text(store: Store, typed: TypedText) -> None:
    """In the store lane, before the files close; raises StorageFault."""
    store.keep_typed(_NOTE, msgspec.json.encode(typed).decode(), clock.now())


def take_typed_text(store: Store) -> TypedText | None:
    """In the store lane, once the files are open again: it is kept no longer."""
    note = store.note(_NOTE)
    if note is None:
        return None
    store.keep_typed(_NOTE, None, clock.now())
    try:
        return _TEXT.decode(note[0])
    except msgspec.DecodeError:
        return None
