"""S-7 from the running app's state: how the last export went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borrower_app.language import Language
from borrower_app.presentation.schedule.export_page import export_view

if TYPE_CHECKING:
    from borrower_app.application.running.state import AppState
    from borrower_app.presentation.schedule.export_views import ExportView


def export_of_state(state: AppState, subject: str, language: Language) -> ExportView | None:
    """About the loan `subject`; None where it is not there."""
    return export_view(state.records.reading(language), subject, state.export) if state.records is not None else None
