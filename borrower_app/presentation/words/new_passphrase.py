"""A new passphrase, typed twice: for the data on this computer, and for a backup."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

SHORTEST_PASSPHRASE: Final = 8


class NewPassphraseView(Struct, frozen=True):
    """Questions, the button, and what is said where the passphrase can't be taken."""

    question: str
    hint: str
    again: str
    save: str
    too_short: str
    not_the_same: str


def new_passphrase_problems(form: NewPassphraseView, typed: str, again: str) -> tuple[str, str]:
    """What is wrong with the passphrase and with its repetition; two empty sentences where it can be taken."""
    if len(typed) < SHORTEST_PASSPHRASE:
        return form.too_short, ""
    return "", form.not_the_same if typed != again else ""
