"""Lanes and one bridge (DESIGN section 9): the UI thread, one store thread, one network thread, one contact thread.

The contact thread asks the lender who is on the line, which must be answered while a round of sync hangs.

A job runs in exactly one lane. Its result crosses to the UI thread by one queued, typed signal, always as Done, Failed
or Cancelled. A call from the wrong lane raises. Every lane joins at exit.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from itertools import count
from typing import Final

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from borrower_app.application.lanes.lane import Lane, WrongLane
from borrower_app.failures import Failure


class Stopped(Exception):
    """Raised inside a job that noticed its cancellation; becomes Cancelled, never an error."""


@dataclass(frozen=True, slots=True)
class JobOutcome:
    """What crosses the bridge. `ticket` is the job's number."""

    ticket: int


@dataclass(frozen=True, slots=True)
class Done(JobOutcome):
    """The job's result, an immutable value."""

    value: object


@dataclass(frozen=True, slots=True)
class Failed(JobOutcome):
    """The job raised. `failure` is set when it was the environment's fault; otherwise `error` is a bug of ours."""

    error: Exception

    @property
    def failure(self) -> Failure | None:
        """The designed failure, or None for a bug."""
        return self.error if isinstance(self.error, Failure) else None


@dataclass(frozen=True, slots=True)
class Cancelled(JobOutcome):
    """The job was stopped, before it began or by its own look at the stop event."""


@dataclass(frozen=True, slots=True)
class Advanced(JobOutcome):
    """A running job's progress, an immutable value; more outcomes of the same ticket follow."""

    value: object


_SWITCH_SECONDS: Final = 0.0005
"""How soon the UI thread gets Python back from a lane that computes. Painting gives it away at every call of Qt: with
Python's own 5 ms a page stood still for 90 ms while records were read, with this for 50."""

OnOutcome = Callable[[JobOutcome], None]


@dataclass(frozen=True, slots=True)
class Ticket:
    """A job on its way. `stop` asks it to end; the job looks at the event itself."""

    number: int
    stop: threading.Event
    future: Future[None]

    def cancel(self) -> None:
        """Ask the job to stop; it answers with Cancelled, or Done when it was faster."""
        self.stop.set()
        self.future.cancel()


class Reporter:
    """What a job gets: the stop event and a way to tell its progress."""

    def __init__(self, ticket: int, stop: threading.Event, send: Callable[[JobOutcome], None]) -> None:
        self.stop = stop
        self._ticket = ticket
        self._send = send

    def advance(self, value: object) -> None:
        """Tell progress to the UI thread; `value` must be immutable."""
        self._send(Advanced(self._ticket, value))

    def check(self) -> None:
        """Raise Stopped when the job should end."""
        if self.stop.is_set():
            raise Stopped


class Background(QObject):
    """Owns the worker lanes and the bridge; lives in the UI thread."""

    _crossed = Signal(JobOutcome)

    def __init__(self, parent: QObject | None = None, store: Lane | None = None) -> None:
        """`store` is a lane that already works, from before Qt was there."""
        super().__init__(parent)
        sys.setswitchinterval(_SWITCH_SECONDS)
        self.store: Final = store or Lane("store")
        self.network: Final = Lane("network")
        self.contact: Final = Lane("contact")
        self._numbers = count(1)
        self._waiting: dict[int, OnOutcome] = {}
        self._tickets: dict[int, Ticket] = {}
        self._closed = False
        self._crossed.connect(self._on_crossed, Qt.ConnectionType.QueuedConnection)

    def run(self, lane: Lane, job: Callable[[Reporter], object], on_outcome: OnOutcome) -> Ticket:
        """Run `job` in a lane; `on_outcome` is called in the UI thread, once, after any Advanced."""
        self._demand_ui()
        if self._closed:
            raise WrongLane("the lanes are closed")
        number = next(self._numbers)
        stop = threading.Event()
        reporter = Reporter(number, stop, self._crossed.emit)
        self._waiting[number] = on_outcome

        def work() -> None:
            self._crossed.emit(_outcome_of(number, job, reporter))

        ticket = Ticket(number, stop, lane.submit(work))
        self._tickets[number] = ticket
        ticket.future.add_done_callback(lambda future: self._tell_if_dropped(number, future))
        return ticket

    @property
    def is_busy(self) -> bool:
        """Whether any job has not been answered yet."""
        return bool(self._waiting)

    def close(self, last: Callable[[], object] | None = None) -> None:
        """Stop every job, join all lanes, drop outcomes on their way. Network first: it may be asking the store.

        `last` is the last thing done in the store lane: to close what belongs to it. Its exception is raised here.
        """
        self._demand_ui()
        self._closed = True
        for ticket in self._tickets.values():
            ticket.cancel()
        self.contact.join()
        self.network.join()
        try:
            if last is not None:
                self.store.submit(last).result()
        finally:
            self.store.join()
            self._waiting.clear()
            self._tickets.clear()

    def _tell_if_dropped(self, number: int, future: Future[None]) -> None:
        if future.cancelled() and not self._closed:
            self._crossed.emit(Cancelled(number))

    @Slot(JobOutcome)
    def _on_crossed(self, outcome: JobOutcome) -> None:
        if isinstance(outcome, Advanced):
            on_outcome = self._waiting.get(outcome.ticket)
        else:
            on_outcome = self._waiting.pop(outcome.ticket, None)
            self._tickets.pop(outcome.ticket, None)
        if on_outcome is not None and not self._closed:
            on_outcome(outcome)

    def _demand_ui(self) -> None:
        if QThread.currentThread() is not self.thread():
            raise WrongLane("this belongs to the UI thread")


def _outcome_of(number: int, job: Callable[[Reporter], object], reporter: Reporter) -> JobOutcome:
    try:
        reporter.check()
        return Done(number, job(reporter))
    except (Stopped, CancelledError):
        return Cancelled(number)
    except Exception as error:  # noqa: BLE001 - the worker loop: whatever a job raises crosses the bridge as a value
        return Failed(number, error)
