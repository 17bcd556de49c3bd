"""What one round of sync needs and what it reports."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from borrower_app.contract.borrower import NOBODY, BorrowerNames
from borrower_app.contract.discovery import Discovery
from borrower_app.contract.pull_bounds import PULL_BOUNDS, PullBounds
from borrower_app.failures import Failure
from borrower_app.lender.client import LenderClient
from borrower_app.store.store import Store

T = TypeVar("T")


class StoreCall(Protocol):
    """Runs a function with the Store in the store lane and waits for its result."""

    def __call__(self, function: Callable[[Store], T]) -> T:
        """The function's result, or its exception."""


class Identity(Protocol):
    """What the lender's side knows of who has signed in."""

    def who(self, discovery: Discovery) -> BorrowerNames:
        """By what names; asks the lender where it can say. Raises SignInNeeded, Offline, BadServerData."""

    def called(self, borrower_id: str) -> BorrowerNames:
        """The name that the lender puts on a page."""


class Stage(StrEnum):
    """What a round is doing."""

    CONNECTING = "connecting"
    SENDING = "sending"
    FETCHING = "fetching"
    CHECKING = "checking"


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a round stands; `done` counts operations or records of the stage."""

    stage: Stage
    done: int = 0


@dataclass(slots=True)
class Report:
    """Counts of one round (DESIGN section 8, `sync`)."""

    pages: int = 0
    changed: int = 0
    sent: int = 0
    applied: int = 0
    needs_user: int = 0
    unknown: int = 0
    as_of: dt.datetime | None = None

    def to_json(self) -> dict[str, Any]:
        """The documented members; `as_of` as an ISO instant or null."""
        return {
            "pages": self.pages,
            "changed": self.changed,
            "sent": self.sent,
            "applied": self.applied,
            "needs_user": self.needs_user,
            "unknown": self.unknown,
            "as_of": self.as_of.isoformat() if self.as_of else None,
        }


@dataclass(frozen=True, slots=True)
class RoundOutcome:
    """How a round ended: the counts, and the failure that ended or marred it."""

    report: Report
    failure: Failure | None


@dataclass(slots=True)
class Round:
    """One round's tools. `checkpoint` raises Cancelled between two requests when the user wants to stop."""

    client: LenderClient
    store: StoreCall
    now: Callable[[], dt.datetime]
    checkpoint: Callable[[], None] = lambda: None
    progress: Callable[[Progress], None] = lambda _progress: None
    dice: random.Random = field(default_factory=random.SystemRandom)
    bounds: PullBounds = PULL_BOUNDS
    monotonic: Callable[[], float] = time.monotonic
    report: Report = field(default_factory=Report)
    identity: Identity | None = None
    names: BorrowerNames = NOBODY
    """Who has signed in, as far as it was told (`sync.identity`)."""
    names_pages: bool = False
    """Whether the lender has promised to say on every page whose it is."""
