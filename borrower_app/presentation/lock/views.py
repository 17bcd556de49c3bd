"""What F-3 says, and the form for a new PIN, which first start shows, too."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from borrower_app.presentation.words.parts import Action


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


class UnlockView(Struct, frozen=True):
    """The question for the PIN or the passphrase; `if_empty` is said where nothing was typed."""

    asks: Literal["pin", "passphrase"]
    question: str
    open: str
    if_empty: str
    problem: str = ""
    tries_left: str = ""


class ClosedView(Struct, frozen=True):
    """In place of the question after too many wrong tries: that nothing is lost, and when it goes on."""

    told: str
    until: str


class LockView(Struct, frozen=True):
    """F-3. `reason`: why the PIN is asked for while the app is open; `leave` is the way out that is always there."""

    title: str
    card: NewPinView | UnlockView | ClosedView
    reason: str = ""
    sign_in: Action | None = None
    leave: Action | None = None
