"""This computer's clock, asked here and nowhere else: so that it can be stopped for pictures, and moved for a proof.

Instants are aware and in UTC. What only measures how long something takes (a deadline, a pause) asks
`time.monotonic()` instead: a stopped clock must not stop a deadline.
"""

from __future__ import annotations

import datetime as dt
import sys
import time

_stands_at: dt.datetime | None = None


def now() -> dt.datetime:
    """The instant of this moment by this computer's clock, or the one at which the clock was stopped."""
    return _stands_at if _stands_at is not None else dt.datetime.now(dt.UTC)


def seconds() -> float:
    """The same instant as seconds since 1970 UTC."""
    return now().timestamp()


def stopped_at() -> dt.datetime | None:
    """The instant at which the clock was stopped; None while it runs."""
    return _stands_at


def stop_at(instant: dt.datetime | None) -> None:
    """Let the clock of this process stand at an aware instant; None lets it run. Raises ValueError without a zone."""
    global _stands_at  # noqa: PLW0603 - one computer has one clock
    if instant is not None and instant.tzinfo is None:
        raise ValueError("a clock stands at an instant with a zone")
    _stands_at = None if instant is None else instant.astimezone(dt.UTC)


def seconds_asleep_or_awake() -> float:
    """A clock that never goes back and goes on while the computer sleeps: Python's own stands still then on most."""
    # A name, so that the type checker of one platform does not call the others' lines unreachable.
    platform = str(sys.platform)
    if platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    boot_time = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(boot_time) if boot_time is not None else time.monotonic()
