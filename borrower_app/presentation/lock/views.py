"""What F-3 says, and the forms for a new PIN, which first start shows, too."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from borrower_app.presentation.words.parts import Action

Asked = Literal["pin", "passphrase", "remove-pin", "code", "code-back"]
"""The PIN, the passphrase, the PIN so that it goes, the recovery code in its place, the code back from the paper."""


class NewPinView(Struct, frozen=True):
    """The form for a new PIN: questions, the button, and what is said where the PIN can't be taken.

    `current` is empty where there is no PIN so far; `problem` is about the last try.
    """

    current: str
    first: str
    hint: str
    again: str
    save: str
    wrong_length: str
    one_digit: str
    not_the_same: str
    problem: str = ""
    later: Action | None = None


class CodeView(Struct, frozen=True):
    """The recovery code, shown this once: why, the code, and how to keep it."""

    why: str
    code: str
    spoken: str
    care: str
    go_on: Action
    leave: Action


class UnlockView(Struct, frozen=True):
    """The question for something that is typed; `if_empty` is said where nothing was.

    `told` stands above it; `is_open`: what is typed is seen, as a code from paper must be. `leave` are ways out of it.
    """

    asks: Asked
    question: str
    open: str
    if_empty: str
    problem: str = ""
    tries_left: str = ""
    told: str = ""
    is_open: bool = False
    is_busy: bool = False
    leave: tuple[Action, ...] = ()


class ClosedView(Struct, frozen=True):
    """In place of a question: what has happened, what it means, and the ways on, the next step first."""

    told: str
    until: str
    actions: tuple[Action, ...] = ()
    leave: tuple[Action, ...] = ()


PinCard = NewPinView | CodeView | UnlockView | ClosedView


class LockView(Struct, frozen=True):
    """F-3. `reason`: why something is asked for."""

    title: str
    card: PinCard
    reason: str = ""
