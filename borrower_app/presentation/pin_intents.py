"""What is asked for about the PIN and its recovery code; part of `intents`, where everything is found."""

from __future__ import annotations

from borrower_app.presentation.intent_base import Intent, SecretIntent


class LockNow(Intent, frozen=True):
    """Hide everything until the PIN."""


class Unlock(SecretIntent, frozen=True):
    """The PIN that was typed; kept nowhere by the page."""

    pin: str


class SetPin(SecretIntent, frozen=True):
    """A new PIN of six or more digits, to be shown its recovery code; `current` is empty when there was none."""

    pin: str
    current: str = ""


class SawRecoveryCode(Intent, frozen=True):
    """The recovery code is on paper: ask it back."""


class ShowRecoveryCode(Intent, frozen=True):
    """Back to the recovery code of the PIN that is being set."""


class ConfirmRecoveryCode(SecretIntent, frozen=True):
    """The recovery code as typed from the paper; the new PIN holds once it is right."""

    code: str


class DropNewPin(Intent, frozen=True):
    """No new PIN after all: everything stays as it was."""


class RemovePin(SecretIntent, frozen=True):
    """Take the PIN away; it is typed once more for that."""

    pin: str


class Recover(SecretIntent, frozen=True):
    """The recovery code in place of a forgotten PIN or a lost key store."""

    code: str


class BeginAnew(Intent, frozen=True):
    """Without PIN and code: set the sealed data aside and start as on a new computer."""


class GoOnAnew(Intent, frozen=True):
    """It was read where the old data lie."""


class PutOffPin(Intent, frozen=True):
    """First start goes on without a PIN."""
