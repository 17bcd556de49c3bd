"""F-6 from the running app's state: the report of a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borrower_app.language import Language
from borrower_app.presentation.faults.app_fault import AppFaultView, app_fault_view

if TYPE_CHECKING:
    from borrower_app.application.running.state import AppState


def app_fault_of_state(state: AppState, subject: str, language: Language) -> AppFaultView | None:
    """None where there was no fault of that number in this run of the app."""
    report = state.faults.get(subject)
    return app_fault_view(report, language, in_place_of_a_page=False) if report is not None else None
