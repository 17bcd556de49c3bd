"""What the user's own file holds beside loans and operations: reminders, what-ifs, drafts of own loans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from borrower_app.presentation.what_if.saved import SavedWhatIf
    from borrower_app.store.store import Store

REMINDERS: Final = "reminders"
WHAT_IFS: Final = "what_ifs"
OWN_DRAFTS: Final = "own-loan-drafts"
OWN_BACKUP: Final = "own-backup-made"
_IDS: Final = msgspec.json.Decoder(list[str])
_DRAFTS: Final = msgspec.json.Decoder(dict[str, dict[str, str]])


class KeptNotes(Struct, frozen=True):
    """Ids of the attempts whose result the user wants to be told; what-ifs, oldest first; what was typed of own loans
    and not saved, by loan id; whether a backup was ever made here."""

    reminders: frozenset[str] = frozenset()
    what_ifs: tuple[SavedWhatIf, ...] = ()
    own_drafts: dict[str, dict[str, str]] = {}
    has_backup: bool = False


def read_notes(store: Store) -> KeptNotes:
    """All of them, in the store lane; a note that is not of its form reads as none."""
    return KeptNotes(
        kept_reminders(store), kept_what_ifs(store), _own_drafts(store), store.note(OWN_BACKUP) is not None
    )


def kept_reminders(store: Store) -> frozenset[str]:
    """In the store lane."""
    note = store.note(REMINDERS)
    try:
        return frozenset(_IDS.decode(note[0])) if note is not None else frozenset()
    except msgspec.DecodeError:
        return frozenset()


def kept_what_ifs(store: Store) -> tuple[SavedWhatIf, ...]:
    """In the store lane."""
    # What computes is imported when it is needed: the window is painted before that.
    from borrower_app.presentation.what_if.saved import decode_what_ifs

    note = store.note(WHAT_IFS)
    return decode_what_ifs(note[0]) if note is not None else ()


def _own_drafts(store: Store) -> dict[str, dict[str, str]]:
    note = store.note(OWN_DRAFTS)
    try:
        return _DRAFTS.decode(note[0]) if note is not None else {}
    except msgspec.DecodeError:
        return {}
