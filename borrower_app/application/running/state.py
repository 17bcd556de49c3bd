"""What the running app knows at this moment. Lives in the UI thread; only the parts of `ui.running` change it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from borrower_app.application.running.contact_desk import ContactDesk, ContactName
from borrower_app.application.running.own_state import OwnDesk
from borrower_app.failures import Failure
from borrower_app.presentation.desktop.closing import AtStake
from borrower_app.presentation.home.views import HomeView
from borrower_app.presentation.intents import Address, SignInWay, WhatIfEntry
from borrower_app.presentation.schedule.export_views import ExportState
from borrower_app.settings import Settings

if TYPE_CHECKING:
    # Only as types: these bring in what must not be imported before the first paint.
    from borrower_app.application.network import DeviceCode
    from borrower_app.application.running.guide_session import GuideSession
    from borrower_app.application.running.records import ReadRecords
    from borrower_app.contract.discovery import LenderFile
    from borrower_app.lender.browser_trip import BrowserTrip
    from borrower_app.presentation.faults.report import FaultReport
    from borrower_app.presentation.first_start.first_start import StartStep
    from borrower_app.presentation.lock.lock import NewPinReason
    from borrower_app.presentation.sign_in.sign_in import SignInStage
    from borrower_app.presentation.what_if.saved import SavedWhatIf
    from borrower_app.store.own import Incident


_STAYS: Final = frozenset(
    {
        "settings",
        "memory_only",
        "at_stake",
        "lacking_input_method",
        "is_practice",
        "practice_is_starting",
        "has_practised",
        "phase",
        "round",
        "lender",
        "pin",
        "faults",
        "wrong_phrases",
    }
)


class Phase(StrEnum):
    """Which part of the app stands before the user."""

    STARTING = "starting"
    FIRST_START = "first_start"
    PASSPHRASE = "passphrase"
    FAULT = "fault"
    LOCKED = "locked"
    OPEN = "open"


@dataclass(slots=True)
class SignInState:
    """A sign-in in the browser or with a phone; `ends_at` is this computer's instant at which a code ends.

    `back_to`: where to go afterwards. `not_offered`: ways that the lender turned out not to have.
    """

    stage: SignInStage = "idle"
    way: SignInWay = "browser"
    device: DeviceCode | None = None
    trip: BrowserTrip | None = None
    """The way into the browser, as long as its answer is waited for."""
    ends_at: dt.datetime | None = None
    failure: Failure | None = None
    back_to: Address | None = None
    not_offered: frozenset[SignInWay] = frozenset()


@dataclass(slots=True)
class RoundState:
    """Rounds of sync: whether one runs, what it has fetched so far, and how the last one ended."""

    running: bool = False
    stage: str = ""
    records: int = 0
    finished: int = 0
    failure: Failure | None = None


@dataclass(slots=True)
class NewPin:
    """A PIN on its way: nothing is written before its recovery code was typed back. In memory only."""

    pin: str = field(repr=False)
    code: str = field(repr=False)
    why: NewPinReason = "wish"
    is_asked_back: bool = False
    was_wrong: bool = False


@dataclass(slots=True)
class PinDesk:
    """The PIN as the screen needs it. `proved_until`: a monotonic second until which hidden values may be shown.

    `wraps_key`: nothing opens without it; otherwise, with nothing kept or from a version before, it only hides.
    `tries_left` is None where none was wrong so far; `is_busy`: it is being looked at, or what it opens is opened.
    """

    is_set: bool = False
    wraps_key: bool = False
    tries_left: int | None = None
    proved_until: float = 0.0
    wrong: bool = False
    wrong_code: bool = False
    is_busy: bool = False
    was_tried: bool = False
    """In this run of the app."""
    failure: Failure | None = None
    new: NewPin | None = None
    is_recovered: bool = False
    """The recovery code was right, and a new PIN is asked for."""
    sealed_in: str = ""
    """The folder in which old data were just set aside."""
    return_to: Address | None = None
    """What was shown when the window was locked."""


@dataclass(slots=True)
class AppState:
    """Everything the pages are made from."""

    settings: Settings
    memory_only: bool = False
    is_practice: bool = False
    """Everything shown is made up."""
    practice_is_starting: bool = False
    has_practised: bool = False
    """In this run of the app."""
    phase: Phase = Phase.STARTING
    lender: LenderFile | None = None
    start_step: StartStep = "welcome"
    keyring_usable: bool | None = None
    pasted: str = ""
    """What was pasted or typed on D-3; in memory only."""
    pasted_sender: str = ""
    """Who it came from, as typed there."""
    what_ifs: dict[str, WhatIfEntry] = field(default_factory=dict)
    """What stands in the form of S-2, by loan."""
    saved_what_ifs: tuple[SavedWhatIf, ...] = ()
    """What-ifs of S-2 that the user saved on this computer, oldest first."""
    export: ExportState = field(default_factory=ExportState)
    """How the last export of this session went."""
    keys_failure: Failure | None = None
    fault: Failure | None = None
    prepared: tuple[str, HomeView] | None = None
    """Language and view of the Home that was kept for the first paint."""
    records: ReadRecords | None = None
    signed_in: bool = False
    signed_in_at: dt.datetime | None = None
    """The person's own sign-in by the provider's clock (`Network.signed_in_at`); None: not known."""
    guides: dict[tuple[str, str], GuideSession] = field(default_factory=dict)
    """By screen code and subject."""
    sign_in: SignInState = field(default_factory=SignInState)
    round: RoundState = field(default_factory=RoundState)
    pin: PinDesk = field(default_factory=PinDesk)
    incidents: tuple[Incident, ...] = ()
    reminders: frozenset[str] = frozenset()
    """Ids of attempts whose result the user wants to be told."""
    saved_receipt: str = ""
    """Where the last receipt was saved, until the user presses something else."""
    faults: dict[str, FaultReport] = field(default_factory=dict)
    """Bugs of ours in this run, by number."""
    told_fault: FaultReport | None = None
    """The last of them, until the user has seen its page."""
    notice: Failure | None = None
    """What went wrong with the last thing the user pressed, until they press something else."""
    people: tuple[str, ...] = ()
    """The names of everybody's folders on this computer (`application.people.folders`), this one's among them."""
    contact: ContactDesk = field(default_factory=ContactDesk)
    """Whether the lender's staff is in contact with the borrower now."""
    wrong_phrases: dict[ContactName, int] = field(default_factory=dict)
    """How often a wrong pass phrase was typed, by contact: the lock gives nobody another try."""
    at_stake: AtStake = field(default_factory=AtStake)
    """What closing the app now would lose."""
    lacking_input_method: str = ""
    """The input method that is reached by way of IBus, until that was told once."""
    own: OwnDesk = field(default_factory=OwnDesk)
    """Own loans: drafts, files being looked at, backup."""

    def forget(self) -> None:
        """The lock: as at a start, but for the choices, the lender's name and how the person may come back in."""
        fresh = AppState(self.settings)
        for part in fields(self):
            if part.name not in _STAYS:
                setattr(self, part.name, getattr(fresh, part.name))
