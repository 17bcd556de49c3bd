"""The views of S-5 and S-6 from the state; they work before any sign-in, once the folder is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borrower_app.language import Language
from borrower_app.records.own_loan_record import own_record_of

if TYPE_CHECKING:
    from borrower_app.application.running.own_state import OwnDesk
    from borrower_app.application.running.records import ReadRecords
    from borrower_app.application.running.state import AppState
    from borrower_app.presentation.own_loans.form import OwnFormView
    from borrower_app.presentation.own_loans.own_loans import OwnLoansView
    from borrower_app.presentation.own_loans.table_import import ImportView


def own_loans_of_state(state: AppState, subject: str, language: Language) -> OwnLoansView | OwnFormView | None:
    """S-5: the list, or the form of one loan; None where that loan is not there any more."""
    records, desk = state.records, state.own
    if records is None:
        return None
    deed, _, loan_id = subject.partition(":")
    if deed in ("new", "edit"):
        return _form(loan_id if deed == "edit" else "", records, desk, language, is_kept=not state.memory_only)
    from borrower_app.presentation.own_loans.own_loans import own_loans_view

    removing = loan_id if deed == "remove" else ""
    has_draft = bool(desk.drafts.get(""))
    return own_loans_view(records.reading(language), removing, draft=has_draft, offers_backup=not desk.has_backup)


def _form(
    loan_id: str, records: ReadRecords, desk: OwnDesk, language: Language, *, is_kept: bool
) -> OwnFormView | None:
    from borrower_app.presentation.own_loans.form import blank_form, own_form_view, typed_of

    held = next((held.record for held in records.snapshot.loans if loan_id and held.record.id == loan_id), None)
    own = own_record_of(held)
    loan = own.entered if own is not None else None
    if loan_id and loan is None:
        return None
    typed = desk.drafts.get(loan_id) or (typed_of(loan) if loan is not None else blank_form())
    return own_form_view(loan, typed, desk.errors.get(loan_id, {}), language, is_kept=is_kept)


def own_import_of_state(state: AppState, subject: str, language: Language) -> ImportView | None:
    """S-6 about the own loan `subject`; None where it is not there."""
    import msgspec

    from borrower_app.presentation.own_loans.document_refusals import being_read
    from borrower_app.presentation.own_loans.table_import import ImportEntry, import_view

    if state.records is None:
        return None
    chosen = state.own.files.get(subject)
    entry = None
    if chosen is not None and (chosen.candidate is not None or chosen.refused is not None):
        entry = ImportEntry(chosen.file, chosen.candidate, chosen.refused)
    view = import_view(state.records.reading(language), subject, entry)
    if view is not None and chosen is not None and entry is None:
        return msgspec.structs.replace(view, file=chosen.file, findings=(being_read(language),))
    return view
