"""F-7 in an open window: going over to another person's folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borrower_app.application.running.state import AppState
from borrower_app.language import Language

if TYPE_CHECKING:
    from borrower_app.presentation.people.views import WhoseView


def whose_of_state(state: AppState, _subject: str, language: Language) -> WhoseView:
    """Everybody who had a folder here when this window was opened."""
    from borrower_app.presentation.people.whose import whose_view

    return whose_view(state.people, language)
