"""How long to wait before the same thing is tried again: exponential with full jitter and a cap."""

from __future__ import annotations

import datetime as dt
import random
from typing import Final

FIRST_SECONDS: Final = 2.0
CAP_SECONDS: Final = 600.0


def wait_seconds(attempts: int, dice: random.Random, retry_after: float | None = None) -> float:
    """Seconds to wait after `attempts` tries (1 or more); never less than the lender's own `Retry-After`.

    Full jitter: any moment between zero and the doubled wait, so that many borrowers do not come back together.
    """
    ceiling = min(CAP_SECONDS, FIRST_SECONDS * 2.0 ** min(max(attempts - 1, 0), 20))
    return max(dice.uniform(0.0, ceiling), retry_after or 0.0)


def retry_at(now: dt.datetime, attempts: int, dice: random.Random, retry_after: float | None = None) -> dt.datetime:
    """The instant from which the next try is due."""
    return now + dt.timedelta(seconds=wait_seconds(attempts, dice, retry_after))
