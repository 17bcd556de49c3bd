"""The one scheduler: lets a history happen to two devices and a lender, in one thread, and has the judge look on."""

from __future__ import annotations

import datetime as dt
import random
import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final
from unittest import mock

from sqlalchemy import Engine, create_engine

from borrower_app import clock, identifiers
from borrower_app.contract.problems import ProblemType
from tests.simulation import user
from tests.simulation.device import BrokenPromise, Device
from tests.simulation.disk import Disk, WatchedDriver
from tests.simulation.events import (
    Arrival,
    Cancel,
    ClockJump,
    CursorsForgotten,
    Decide,
    DiskFault,
    Event,
    Meanwhile,
    NetworkFault,
    Restart,
    Save,
    SignIn,
    SignInEnds,
    StaffEdit,
    SyncRound,
    TypeCode,
    Wait,
    words,
)
from tests.simulation.judge import Judge
from tests.simulation.model_lender import ModelLender
from tests.simulation.staff import edit
from tests.simulation.wire import Network, Tokens, Wire
from tests.store.lender_pages import NOW

DEVICES: Final = (1, 2)
ROUNDS: Final = 4
"""So many rounds of each device after the last fault, eleven minutes apart, and nothing is open any more."""
_BETWEEN: Final = 660.0
_FAST: Final = Path("/dev/shm")
_COMPILED: Final[dict[Any, Any]] = {}


@dataclass(frozen=True)
class Terms:
    """What stays the same over a whole history."""

    seed: int
    page_limit: int
    knows_operation_ids: bool
    looks_closely: bool
    """Whether the judge looks at a device between any two requests, too, and not after each event alone."""


def terms_of(seed: int) -> Terms:
    """The terms that belong to a seed."""
    dice = random.Random(f"terms {seed}")
    return Terms(
        seed,
        page_limit=dice.choice((3, 5, 100)),
        knows_operation_ids=dice.random() < 0.5,
        looks_closely=dice.random() < 0.3,
    )


