"""The views of S-5 and S-6 from the state; they work before any sign-in, once the folder is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borrower_app.language import Language
from borrower_app.ui.intents import Address

if TYPE_CHECKING:
    from borrower_app.application.running.own_state import OwnDesk
    from borrower_app.application.running.records import ReadRecords

CODES = frozenset({"S-5", "S-6"})


def own_loan_page(
    address: Address, records: ReadRecords, desk: OwnDesk, language: Language, *, is_kept: bool = True
) -> object | None:
    """The view; None where the loan it is about is not there any more. `is_kept`: what is written outlives the app."""
    if address.code == "S-6":
        return _import(address.subject, records, desk, language)
    deed, _, loan_id = address.subject.partition(":")
    if deed == "new":
        return _form("", records, desk, language, is_kept=is_kept)
    if deed == "edit":
        return _form(loan_id, records, desk, language, is_kept=is_kept)
    from borrower_app.presentation.own_loans.own_loans import own_loans_view

    removing = loan_id if deed == "remove" else ""
    has_draft = bool(desk.drafts.get(""))
    return own_loans_view(records.reading(language), removing, draft=has_draft, offers_backup=not desk.has_backup)


def _form(loan_id: str, records: ReadRecords, desk: OwnDesk, language: Language, *, is_kept: bool) -> object | None:
    from borrower_app.presentation.own_loans.form import blank_form, own_form_view, typed_of
    from borrower_app.records.entered_loan import EnteredLoan

    held = next((held.record for held in records.snapshot.loans if loan_id and held.record.id == loan_id), None)
    loan = held.entered if isinstance(held, EnteredLoan) else None
    if loan_id and loan is None:
        return None
    typed = desk.drafts.get(loan_id) or (typed_of(loan) if loan is not None else blank_form())
    return own_form_view(loan, typed, desk.errors.get(loan_id, {}), language, is_kept=is_kept)


def _import(loan_id: str, records: ReadRecords, desk: OwnDesk, language: Language) -> object | None:
    from borrower_app.presentation.own_loans.table_import import ImportEntry, import_view

    chosen = desk.files.get(loan_id)
    entry = None
    if chosen is not None and (chosen.candidate is not None or chosen.refused is not None):
        entry = ImportEntry(chosen.file, chosen.candidate, chosen.refused)
    return import_view(records.reading(language), loan_id, entry)
