"""What pages ask for. A page never acts: it emits one of these, and the composition root acts.

Values are what the user chose or typed; sentences are never in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from borrower_app.language import LanguageCode
from borrower_app.ui.theme.theme import ThemeChoice


@dataclass(frozen=True, slots=True)
class Address:
    """Where a page is: its screen code and, for pages about one thing, that thing's id."""

    code: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Intent:
    """Something the user asked for."""


@dataclass(frozen=True, slots=True)
class OpenPage(Intent):
    """Show a page. The window follows it by itself and tells it to the outside, too."""

    address: Address


@dataclass(frozen=True, slots=True)
class GoBack(Intent):
    """Show the page that was shown before."""


@dataclass(frozen=True, slots=True)
class SyncNow(Intent):
    """Send what waits and fetch what is new (F5)."""


@dataclass(frozen=True, slots=True)
class ChooseLook(Intent):
    """Change language, theme, text size or motion; None leaves a choice as it is. The window applies it at once."""

    language: LanguageCode | None = None
    theme: ThemeChoice | None = None
    text_scale: int | None = None
    reduced_motion: bool | None = None


@dataclass(frozen=True, slots=True)
class SetReminders(Intent):
    """Switch reminders on or off."""

    on: bool


@dataclass(frozen=True, slots=True)
class RemindAbout(Intent):
    """Tell me the result of this attempt when it is there."""

    attempt_id: str


@dataclass(frozen=True, slots=True)
class AskForOperation(Intent):
    """Save one operation (a name of `contract.operations`) with its values."""

    operation: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DecideOperation(Intent):
    """The user's decision about an operation that needs one: keep mine (send again), keep theirs (cancel)."""

    operation_id: str
    decision: Literal["send_again", "cancel"]


@dataclass(frozen=True, slots=True)
class Reveal(Intent):
    """Press and hold: show the full value of a masked field. The answer goes to `Window.answer_reveal`."""

    subject: str
    field: str


@dataclass(frozen=True, slots=True)
class CoverRevealed(Intent):
    """The button was let go."""

    subject: str
    field: str


@dataclass(frozen=True, slots=True)
class LockNow(Intent):
    """Hide everything until the PIN."""


@dataclass(frozen=True, slots=True)
class Unlock(Intent):
    """The PIN that was typed; kept nowhere by the page."""

    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SetPin(Intent):
    """A new PIN of six or more digits; `current` is empty when there was none."""

    pin: str = field(repr=False)
    current: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class PutOffPin(Intent):
    """First start goes on without a PIN."""


@dataclass(frozen=True, slots=True)
class ChooseKeyStorage(Intent):
    """How the key to the data on this computer is kept; `passphrase` only where it is chosen."""

    storage: Literal["keyring", "passphrase", "memory"]
    passphrase: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class OpenWithPassphrase(Intent):
    """The passphrase that opens the data."""

    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StartSignIn(Intent):
    """Begin the sign-in with a phone (device code)."""


@dataclass(frozen=True, slots=True)
class CancelSignIn(Intent):
    """Stop waiting for the phone."""


@dataclass(frozen=True, slots=True)
class SignOut(Intent):
    """Sign out and wipe the lender's data; `own_data` only on a separate yes."""

    own_data: bool = False


@dataclass(frozen=True, slots=True)
class BeginFirstStart(Intent):
    """From the welcome step to the next one."""


@dataclass(frozen=True, slots=True)
class FinishFirstStart(Intent):
    """From the last step to Home."""


@dataclass(frozen=True, slots=True)
class RepairStorage(Intent):
    """Set the damaged file aside and fetch the lender's records again."""


@dataclass(frozen=True, slots=True)
class Quit(Intent):
    """Close the app."""
