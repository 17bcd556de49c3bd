"""What F-2 says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from borrower_app.presentation.intents import Address, SignInWay


@dataclass(frozen=True, slots=True)
class SignInView:
    """How the sign-in stands. `problem` is a ready sentence; the addresses come from the lender's sign-in server."""

    lender: str
    domain: str
    """The host the user compares with the paper contract and with the browser's address line."""
    state: Literal["idle", "preparing", "waiting", "ended", "declined", "failed"] = "idle"
    user_code: str = ""
    address: str = ""
    scan_address: str = ""
    minutes_left: int = 0
    problem: str = ""
    unsent: int = 0
    way: SignInWay = "phone"
    """The way that is or was under way."""
    ways: tuple[SignInWay, ...] = ("browser", "phone")
    """What can be begun, the next step first."""
    back_to: Address | None = None
    """Asked for because a change needs a sign-in of the last minutes: where the change is waiting."""
    may_go_back: bool = False
