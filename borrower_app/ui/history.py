"""The pages one came from and, after going back, the ones one left: each with the place where one was on it."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from borrower_app.presentation.intents import Address
from borrower_app.ui.kept_state import Place

_LONGEST: Final = 50


class Visited(Struct, frozen=True):
    """A page and where one was on it."""

    address: Address
    place: Place


class History:
    """Back and forward, as in a browser."""

    def __init__(self) -> None:
        self._behind: list[Visited] = []
        self._ahead: list[Visited] = []

    def leave(self, here: Visited) -> None:
        """Another page is opened from here."""
        self._behind.append(here)
        del self._behind[:-_LONGEST]
        self._ahead.clear()

    def clear(self) -> None:
        """Nothing to go to, e.g. behind the lock."""
        self._behind.clear()
        self._ahead.clear()

    def back(self, here: Visited) -> Visited | None:
        """The page before; None where there is none."""
        return _step(self._behind, self._ahead, here)

    def forward(self, here: Visited) -> Visited | None:
        """The page one went back from; None where there is none."""
        return _step(self._ahead, self._behind, here)


def _step(source: list[Visited], target: list[Visited], here: Visited) -> Visited | None:
    if not source:
        return None
    target.append(here)
    return source.pop()
