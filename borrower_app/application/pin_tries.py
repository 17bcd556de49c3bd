"""Trying the PIN: five tries, then fifteen minutes or a fresh sign-in (DESIGN section 5). For the store lane."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Final

from borrower_app.store.pin import TRIES, hash_pin, pin_matches

if TYPE_CHECKING:
    from borrower_app.store.store import Store

__all__ = ["TRIES", "change_pin", "free_tries", "try_pin"]

WAIT: Final = dt.timedelta(minutes=15)


def change_pin(store: Store, current: str, new: str, now: dt.datetime) -> bool:
    """Set or change the PIN; False, and nothing changed, when `current` is not the one so far.

    Raises ValueError for a PIN of another form, StorageFault.
    """
    if store.pin_hash() is not None and not try_pin(store, current, now):
        return False
    store.set_pin_hash(hash_pin(new))
    return True


def free_tries(store: Store) -> None:
    """A fresh sign-in counts as the right PIN: tries start anew."""
    store.set_pin_state(dataclasses.replace(store.pin_state(), tries=0, locked_until=None))


def try_pin(store: Store, pin: str, now: dt.datetime) -> bool:
    """Whether it is the PIN. Counted before it is compared, so that a kill in between gives no free try."""
    state = store.pin_state()
    kept = state.hash
    if kept is None:
        return False
    if state.locked_until is not None:
        if now < state.locked_until:
            return False
        state = dataclasses.replace(state, tries=0, locked_until=None)
    tries = state.tries + 1
    locked_until = now + WAIT if tries >= TRIES else None
    store.set_pin_state(dataclasses.replace(state, tries=tries, locked_until=locked_until))
    if not pin_matches(pin, kept):
        return False
    store.set_pin_state(dataclasses.replace(state, tries=0, locked_until=None))
    return True
