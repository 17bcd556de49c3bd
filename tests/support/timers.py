"""Whether a window has left a running timer behind."""

from __future__ import annotations

import gc

import shiboken6
from PySide6.QtCore import QTimer


def stop_timers_left() -> list[str]:
    """Stop every running timer of this process; what they belonged to."""
    # A window freezes what is there when its records come; among it are its own timers.
    gc.unfreeze()
    left = [
        timer
        for timer in gc.get_objects()
        if isinstance(timer, QTimer) and shiboken6.isValid(timer) and timer.isActive()
    ]
    for timer in left:
        timer.stop()
    return [f"{timer!r} of {timer.parent()!r}" for timer in left]
