"""Rounds of sync in the background: at the start, on request, after something was saved, and now and then."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QTimer

from borrower_app import clock
from borrower_app.application.lanes.background import Reporter, Stopped, Ticket
from borrower_app.application.running.reminders import next_result_at
from borrower_app.application.running.running_app import RunningApp
from borrower_app.application.running.state import SignInState
from borrower_app.failures import Failure, FailureCode, SignInNeeded

if TYPE_CHECKING:
    from borrower_app.application.network import Network
    from borrower_app.store.store import Store
    from borrower_app.sync.round import Progress, RoundOutcome

REGULAR_SECONDS: Final = 600
AFTER_FAULT_SECONDS: Final = 60
SOONEST_SECONDS: Final = 5
AFTER_A_PLAN: Final = dt.timedelta(minutes=2)


class Rounds:
    """At most one round runs; a request meanwhile makes one more follow."""

    def __init__(self, app: RunningApp) -> None:
        self._app = app
        self._ticket: Ticket | None = None
        self._again = self._again_asked = False
        self._clock = QTimer(app)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.start)

    def start(self, asked: bool = False) -> None:
        """Begin a round, if the app is open and signed in. `asked`: nothing waits for its back-off."""
        app = self._app
        network, store = app.network, app.store
        if network is None or store is None or not app.state.signed_in:
            return
        if self._ticket is not None:
            self._again, self._again_asked = True, self._again_asked or asked
            return
        self._clock.stop()
        state = app.state.round
        state.running, state.records, state.stage = True, 0, "connecting"
        self._ticket = app.run(
            app.background.network,
            lambda reporter: _round(app, network, reporter, asked),
            self._on_end,
            self._on_failed,
            self._on_progress,
        )
        app.changed()

    def stop(self) -> None:
        """No round by itself any more, and the one under way ends."""
        self._clock.stop()
        self._again = self._again_asked = False
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None
        self._app.state.round.running = False

    def _on_progress(self, progress: Progress) -> None:
        state = self._app.state.round
        state.stage, state.records = progress.stage.value, max(state.records, progress.done)
        self._app.changed()

    def _on_end(self, ended: tuple[RoundOutcome, dt.datetime | None]) -> None:
        outcome, wait_until = ended
        self._finish(outcome.failure)
        if outcome.report.changed or outcome.report.sent or outcome.failure is None:
            self._app.read_records()
        self._plan(wait_until)

    def _on_failed(self, failure: Failure) -> None:
        self._finish(failure)
        self._plan(None)

    def _finish(self, failure: Failure | None) -> None:
        self._ticket = None
        state = self._app.state
        state.round.running, state.round.failure = False, failure
        state.round.finished += 1
        if isinstance(failure, SignInNeeded):
            state.signed_in = False
            if failure.code is FailureCode.SIGN_IN_OTHER_PERSON:
                # F-2 then offers what can be done about it.
                state.sign_in = SignInState(stage="failed", failure=failure)
        self._app.changed()

    def _plan(self, wait_until: dt.datetime | None) -> None:
        if self._again:
            asked = self._again_asked
            self._again = self._again_asked = False
            self.start(asked)
            return
        seconds = float(AFTER_FAULT_SECONDS if self._app.state.round.failure is not None else REGULAR_SECONDS)
        result_at = next_result_at(self._app)
        wishes = [wait_until, result_at + AFTER_A_PLAN if result_at is not None else None]
        for wish in wishes:
            if wish is not None:
                seconds = min(seconds, max(SOONEST_SECONDS, (wish - clock.now()).total_seconds()))
        self._clock.start(int(seconds * 1000))


def _round(app: RunningApp, network: Network, reporter: Reporter, asked: bool) -> tuple[Any, dt.datetime | None]:
    """In the network lane: one round over the open store."""
    from borrower_app.lender.transport import RequestCancelled

    def begin(store: Store) -> None:
        if asked:
            store.retry_now()

    app.ask_store(begin)
    try:
        outcome = network.synchronise(app.ask_store, checkpoint=reporter.check, progress=reporter.advance)
    except RequestCancelled:
        raise Stopped from None
    return outcome, app.ask_store(lambda store: store.wait_until())
