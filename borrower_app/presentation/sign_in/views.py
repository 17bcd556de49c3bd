"""What F-2 says; first start shows the same panel."""

from __future__ import annotations

from msgspec import Struct

from borrower_app.presentation.words.parts import Action, Line


class SignInWayView(Struct, frozen=True):
    """One way to sign in: its button, and for whom it is."""

    action: Action
    told: str


class OwnFolderView(Struct, frozen=True):
    """Somebody else than the folder's borrower has signed in: a folder of their own is the next step.

    `missing` stands beside the name where there is none, `or_else` above the ways to sign in. `wipe`, the
    last resort, asks before it does anything.
    """

    title: str
    told: str
    name: str
    hint: str
    missing: str
    make: str
    longest: int
    or_else: str
    wipe: Action | None = None


class BeginSignInView(Struct, frozen=True):
    """Nothing is waited for yet, or any more: how it stands, and what can be begun, the next step first."""

    told: str
    problem: str = ""
    unsent: str = ""
    ways: tuple[SignInWayView, ...] = ()
    cancel: Action | None = None
    back: Action | None = None
    own_folder: OwnFolderView | None = None


class InBrowserView(Struct, frozen=True):
    """Waiting for the person before the browser; `compare` is what the address line must say."""

    title: str
    told: str
    compare: Line
    hurry: str
    again: Action
    cancel: Action
    other: Action | None = None


class OnPhoneView(Struct, frozen=True):
    """Waiting for the phone. Code and addresses come from the lender's sign-in server; `scan_address` is the QR code's.

    `spelled_code` is the code as a screen reader shall say it.
    """

    scan_title: str
    scan_address: str
    scan_name: str
    compare_title: str
    code: str
    spelled_code: str
    time_left: str
    by_hand: str
    cancel: Action
    other: Action | None = None


class SignInView(Struct, frozen=True):
    """F-2: how it stands, and beside it what to look at before one goes on."""

    title: str
    card: BeginSignInView | InBrowserView | OnPhoneView
    promises_title: str
    promises: tuple[Line, ...]
