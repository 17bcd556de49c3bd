"""One device of the borrower: the real store over real files, the real rounds, and a process that can be killed."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Final, TypeVar

from borrower_app import clock
from borrower_app.contract.problems import ProblemType
from borrower_app.contract.snapshot import OutboxState, PendingOperation, Snapshot
from borrower_app.failures import Failure
from borrower_app.lender.client import LenderClient
from borrower_app.lender.transport import RequestCancelled
from borrower_app.store.store import Store
from borrower_app.sync.round import Round
from tests.simulation.disk import Disk, Killed
from tests.simulation.events import DiskFault, Meanwhile, NetworkFault
from tests.simulation.wire import Tokens, Wire
from tests.simulation.wishes import Wish
from tests.store.lender_pages import LENDER

T = TypeVar("T")
KEY: Final = bytes(range(32))
Armed = NetworkFault | DiskFault | Meanwhile


class BrokenPromise(Exception):
    """What the simulation looks for: `name` says which promise, the text what was seen."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(f"{name}: {text}")
        self.name = name


@dataclass(frozen=True)
class HeldRecords:
    """The lender's records on a device, byte for byte, and their cursor."""

    change: int
    cursor: str | None
    dumped: bytes


@dataclass(frozen=True)
class View:
    """What a device shows, and the records behind it; true until something becomes durable."""

    change: int
    snapshot: Snapshot
    records: HeldRecords


@dataclass
class Device:
    """A computer with the app on it. `now` is its own clock, which may be wrong."""

    number: int
    disk: Disk
    wire: Wire
    tokens: Tokens
    true_time: Callable[[], dt.datetime]
    dice: random.Random
    log: Callable[[str], None]
    clock_offset: dt.timedelta = dt.timedelta()
    wishes: dict[str, Wish] = field(default_factory=dict)
    armed: list[Armed] = field(default_factory=list)
    is_acting: bool = False
    _touched: set[str] = field(default_factory=set)
    _attempted: Wish | None = None
    _view: View | None = None
    _records: HeldRecords | None = None

    def __post_init__(self) -> None:
        self.store = self._opened()
        self.client = LenderClient(LENDER, self.wire, self.tokens)

    def now(self) -> dt.datetime:
        """The instant by this computer's clock."""
        return self.true_time() + self.clock_offset

    def round(self) -> Round:
        """The tools of one round."""
        return Round(client=self.client, store=self._in_store, now=self.now, dice=self.dice)

    def _in_store(self, function: Callable[[Store], T]) -> T:
        return function(self.store)

    def look(self) -> View:
        """What is on the screen, the cursor and the records behind it; nothing of it meets a fault."""
        if self._view is None or self._view.change != self.disk.changes:
            with self.disk.unwatched():
                if self._records is None or self._records.change != self.disk.cache_changes:
                    cursor = self.store.pull_state().cursor
                    self._records = HeldRecords(self.disk.cache_changes, cursor, self.store.dump())
                self._view = View(self.disk.changes, self.store.snapshot(), self._records)
        return self._view

    def act(self, name: str, action: Callable[[], object]) -> None:
        """Let the process do something; it may be killed in it. Within another act it is a part of that one."""
        if self.is_acting:
            self._told(name, action)
            return
        self.is_acting = True
        try:
            with self._armed_faults():
                self._told(name, action)
        except Killed:
            self.log(f"device {self.number}: killed in {name}")
            self._start_again()
        finally:
            self.is_acting = False
            self._touched = set()
            self._attempted = None

    def _told(self, name: str, action: Callable[[], object]) -> None:
        clock.stop_at(self.now())
        try:
            action()
        except Failure as failure:
            self.log(f"device {self.number}: {name} ended with {failure}")
        except RequestCancelled:
            self.log(f"device {self.number}: {name} was stopped")
        except BrokenPromise:
            raise
        except Exception as error:
            raise BrokenPromise("a fault of the app", f"{type(error).__name__} in {name}: {error}") from error

    @contextmanager
    def _armed_faults(self) -> Iterator[None]:
        armed, self.armed = self.armed, []
        with ExitStack() as stack:
            stack.enter_context(self.disk.during([one for one in armed if isinstance(one, DiskFault)]))
            faults = [one for one in armed if isinstance(one, NetworkFault)]
            stack.enter_context(self.wire.during(faults, [one for one in armed if isinstance(one, Meanwhile)]))
            yield

    @contextmanager
    def unsure(self, operation_ids: set[str], attempted: Wish | None = None) -> Iterator[None]:
        """What is done inside may have happened or not if the process is killed in it, and only then."""
        self._touched, self._attempted = operation_ids, attempted
        try:
            yield
        except Killed:
            raise
        except BaseException:
            self._touched, self._attempted = set(), None
            raise
        self._touched, self._attempted = set(), None

    def restart(self, *, killed: bool) -> None:
        """Close the app, or kill it while it does nothing, and start it again."""
        if killed:
            with suppress(Killed):
                self.disk.kill()
            self._start_again()
            return
        self.store.close()
        try:
            self.store = self._opened()
        except Failure as failure:
            self.log(f"device {self.number}: start ended with {failure}")
            with self.disk.unwatched():
                self.store = self._opened()

    def _opened(self) -> Store:
        """As the app starts: open, check, repair. Nothing here damages a file, so nothing may be called damaged."""
        clock.stop_at(self.now())
        store = Store.open(self.disk.folder, KEY, LENDER)
        try:
            found = store.check_and_repair()
        except BaseException:
            store.close()
            raise
        if found:
            raise BrokenPromise("a file is called damaged", "; ".join(found))
        return store

    def _start_again(self) -> None:
        """After a kill: the dead process's objects go, the next one opens what lies on the disk."""
        self._bury()
        self.store = self._opened()
        snapshot = self.look().snapshot
        shown = {one.operation_id: one for one in (*snapshot.operations, *snapshot.finished)}
        for operation_id in self._touched:
            wish = self.wishes[operation_id]
            wish.closed = operation_id not in shown
            if not wish.closed:
                wish.values = shown[operation_id].values
                wish.never_sent = False
                if self._attempted is not None:
                    wish.bases |= self._attempted.bases
        for operation_id, pending in shown.items():
            if operation_id not in self.wishes and self._attempted is not None:
                self.wishes[operation_id] = Wish(pending.operation, pending.values, set(self._attempted.bases))

    def _bury(self) -> None:
        with suppress(Exception):
            self.store.close()

    def states(self) -> dict[str, OutboxState]:
        """What the list of operations says."""
        return {pending.operation_id: pending.state for pending in self.look().snapshot.operations}

    def needing_user(self) -> list[PendingOperation]:
        """The operations about which the user is asked."""
        return [one for one in self.look().snapshot.operations if one.state is OutboxState.NEEDS_USER]

    def awaiting_code(self) -> list[PendingOperation]:
        """Those of them that wait for a code and may still get one."""
        return [
            one
            for one in self.needing_user()
            if one.challenge is not None and one.problem_type != ProblemType.VERIFICATION_EXPIRED
        ]

    def base_of(self, values: object) -> int | None:
        """The version of the changed record that is on the screen."""
        field_ = getattr(values, "field", None)
        contacts = self.look().snapshot.contacts
        return next((held.version for held in contacts if held.record.field == field_), None)

    def close(self) -> None:
        """The end of the history."""
        self._bury()
