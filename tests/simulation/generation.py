"""From a seed to a history: what happens, in which order, and where the faults strike."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final, Literal

from tests.simulation.events import (
    Act,
    Arrival,
    Cancel,
    ClockJump,
    CursorsForgotten,
    Decide,
    DiskFate,
    DiskFault,
    Event,
    Fate,
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
)
from tests.simulation.wishes import WHAT
from tests.simulation.world import DEVICES

_Place = Literal["read", "write"]
_PLACES: Final[tuple[_Place, ...]] = ("write", "write", "read")
_SHORTEST: Final = 6
_LONGEST: Final = 20
_TEXTS: Final = ("A", "B", "C", "refuse")
_EDITS: Final = ("email", "phone", "address", "new attempt", "attempt", "loan", "message", "remove message")
_CHOICES: Final = ("close it", "send it again", "keep my value")
_WEIGHTS: Final = {
    "save": 24,
    "round": 34,
    "cancel": 3,
    "decide": 6,
    "code": 5,
    "restart": 5,
    "sign in": 4,
    "sign-in ends": 3,
    "clock": 3,
    "staff": 8,
    "cursors": 1,
    "wait": 7,
    "arrival": 4,
}
_ALWAYS: Final = frozenset({"save", "round"})
_WITH_FAULTS: Final = frozenset({"round", "save", "restart", "code", "decide"})


@dataclass(frozen=True)
class Leaning:
    """What a seed leans to: a history in which everything can happen seldom meets the same thing twice.

    (Swarm testing: Groce and others, 2012.)
    """

    dice: random.Random
    weights: dict[str, int]
    what: list[str]
    fates: list[Fate]
    disk_fates: list[DiskFate]
    with_faults: float


def history_of(seed: int) -> list[Event]:
    """The history that belongs to a seed, always the same one."""
    dice = random.Random(f"history {seed}")
    leaning = Leaning(
        dice=dice,
        weights={kind: weight for kind, weight in _WEIGHTS.items() if kind in _ALWAYS or dice.random() < 0.7},
        what=dice.sample(list(WHAT), dice.choice((1, 2, 3, len(WHAT)))),
        fates=dice.sample(list(Fate), dice.choice((2, 5, len(Fate)))),
        disk_fates=dice.sample(list(DiskFate), dice.choice((1, 2, len(DiskFate)))),
        with_faults=dice.choice((0.3, 0.6, 0.9)),
    )
    events: list[Event] = [SyncRound(device, now=False) for device in DEVICES if dice.random() < 0.8]
    for _ in range(dice.randint(_SHORTEST, _LONGEST)):
        kind = dice.choices(list(leaning.weights), list(leaning.weights.values()))[0]
        device = dice.choice(DEVICES)
        if kind == "round" and dice.random() < 0.5:
            events.append(_act(leaning, "save", device))
        if kind in _WITH_FAULTS and dice.random() < leaning.with_faults:
            events += _faults(leaning, device, asks_lender=kind in ("round", "code"))
        events.append(_act(leaning, kind, device))
    return events


def _act(leaning: Leaning, kind: str, device: int) -> Act:
    dice = leaning.dice
    match kind:
        case "save":
            return Save(device, dice.choice(leaning.what), dice.choice(_TEXTS))
        case "cancel":
            return Cancel(device, dice.randrange(4))
        case "decide":
            return Decide(device, dice.randrange(3), dice.choice(_CHOICES))
        case "code":
            return TypeCode(device, dice.randrange(2), right=dice.random() < 0.7)
        case "restart":
            return Restart(device, killed=dice.random() < 0.5)
        case "sign in":
            return SignIn(device)
        case "sign-in ends":
            return SignInEnds(device, whole=dice.random() < 0.4)
        case "clock":
            return ClockJump(device, dice.choice((-1, 1)) * dice.choice((240, 3_600, 43_200, 172_800)))
        case "staff":
            return StaffEdit(dice.choice(_EDITS))
        case "cursors":
            return CursorsForgotten()
        case "wait":
            return Wait(dice.choice((5, 60, 700, 7_200, 80_000, 90_000)))
        case "arrival":
            return Arrival(dice.randrange(4))
    return SyncRound(device, now=dice.random() < 0.5)


def _faults(leaning: Leaning, device: int, *, asks_lender: bool) -> list[Event]:
    dice = leaning.dice
    faults: list[Event] = []
    if not asks_lender or dice.random() < 0.35:
        disk_fate = dice.choice(leaning.disk_fates)
        if dice.random() < 0.7:
            faults.append(DiskFault(device, "commit", dice.randint(1, 9 if asks_lender else 2), disk_fate))
        else:
            faults.append(DiskFault(device, "statement", dice.randint(1, 40 if asks_lender else 8), disk_fate))
    if asks_lender:
        for _ in range(dice.choice((0, 1, 1, 2))):
            place = dice.choice(_PLACES)
            faults.append(NetworkFault(device, place, dice.choice((1, 1, 2, 3)), dice.choice(leaning.fates)))
    if asks_lender and dice.random() < 0.3:
        inner = dice.choice(
            ("save", "save", "cancel", "decide", "staff", "staff", "round", "arrival", "wait", "restart")
        )
        other = device if inner in ("save", "cancel", "decide") else 3 - device
        place = dice.choice(_PLACES)
        faults.append(
            Meanwhile(device, place, dice.choice((1, 1, 2, 3)), dice.random() < 0.5, _act(leaning, inner, other))
        )
    return faults
