"""Whether the lender can be reached, and what time it is there."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from borrower_app import clock
from borrower_app.presentation.guides.guide import Connection

if TYPE_CHECKING:
    from borrower_app.application.running.records import ReadRecords
    from borrower_app.application.running.state import AppState


def connection_of(state: AppState) -> Connection:
    """Whether the lender can be reached, as far as is known."""
    if not state.signed_in:
        return "signed_out"
    failure = state.round.failure
    return "offline" if failure is not None and failure.exit_code == 10 else "online"


def lender_now(records: ReadRecords) -> dt.datetime:
    """Now on the lender's clock."""
    return clock.now() - dt.timedelta(seconds=records.snapshot.freshness.clock_difference_seconds or 0.0)
