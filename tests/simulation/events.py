"""What can happen: acts of the user, of the staff, of time, and the faults that wait for the next act of a device.

A history is a flat list of these, so that any of them can be left out when a failing one is shortened.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Fate(StrEnum):
    """What becomes of one request; the value is the sentence of the printed history."""

    NOT_SENT = "nothing leaves the computer"
    LOST = "is lost on the way"
    ANSWER_LOST = "arrives, its answer is lost"
    HELD = "is held up, nobody waits for its answer any more"
    TWICE = "arrives twice"
    TWICE_LATER = "arrives, and a copy of it is held up"
    BUSY = "is answered 503 maintenance"
    FAULT_BEFORE = "is answered 500 before its effect"
    FAULT_AFTER = "is answered 500 after its effect"
    RUNNING = "is answered 409 still-running and carried out later"
    HALF_BODY = "arrives, half of the answer's body comes back"
    OTHERS_REPLY = "arrives, the reply of another operation comes back"
    GATEWAY_PAGE = "arrives, a gateway's page comes back"
    UNKNOWN_OPERATION = "is answered 404 unknown-operation"
    STOPPED_BEFORE = "is stopped by the user before it arrives"
    STOPPED_AFTER = "is stopped by the user after it arrived"
    KILLED_BEFORE = "the process is killed before it leaves"
    KILLED_AFTER = "the process is killed after it arrived"
    KILLED_HELD = "the process is killed, the request is still on its way"
    RECORD_MISSING = "the page lacks a record"
    RECORD_ALTERED = "the page holds an altered record"
    WRONG_DIGEST = "the page's digest is wrong"
    DISORDERED = "the page's changes come doubled and in reverse"


class DiskFate(StrEnum):
    """What becomes of a commit or statement; see `Fate`."""

    KILLED_BEFORE = "the process is killed before it"
    KILLED_AFTER = "the process is killed after it"
    FULL = "the disk is full from here on"
    FAILS = "the disk fails once"


@dataclass(frozen=True)
class NetworkFault:
    """The `number`-th read or write of the device's next act meets a fate; a question about a write is one, too."""

    device: int
    place: Literal["read", "write"]
    number: int
    fate: Fate


@dataclass(frozen=True)
class DiskFault:
    """The `number`-th commit or statement of the device's next act meets a fate."""

    device: int
    place: Literal["commit", "statement"]
    number: int
    fate: DiskFate


@dataclass(frozen=True)
class Meanwhile:
    """While the `number`-th read or write of the device's next act is under way, something else happens."""

    device: int
    place: Literal["read", "write"]
    number: int
    arrived: bool
    """Whether the lender has handled the request by then."""
    event: Act


@dataclass(frozen=True)
class Save:
    """The user saves a wish; `what` is one of `wishes.WHAT`."""

    device: int
    what: str
    text: str


@dataclass(frozen=True)
class Cancel:
    """The user cancels one of the operations they see."""

    device: int
    number: int


@dataclass(frozen=True)
class Decide:
    """The user decides about one of the operations that need them."""

    device: int
    number: int
    choice: Literal["close it", "send it again", "keep my value"]


@dataclass(frozen=True)
class TypeCode:
    """The user answers one of the challenges that wait."""

    device: int
    number: int
    right: bool


@dataclass(frozen=True)
class SyncRound:
    """One round of sync; `now` lets nothing wait any longer, as after a press on "try again"."""

    device: int
    now: bool


@dataclass(frozen=True)
class Restart:
    """The app is closed, or killed while it does nothing, and started again."""

    device: int
    killed: bool


@dataclass(frozen=True)
class SignIn:
    """The user signs in."""

    device: int


@dataclass(frozen=True)
class SignInEnds:
    """The lender ends the access token, or the whole sign-in."""

    device: int
    whole: bool


@dataclass(frozen=True)
class ClockJump:
    """The device's clock is set, by so many seconds."""

    device: int
    seconds: int


@dataclass(frozen=True)
class StaffEdit:
    """The lender's staff change a record."""

    what: Literal["email", "phone", "address", "new attempt", "attempt", "loan", "message", "remove message"]


@dataclass(frozen=True)
class CursorsForgotten:
    """The lender does not know earlier cursors any more."""


@dataclass(frozen=True)
class Wait:
    """Time passes."""

    seconds: int


@dataclass(frozen=True)
class Arrival:
    """One of the requests that were held up arrives."""

    number: int


Act = (
    Save
    | Cancel
    | Decide
    | TypeCode
    | SyncRound
    | Restart
    | SignIn
    | SignInEnds
    | ClockJump
    | StaffEdit
    | CursorsForgotten
    | Wait
    | Arrival
)
Event = NetworkFault | DiskFault | Meanwhile | Act


def words(event: Event) -> str:
    """The event as a line of a printed history."""
    match event:
        case NetworkFault(device, place, number, fate):
            return f"device {device}, {place} {number} of its next act: {fate.value}"
        case DiskFault(device, place, number, disk_fate):
            return f"device {device}, {place} {number} of its next act: {disk_fate.value}"
        case Meanwhile(device, place, number, arrived, inner):
            moment = "after it arrived" if arrived else "before it arrives"
            return f"device {device}, during {place} {number} of its next act, {moment}: [{words(inner)}]"
        case Save(device, what, text):
            return f"device {device}: the user saves {what} = {text!r}"
        case Cancel(device, number):
            return f"device {device}: the user cancels operation {number} of the list"
        case Decide(device, number, choice):
            return f"device {device}: the user decides about waiting operation {number}: {choice}"
        case TypeCode(device, number, right):
            return f"device {device}: the user types a {'right' if right else 'wrong'} code for challenge {number}"
        case SyncRound(device, now):
            return f"device {device}: a round{' at once' if now else ''}"
        case Restart(device, killed):
            return f"device {device}: {'killed while idle' if killed else 'closed'} and started again"
        case SignIn(device):
            return f"device {device}: the user signs in"
        case SignInEnds(device, whole):
            return f"device {device}: the lender ends its {'sign-in' if whole else 'access token'}"
        case ClockJump(device, seconds):
            return f"device {device}: its clock jumps by {seconds} s"
        case StaffEdit(what):
            return f"staff: {what}"
        case CursorsForgotten():
            return "the lender forgets its cursors"
        case Wait(seconds):
            return f"{seconds} s pass"
        case Arrival(number):
            return f"held-up request {number} arrives"
