"""The choices of the settings; part of `intents`, where everything is found."""

from __future__ import annotations

from borrower_app.language import LanguageCode
from borrower_app.presentation.intent_base import Intent
from borrower_app.settings import ThemeChoice


class ChooseLook(Intent, frozen=True):
    """Change language, theme, text size or motion; None leaves a choice as it is. The window applies it at once."""

    language: LanguageCode | None = None
    theme: ThemeChoice | None = None
    text_scale: int | None = None
    reduced_motion: bool | None = None


class SetReminders(Intent, frozen=True):
    """Switch reminders on or off."""

    on: bool


class SetSystemProxy(Intent, frozen=True):
    """Reach the lender through the system's proxy, or directly."""

    on: bool


class SetIdleLock(Intent, frozen=True):
    """Lock after so many minutes without input; 0 is never."""

    minutes: int
