"""What pages ask for about what others must not see: hidden values, and the word a caller said."""

from __future__ import annotations

from borrower_app.presentation.intent_base import Intent, SecretIntent


class Reveal(Intent, frozen=True):
    """Press and hold: show the full value of a masked field. The answer goes to `Window.answer_reveal`."""

    subject: str
    field: str


class CoverRevealed(Intent, frozen=True):
    """The button was let go."""

    subject: str
    field: str


class CheckPassPhrase(SecretIntent, frozen=True):
    """U-1: compare what the other side said with the pass phrase of the contact that is going on."""

    typed: str
