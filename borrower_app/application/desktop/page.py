"""T-2 and F-8 from the running app's state."""

from __future__ import annotations

from borrower_app.application.running.state import AppState, Phase
from borrower_app.language import Language
from borrower_app.presentation.desktop.closing import closing_view
from borrower_app.presentation.desktop.keyboard_page import keyboard_view
from borrower_app.presentation.desktop.views import ClosingView, KeyboardView


def keyboard_of_state(_state: AppState, subject: str, language: Language) -> KeyboardView:
    """T-2; the subject is the code of the page from which F1 was pressed."""
    return keyboard_view(subject, language)


def closing_of_state(state: AppState, _subject: str, language: Language) -> ClosingView:
    """F-8."""
    locked = state.phase is Phase.LOCKED
    return closing_view(state.at_stake, language, signed_in=state.signed_in, is_locked=locked)
