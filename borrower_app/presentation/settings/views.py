"""What T-1 says."""

from __future__ import annotations

from msgspec import Struct

from borrower_app.presentation.guides.practice_offer import PracticeOfferView
from borrower_app.presentation.own_loans.backup import BackupView
from borrower_app.presentation.words.parts import Action, ChoiceView


class SafetyView(Struct, frozen=True):
    """PIN and lock, and where the key is kept. `lock` is None where there is no PIN to lock with."""

    title: str
    told: str
    actions: tuple[Action, ...]
    key_title: str
    key_told: str
    lock: ChoiceView | None = None
    lock_note: str = ""


class SignOutView(Struct, frozen=True):
    """Signing out, with whichever question is being asked: what goes, what stays, what would be lost. Where nobody is
    signed in: signing in.

    `answers` are no and yes, in this order; `further` leads to the next question.
    """

    title: str
    gone: str = ""
    kept: str = ""
    warnings: tuple[str, ...] = ()
    answers: tuple[Action, ...] = ()
    further: Action | None = None


class SettingsView(Struct, frozen=True):
    """T-1. `note` stands below the choices; the card about the backup goes first where its question is being asked."""

    title: str
    choices: tuple[ChoiceView, ...]
    note: str
    safety: SafetyView
    sign_out: SignOutView
    backup: BackupView | None
    practice: PracticeOfferView | None
    people: Action | None
    """Over to another person's folder, where there are several."""
    help: Action
    """What each page is, and every key."""
    version: str
    reading: str
    """How well messages are read, as measured."""
    oddities: tuple[str, ...] = ()
    """What the lender sent and this app does not show; each a sentence."""
