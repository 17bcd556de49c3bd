"""How much one pull may be. Published in the integration guide and in `openapi.json`.

No borrower's loans come near these numbers (thirty loans with all their tables and five years of debits are about
4 MiB); pages that never end do.
"""

from __future__ import annotations

from msgspec import Struct


class PullBounds(Struct, frozen=True, kw_only=True):
    """Records, bytes and pages count from the pull's first page on, through every interruption."""

    records: int = 100_000
    """Changes, deletions among them."""
    size: int = 64 * 1024 * 1024
    """Bytes of all pages together, unpacked."""
    pages: int = 2_000
    seconds: int = 600
    """Of one round; a longer pull goes on with the next one where it stopped."""


PULL_BOUNDS = PullBounds()
