"""The running app: the lanes with what belongs to them, the state, and the window that shows it.

`store` is touched in the store lane only and `network` in the network lane only (but for `cancel`). Everything else
lives in the UI thread. The parts (opening, sign-in, rounds, requests, PIN) each answer some of the window's intents.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from msgspec import Struct
from PySide6.QtCore import QObject, Qt

from borrower_app import clock
from borrower_app import settings as settings_
from borrower_app.application.faults.report import app_fault
from borrower_app.application.lanes.background import Advanced, Background, Done, Failed, JobOutcome, Reporter, Ticket
from borrower_app.application.lanes.lane import Lane
from borrower_app.application.running.state import AppState
from borrower_app.failures import AppFault, Failure
from borrower_app.language import Language
from borrower_app.presentation.intents import Address
from borrower_app.store.secret_memory import overwrite

if TYPE_CHECKING:
    from borrower_app.application.faults.desk import FaultDesk
    from borrower_app.application.folder_key import PinFacts
    from borrower_app.application.network import Network
    from borrower_app.application.running.kept_notes import KeptNotes
    from borrower_app.application.running.records import PageMakers, ReadRecords
    from borrower_app.presentation.faults.report import FaultReport
    from borrower_app.store.keys import OuterSecret
    from borrower_app.store.store import Store
    from borrower_app.ui.window import Window

T = TypeVar("T")


class Read(Struct, frozen=True):
    """What one reading in the store lane brings to the screen."""

    records: ReadRecords
    pin: PinFacts
    notes: KeptNotes


class RunningApp(QObject):
    """One data folder (or none, `folder` None: nothing is kept) behind one window."""

    def __init__(
        self,
        folder: Path | None,
        state: AppState,
        makers: PageMakers,
        faults: FaultDesk,
        store_lane: Lane | None = None,
    ) -> None:
        super().__init__()
        self.folder = folder
        self.faults = faults
        faults.found.connect(self._on_fault, Qt.ConnectionType.QueuedConnection)
        self.state = state
        self.makers = makers
        self.background = Background(self, store_lane)
        self.window: Window | None = None
        self.store: Store | None = None
        self.network: Network | None = None
        self.key: bytes | None = None
        self.outer: OuterSecret | None = None
        """What the passphrase gave: one half of the key where a PIN is set, so the lock leaves it."""
        self.is_shutting = False
        """The lock has fallen, and what was being written comes to its end."""
        self._locks = 0
        self.at_close: list[Callable[[Store], None]] = []
        """What has to be written before the store closes, called in its lane."""
        self.after_records: list[Callable[[], None]] = []
        """Called in the UI thread after each new picture of the records."""
        self._reading = False
        self._read_again = False
        self._closed = False
        self.watchers: list[Callable[[], None]] = []
        """Told in the UI thread after every change of the state."""

    def run(
        self,
        lane: Lane,
        job: Callable[[Reporter], T],
        done: Callable[[T], None],
        failed: Callable[[Failure], None] | None = None,
        advanced: Callable[[Any], None] | None = None,
    ) -> Ticket:
        """Run a job in a lane; the callbacks come in the UI thread.

        Every job ends in exactly one of `done` and `failed` unless it was cancelled: a bug of ours, in the job or in
        `done`, is reported and reaches `failed` as an AppFault, so that whoever waited gives back what they held.
        """

        begun = self._locks

        def on_outcome(outcome: JobOutcome) -> None:
            if begun != self._locks:
                # The lock has fallen meanwhile: what was written is written, and nothing of it is shown.
                return
            if isinstance(outcome, Done):
                self._guarded(lambda: done(cast(T, outcome.value)), fail)
            elif isinstance(outcome, Advanced):
                if advanced is not None:
                    self._guarded(lambda: advanced(outcome.value), fail)
            elif isinstance(outcome, Failed):
                fail(outcome.failure or app_fault(self.faults.report(outcome.error)))

        def fail(failure: Failure) -> None:
            self._guarded(lambda: (failed or self.tell)(failure), self._untold)

        return self.background.run(lane, job, on_outcome)

    def _guarded(self, step: Callable[[], object], failed: Callable[[Failure], None]) -> None:
        """One step in the UI thread; a bug in it is reported, then `failed` gives back what was held."""
        try:
            step()
        except Exception as error:  # noqa: BLE001 - the end of every job: whatever a callback raises is told
            failed(app_fault(self.faults.report(error)))

    def _untold(self, failure: Failure) -> None:
        """What gives things back is broken itself: it is reported already."""

    def _on_fault(self, report: FaultReport) -> None:
        state = self.state
        state.faults[report.number] = report
        state.told_fault = report
        self.changed()

    def in_store(
        self,
        job: Callable[[Store], T],
        done: Callable[[T], None],
        failed: Callable[[Failure], None] | None = None,
    ) -> Ticket:
        """Run a function with the store in its lane."""

        def work(_reporter: Reporter) -> T:
            if self.store is None:
                raise RuntimeError("the store is not open yet")
            return job(self.store)

        return self.run(self.background.store, work, done, failed)

    def ask_store(self, function: Callable[[Store], T]) -> T:
        """From the network lane: run a function with the store and wait for it."""
        store = self.store
        if store is None:
            raise RuntimeError("the store is not open yet")
        return self.background.store.ask(lambda: function(store))

    def if_not_locked(self, answer: Callable[[T | None], None]) -> Callable[[T | None], None]:
        """For a dialog that is open: what it answers counts as a cancel where the lock has fallen meanwhile."""
        begun = self._locks
        return lambda chosen: answer(chosen if begun == self._locks else None)

    def tell(self, failure: Failure) -> None:
        """Something the user asked for did not work: a banner over the page says what and what to do."""
        self.state.notice = failure
        self.changed()

    def changed(self) -> None:
        """The state changed: the window builds again what differs."""
        if self.window is not None and not self._closed:
            self.window.refresh()
            self._tell_watchers()

    def scroll_up(self) -> None:
        """Another step of the same page: its beginning comes into view and takes the focus."""
        if self.window is not None and not self._closed:
            self.window.begin_page()

    def show(self, address: Address) -> None:
        """Put a page in place of the one shown, with nothing to go back to."""
        if self.window is not None:
            if self.window.address == address:
                self.changed()
            else:
                self.window.replace(address)
                self._tell_watchers()

    def _tell_watchers(self) -> None:
        for watcher in self.watchers:
            watcher()

    @property
    def language(self) -> Language:
        """The language of the screen."""
        return self.window.look.language if self.window is not None else Language(self.state.settings.language)

    def read_records(self) -> None:
        """Take a new snapshot in the store lane, make the views there, and show them. Calls in between become one."""
        if self._reading:
            self._read_again = True
            return
        self._reading = True
        language = self.language
        shown = self.window.address if self.window is not None else Address("H-1")
        folder = self.folder

        def job(store: Store) -> Read:
            from borrower_app.application.folder_key import pin_facts
            from borrower_app.application.running.kept_notes import read_notes
            from borrower_app.application.running.records import ReadRecords, make_ahead

            records = ReadRecords(store.snapshot(), clock.now(), store.business_floor())
            make_ahead(records, language, shown, self.makers)
            return Read(records, pin_facts(folder, store), read_notes(store))

        self.in_store(job, self._on_records, self._on_unreadable)

    def _on_records(self, read: Read) -> None:
        self._reading = False
        if self.state.records is None:
            # All that was imported stays for good: no later collection stops the window for 45 ms to look at it again.
            gc.freeze()
        self.state.records = read.records
        self.state.pin.is_set, self.state.pin.wraps_key = read.pin.is_set, read.pin.wraps_key
        self.state.reminders, self.state.saved_what_ifs = read.notes.reminders, read.notes.what_ifs
        self.state.own.take(read.notes)
        self.state.prepared = None
        for follow in self.after_records:
            self._guarded(follow, self._untold)
        self.changed()
        self._read_once_more()

    def _on_unreadable(self, failure: Failure) -> None:
        self._reading = False
        if not isinstance(failure, AppFault):
            self.state.fault = failure
        self.changed()
        self._read_once_more()

    def _read_once_more(self) -> None:
        if self._read_again:
            self._read_again = False
            self.read_records()

    def save_settings(self) -> None:
        """Keep the choices; without a folder they hold until the app closes."""
        folder, settings = self.folder, self.state.settings
        if folder is not None and self.state.phase is not self.state.phase.STARTING:
            self.run(self.background.store, lambda _reporter: _save(folder, settings), _nothing)

    def shut(self, last: Callable[[Store], None], closed: Callable[[], None]) -> None:
        """The lock: forget everything, let what is being written come to its end, close both files, drop the key.

        `last` is written before, in the store lane; `closed` comes in the UI thread once nothing is left.
        """
        store, network = self.store, self.network
        key, self.key = self.key, None
        self._locks += 1
        self._reading = self._read_again = False
        self.is_shutting = True
        self.state.forget()
        if store is not None:
            self.at_close.append(last)

        def end(_outcome: object) -> None:
            if store is not None:
                self.at_close.remove(last)
            self.network = None
            # Whoever in the lanes still holds it holds zeros now.
            overwrite(key)
            self.is_shutting = False
            closed()

        def close_store(_outcome: object) -> None:
            self.run(self.background.store, lambda _reporter: self._close_store(), end, end)

        # First the network lane: whoever is sending there still has to write down what came of it.
        self.run(
            self.background.network,
            lambda _reporter: network.close() if network is not None else None,
            close_store,
            close_store,
        )

    def close(self) -> None:
        """Stop what is under way, close both files in their lane, join every lane."""
        if self._closed:
            return
        self._closed = True
        if self.network is not None:
            self.network.cancel()
        try:
            self.background.close(self._close_store)
        finally:
            if self.network is not None:
                self.network.close()
            overwrite(self.key)

    def _close_store(self) -> None:
        store = self.store
        if store is not None:
            try:
                for write in self.at_close:
                    write(store)
            finally:
                self.store = None
                store.close()


def _save(folder: Path, settings: settings_.Settings) -> None:
    from borrower_app.application.window_folder import save_settings

    save_settings(folder, settings)


def _nothing(_value: object) -> None:
    """Nothing to show."""
