"""What the frame's words are made from: facts about the running app, none of them a sentence."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from borrower_app.failures import Failure
from borrower_app.presentation.faults.report import FaultReport
from borrower_app.presentation.reading.records import Reading


class FrameState(Struct, frozen=True):
    """The running app at one moment.

    `now` is an aware instant of this computer, never earlier than the reading's. `reading` is None while the records
    are not read. `incidents` are outcomes of repairs (`store.own.Incident`), `reminders` ids of attempts.
    """

    now: dt.datetime
    is_open: bool
    is_opening: bool
    reading: Reading | None = None
    lender: str = ""
    signed_in: bool = False
    is_kept: bool = True
    is_round_running: bool = False
    rounds_finished: int = 0
    round_failure: Failure | None = None
    fault: Failure | None = None
    notice: Failure | None = None
    app_fault: FaultReport | None = None
    saved_receipt: str = ""
    lacking_input_method: str = ""
    """The name of the input method that is reached by way of IBus, as long as that was not told."""
    incidents: tuple[str, ...] = ()
    reminders: frozenset[str] = frozenset()
