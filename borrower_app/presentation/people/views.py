"""What F-7 says, and the offer of a folder of one's own."""

from __future__ import annotations

from msgspec import Struct

from borrower_app.presentation.words.parts import Action


class WhoseView(Struct, frozen=True):
    """F-7: everybody who has a folder on this computer."""

    title: str
    told: str
    people: tuple[Action, ...]
    leave: Action
