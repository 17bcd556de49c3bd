"""What F-4 says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConflictView:
    """What the user asked for and what stands at the lender now; pairs of (what, masked value), ready texts."""

    operation_id: str
    what: str
    lender: str
    mine: tuple[tuple[str, str], ...]
    theirs: tuple[tuple[str, str], ...]
    mine_saved: str = ""
    theirs_changed: str = ""
