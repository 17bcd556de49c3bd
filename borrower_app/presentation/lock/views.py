"""What F-3 says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class LockView:
    """What is asked for. `problem` is a ready sentence about the last try; `closed` = too many wrong tries.

    `asks` "pin": unlock; "passphrase": open the data at a start; "new_pin": set or change the PIN.
    """

    asks: Literal["pin", "passphrase", "new_pin"] = "pin"
    problem: str = ""
    tries_left: int | None = None
    closed: bool = False
    closed_told: str = ""
    """When and how it can be opened again, a ready sentence."""
    pin_is_set: bool = True
    reason: str = ""
    """Why the PIN is asked for while the app is open; there is then a way back."""
    may_sign_in: bool = False
