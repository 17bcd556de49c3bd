"""What T-1 says."""

from __future__ import annotations

from dataclasses import dataclass

from borrower_app.presentation.own_loans.backup import BackupView
from borrower_app.presentation.words.parts import PracticeOffer
from borrower_app.settings import Settings


@dataclass(frozen=True, slots=True)
class SettingsView:
    """The choices as they are, whether a PIN is set, and how many changes a sign-out would lose."""

    settings: Settings
    pin_is_set: bool
    signed_in: bool
    unsent: int = 0
    version: str = ""
    asks_about_sign_out: bool = False
    backup: BackupView | None = None
    asks_about_own_data: bool = False
    """The second question: whether what only the user has goes, too."""
    practice: PracticeOffer = "none"
