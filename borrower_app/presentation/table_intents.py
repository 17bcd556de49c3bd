"""What can be pressed about the bank's table of an own loan (S-6)."""

from __future__ import annotations

from borrower_app.presentation.intent_base import Intent


class ChooseTableFile(Intent, frozen=True):
    """S-6: choose the bank's table and see how it is understood."""

    loan_id: str


class PasteTable(Intent, frozen=True):
    """S-6: the table that was copied from a web page or a spreadsheet, out of the clipboard."""

    loan_id: str


class ChooseSheet(Intent, frozen=True):
    """S-6: another sheet of the file."""

    loan_id: str
    sheet: int


class AssignColumn(Intent, frozen=True):
    """S-6: what a column is, by the user's word; `field` is empty for a column that is not used."""

    loan_id: str
    column: int
    field: str


class TakeOverTable(Intent, frozen=True):
    """S-6: the bank's table as it was understood becomes the loan's; `keeps_contradictions` is the yes to odd rows."""

    loan_id: str
    keeps_contradictions: bool = False


class DropBankTable(Intent, frozen=True):
    """Back to the table computed from the terms."""

    loan_id: str
