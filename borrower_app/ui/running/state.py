"""What the running app knows at this moment. Lives in the UI thread; only the parts of `ui.running` change it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from borrower_app.failures import Failure
from borrower_app.presentation.views import HomeView, WhatIfEntry
from borrower_app.settings import Settings
from borrower_app.ui.running.own_state import OwnDesk

if TYPE_CHECKING:
    # Only as types: these bring in what must not be imported before the first paint.
    from borrower_app.contract.discovery import LenderFile
    from borrower_app.network import DeviceCode
    from borrower_app.store.own import Incident, PinState
    from borrower_app.ui.running.records import ReadRecords


class Phase(StrEnum):
    """Which part of the app stands before the user."""

    STARTING = "starting"
    FIRST_START = "first_start"
    PASSPHRASE = "passphrase"
    FAULT = "fault"
    LOCKED = "locked"
    OPEN = "open"


StartStep = Literal["welcome", "safety", "pin", "sign_in", "fetch"]
SignInStage = Literal["idle", "preparing", "waiting", "ended", "declined", "failed"]


@dataclass(slots=True)
class SignInState:
    """A sign-in with a phone; `ends_at` is this computer's instant at which the code ends."""

    stage: SignInStage = "idle"
    device: DeviceCode | None = None
    ends_at: dt.datetime | None = None
    failure: Failure | None = None


@dataclass(slots=True)
class RoundState:
    """Rounds of sync: whether one runs, what it has fetched so far, and how the last one ended."""

    running: bool = False
    stage: str = ""
    records: int = 0
    finished: int = 0
    failure: Failure | None = None


@dataclass(slots=True)
class PinDesk:
    """The PIN as the screen needs it. `proved_until`: a monotonic second until which hidden values may be shown."""

    kept: PinState | None = None
    proved_until: float = 0.0
    wrong: bool = False
    after: Literal["home", "back"] = "back"


@dataclass(slots=True)
class AppState:
    """Everything the pages are made from."""

    settings: Settings
    memory_only: bool = False
    phase: Phase = Phase.STARTING
    lender: LenderFile | None = None
    start_step: StartStep = "welcome"
    keyring_usable: bool | None = None
    pasted: str = ""
    """What was pasted on D-3; in memory only."""
    what_ifs: dict[str, WhatIfEntry] = field(default_factory=dict)
    """What stands in the form of S-2, by loan."""
    keys_failure: Failure | None = None
    fault: Failure | None = None
    prepared: tuple[str, HomeView] | None = None
    """Language and view of the Home that was kept for the first paint."""
    records: ReadRecords | None = None
    signed_in: bool = False
    sign_in: SignInState = field(default_factory=SignInState)
    round: RoundState = field(default_factory=RoundState)
    pin: PinDesk = field(default_factory=PinDesk)
    incidents: tuple[Incident, ...] = ()
    reminders: frozenset[str] = frozenset()
    """Ids of attempts whose result the user wants to be told."""
    notice: Failure | None = None
    """What went wrong with the last thing the user pressed, until they press something else."""
    own: OwnDesk = field(default_factory=OwnDesk)
    """Own loans: drafts, files being looked at, backup."""
