"""How well messages are read, as T-1 tells it: over the texts kept aside, which nobody who worked on the reader opened.

The figures are those of `make bench` (halves `counted` and `held` together); a test of `make test-full` compares them.
They say how the reader does on texts that we collected: others may be read worse.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct


class Measured(Struct, frozen=True, kw_only=True):
    """Texts about debits, how many were read rightly, and how many in a way that could mislead; frauds and how many
    were noticed; honest texts and how many were suspected.
    """

    debits: int
    right: int
    misleading: int
    frauds: int
    noticed: int
    honest: int
    suspected: int


MEASURED: Final = Measured(debits=498, right=389, misleading=18, frauds=220, noticed=180, honest=1_621, suspected=13)