class World:
    """Everything of one history."""

    def __init__(self, terms: Terms, root: Path, watched: WatchedDriver) -> None:
        self._time = NOW.astimezone(dt.UTC)
        self.lines: list[str] = []
        self.lender = ModelLender(lambda: self._time, terms.page_limit, terms.knows_operation_ids)
        self._network = Network(self.lender, self._pass)
        self.devices = [self._device(number, terms, root, watched) for number in DEVICES]
        self._judge = Judge(self.lender, self.devices)
        self._edits = 0

    def _device(self, number: int, terms: Terms, root: Path, watched: WatchedDriver) -> Device:
        disk = Disk(root / f"device-{number}")
        watched.disks.append(disk)
        tokens = Tokens(lambda: self._time, self._time)

        def own() -> Device:
            return self.devices[number - 1]

        def clock_difference() -> float:
            return own().clock_offset.total_seconds()

        wire = Wire(
            self._network,
            tokens,
            clock_difference=clock_difference,
            happen=lambda event: self._happen(event.event),
            look=lambda: self._look_at(own()) if terms.looks_closely else None,
            kill=disk.kill,
        )
        dice = random.Random(f"device {number} {terms.seed}")
        return Device(number, disk, wire, tokens, lambda: self._time, dice, self.lines.append)

    def _pass(self, seconds: float) -> None:
        self._time += dt.timedelta(seconds=seconds)

    def _look_at(self, device: Device) -> None:
        self._judge.look_at_effects()
        self._judge.look_at(device)

    def run(self, events: Sequence[Event]) -> None:
        """The whole history, then the calm; raises BrokenPromise."""
        for event in events:
            self.lines.append(words(event))
            self._happen(event)
            self._judge.look_at_effects()
            for device in self.devices:
                self._judge.look_at(device)
        self._calm()

    def _happen(self, event: Event) -> None:
        match event:
            case Wait(seconds):
                self._wait(seconds)
            case Arrival(number):
                self._network.arrive(number)
            case StaffEdit():
                self._edits += 1
                edit(self.lender.books, event, self._edits, self._time)
            case CursorsForgotten():
                self.lender.books.forget_cursors()
            case _:
                self._happen_to(self.devices[event.device - 1], event)

    def _happen_to(self, device: Device, event: Event) -> None:
        match event:
            case NetworkFault() | DiskFault() | Meanwhile():
                device.armed.append(event)
            case ClockJump(_device, seconds):
                device.clock_offset += dt.timedelta(seconds=seconds)
            case SignInEnds(_device, whole):
                device.tokens.end(whole=whole)
            case Save():
                device.act("saving", lambda: user.save(device, event))
            case Cancel():
                device.act("cancelling", lambda: user.cancel(device, event))
            case Decide():
                device.act("deciding", lambda: user.decide(device, event))
            case SyncRound() | TypeCode() | Restart() | SignIn() if not device.is_acting:
                device.act(type(event).__name__, self._alone(device, event))

    def _alone(self, device: Device, event: SyncRound | TypeCode | Restart | SignIn) -> Callable[[], object]:
        """What a device does only while it does nothing else: the app has one network lane."""
        match event:
            case SyncRound():
                return partial(user.sync_round, device, event)
            case TypeCode():
                return partial(user.type_code, device, event)
            case Restart():
                return partial(device.restart, killed=event.killed)
            case SignIn():
                return partial(user.sign_in, device)

    def _wait(self, seconds: float) -> None:
        self._pass(min(seconds, 600.0))
        self._network.arrive_old()
        self._pass(max(seconds - 600.0, 0.0))
        self._network.arrive_old()

    def _calm(self) -> None:
        """The faults have stopped: everything that was on its way arrives, and everybody signs in and types codes."""
        self.lines.append("the faults stop")
        for device in self.devices:
            device.armed = []
        while self._network.held:
            self._network.arrive(0)
        for _ in range(ROUNDS):
            self._wait(_BETWEEN)
            for device in self.devices:
                self._calm_round(device)
            if not any(self._judge.still_open(device) for device in self.devices):
                break
        for device in self.devices:
            self._judge.look_at_the_end(device)

    def _calm_round(self, device: Device) -> None:
        device.act("SignIn", lambda: user.sign_in(device))
        for pending in device.needing_user():
            if pending.problem_type in (ProblemType.FRESH_SIGN_IN_NEEDED, ProblemType.UNAUTHENTICATED):
                device.store.resubmit(pending.operation_id, device.now())
        ended: list[bool] = []
        device.act("SyncRound", lambda: ended.append(user.sync_round(device, SyncRound(device.number, now=False))))
        if ended != [True]:
            raise BrokenPromise("does not converge", f"a round without a fault fails: {self.lines[-1]}")
        for _pending in device.awaiting_code():
            device.act("TypeCode", lambda: user.type_code(device, TypeCode(device.number, 0, right=True)))
        self._look_at(device)

    def close(self) -> None:
        """Close all files."""
        for device in self.devices:
            device.close()


def _engine(address: str, **options: Any) -> Engine:
    """The store's engine; what was compiled for one file is good for the thousands that a simulation opens."""
    return create_engine(address, **options).execution_options(compiled_cache=_COMPILED)


def run_history(terms: Terms, events: Sequence[Event]) -> tuple[BrokenPromise | None, list[str]]:
    """Let a history happen to a new world; what it broke, and what was seen on the way."""
    watched = WatchedDriver()
    place = _FAST if _FAST.is_dir() else None
    root = Path(tempfile.mkdtemp(prefix="simulation-", dir=place))
    drawn = random.Random(f"keys {terms.seed}")
    keys = mock.Mock(token_hex=lambda count: drawn.randbytes(count).hex())
    stopped = clock.stopped_at()
    world: World | None = None
    with ExitStack() as stack:
        stack.enter_context(mock.patch("borrower_app.store.connection.driver", watched))
        stack.enter_context(mock.patch("borrower_app.store.outbox.secrets", keys))
        stack.enter_context(mock.patch("borrower_app.store.database.create_engine", _engine))
        stack.callback(shutil.rmtree, root)
        stack.callback(clock.stop_at, stopped)
        stack.callback(identifiers.draw_at_random)
        identifiers.draw_from_seed(terms.seed)
        try:
            world = World(terms, root, watched)
            world.run(events)
        except BrokenPromise as broken:
            return broken, world.lines if world is not None else []
        finally:
            if world is not None:
                world.close()
    return None, world.lines
