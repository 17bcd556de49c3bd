"""S-2 from the running app's state: what stands in its form, and what is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borrower_app.language import Language
from borrower_app.presentation.what_if.what_if import what_if_view

if TYPE_CHECKING:
    from borrower_app.application.running.state import AppState
    from borrower_app.presentation.what_if.views import WhatIfView


def what_if_of_state(state: AppState, subject: str, language: Language) -> WhatIfView | None:
    """About the loan `subject`, else the first one; None where it is not there."""
    records = state.records
    if records is None:
        return None
    loans = records.snapshot.loans
    loan_id = subject or (loans[0].record.id if loans else "")
    return what_if_view(records.reading(language), loan_id, state.what_ifs.get(loan_id), state.saved_what_ifs)
