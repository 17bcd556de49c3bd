"""S-6: the bank's table from a file: what was understood, what was not, and the user's word on each column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec import Struct

from borrower_app.imports.candidate import Candidate, ColumnRead, RowRead
from borrower_app.imports.cells import RefusalReason
from borrower_app.imports.head_words import FIELDS, Field
from borrower_app.imports.taking_over import NotUsable, rows_of
from borrower_app.language import Language
from borrower_app.lending.money import Money
from borrower_app.presentation.intents import DropBankTable, opens
from borrower_app.presentation.own_loans.document_refusals import document_refusals
from borrower_app.presentation.own_loans.table_findings import field_words, findings_of
from borrower_app.presentation.reading.own_words import own_mark
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.schedule_views import TableRow
from borrower_app.presentation.words.parts import Action, FileDialogWords, Line, PillView
from borrower_app.records.own_loan_record import OwnLoanRecord, own_record_of

_MOST_ROWS: Final = 6
_PREVIEWED: Final[tuple[Field, ...]] = ("n", "due", "principal", "interest", "fee", "payment", "balance")


class ColumnView(Struct, frozen=True):
    """A column with the choice of what it is; `chosen` is one of the options' values, "" for not used."""

    index: int
    name: str
    sample: str
    chosen: str


class PreviewView(Struct, frozen=True):
    """The first rows as a table; nothing to jump to."""

    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]
    first_shown: int = 0
    jump: str = ""


class ImportView(Struct, frozen=True):
    """The page. Without `file` nothing was chosen yet."""

    title: str
    loan_id: str
    lead: str
    mark: PillView | None
    choose: str
    paste: str = ""
    file: str = ""
    problem: str = ""
    """Why the file can't be read at all."""
    sheets: tuple[tuple[str, str], ...] = ()
    sheet: str = ""
    sheets_name: str = ""
    columns_title: str = ""
    columns: tuple[ColumnView, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    preview_title: str = ""
    preview: PreviewView | None = None
    findings: tuple[Line, ...] = ()
    take_over: str = ""
    """Empty while it can't be taken over without a question."""
    keep: str = ""
    """The yes to a table of which a few rows contradict, or that proves too little; empty where nothing is asked."""
    cancel: Action | None = None
    drop: Action | None = None
    """Back to the computed table, where a file was taken over before."""


class ImportEntry(Struct, frozen=True):
    """What the running app knows of the file: its name, what was understood, or why it was refused."""

    file: str
    candidate: Candidate | None = None
    refused: RefusalReason | None = None


def import_view(reading: Reading, loan_id: str, entry: ImportEntry | None) -> ImportView | None:
    """The page for an own loan; None where it is not (or no longer) there."""
    held = next((held.record for held in reading.snapshot.loans if held.record.id == loan_id), None)
    loan = own_record_of(held)
    if loan is None:
        return None
    say = reading.language.say
    view = ImportView(
        title=say("The bank's table of {loan}", loan=loan.name),
        loan_id=loan_id,
        lead=say(
            "Ask {lender} for the repayment table as Excel (.xlsx) or CSV, then choose the file;"
            " a PDF that is no scan is read, too. Or copy the table on"
            " the bank's page or in a spreadsheet and paste it here (Ctrl+V)."
            " Nothing leaves this computer.",
            lender=reading.lender_of(loan),
        ),
        mark=own_mark(loan, reading.language),
        paste=say("Paste a copied table"),
        choose=say("Choose the file …") if entry is None else say("Choose another file …"),
        cancel=Action(say("Back to the loans you entered"), opens("S-5")),
        drop=None if loan.is_computed else Action(say("Use the computed table again"), DropBankTable(loan_id)),
    )
    if entry is None:
        return view
    if entry.candidate is None:
        problem = refusal_words(entry.refused or "damaged", reading.language)
        return msgspec.structs.replace(view, file=entry.file, problem=problem)
    return _understood(msgspec.structs.replace(view, file=entry.file), reading, loan, entry.candidate)


def refusal_words(reason: RefusalReason, language: Language) -> str:
    """Why a file is no table, and what to do."""
    say = language.say
    return {
        "empty": say("The file is empty. Please choose another one."),
        "too_large": say("The file is too large. Please save the table alone as CSV."),
        "too_many_rows": say("The file has more than 50,000 rows. Please save the table alone."),
        "too_many_columns": say("The file has more than 200 columns. Please save the table alone."),
        "unpacks_too_large": say("The file becomes far too large when it is unpacked, so it was not opened."),
        "damaged": say("The file is damaged or not a table. Please save it anew as .xlsx or CSV."),
        "old_or_locked": say("This is an old Excel file, or it has a password. Please save it as .xlsx without one."),
        "not_a_table": say("There is no table in this page or document. Please ask for .xlsx or CSV."),
        "unknown_encoding": say("The letters of this file can't be read. Please save it as CSV in UTF-8."),
        "nothing_copied": say("No table was copied. Select the table on the bank's page, copy it, then paste it here."),
        "binary": say("This is no text and no Excel file. Please choose another one."),
        **document_refusals(language),
    }[reason]


def _understood(view: ImportView, reading: Reading, loan: OwnLoanRecord, candidate: Candidate) -> ImportView:
    language = reading.language
    say = language.say
    names = field_words(language)
    sheets = tuple(
        (str(number), name or say("Table {number}", number=number + 1)) for number, name in enumerate(candidate.sheets)
    )
    rows = len(candidate.rows)
    can_be_taken = _can_be_taken(candidate, loan)
    return msgspec.structs.replace(
        view,
        sheets=sheets if len(sheets) > 1 else (),
        sheet=str(candidate.sheet),
        sheets_name=say("Which sheet"),
        columns_title=say("What each column is: please compare"),
        columns=tuple(_column(column, language) for column in candidate.columns),
        options=(("", say("Not used")), *((field, names[field]) for field in FIELDS)),
        preview_title=say("The first rows as they were understood"),
        preview=_preview(candidate, loan, names, language) if candidate.rows else None,
        findings=findings_of(candidate, loan, language),
        take_over=language.say_count("Take over {count} row", "Take over all {count} rows", rows)
        if can_be_taken and candidate.is_proved
        else "",
        keep=language.say_count("Yes, take over {count} row as printed", "Yes, take over {count} rows as printed", rows)
        if can_be_taken and not candidate.is_proved
        else "",
    )


def _can_be_taken(candidate: Candidate, loan: OwnLoanRecord) -> bool:
    try:
        rows_of(candidate, loan.principal.minor, keep_contradictions=True)
    except NotUsable:
        return False
    return True


def _preview(candidate: Candidate, loan: OwnLoanRecord, names: dict[Field, str], language: Language) -> PreviewView:
    """The fee stands there only where the file has one; a figure that is printed too coarsely is left open."""
    fields = tuple(field for field in _PREVIEWED if field != "fee" or candidate.has("fee"))
    coarse = set(candidate.coarse)
    return PreviewView(
        (*(names[field] for field in fields), language.say("In the file")),
        tuple(_row(row, fields, coarse, loan, language) for row in candidate.rows[:_MOST_ROWS]),
    )


def _column(column: ColumnRead, language: Language) -> ColumnView:
    head = column.head or language.say("no head")
    return ColumnView(
        column.index,
        language.say("Column {letter}: {head}", letter=column.letter, head=head),
        language.say("for example {sample}", sample=column.sample) if column.sample else "",
        column.field or "",
    )


def _row(
    row: RowRead, fields: Sequence[Field], coarse: set[Field], loan: OwnLoanRecord, language: Language
) -> TableRow:
    def cell(field: Field) -> str:
        value = getattr(row, field)
        if value is None or field in coarse:
            return "—"
        if field == "due":
            return str(value)
        return str(value) if field == "n" else language.amount(Money(value, loan.principal.currency))

    return TableRow("due", (*map(cell, fields), language.say("row {line}", line=row.line)))


def pasted_name(language: Language) -> str:
    """What stands where a file's name stands, for a table from the clipboard."""
    return language.say("The table you pasted")


def table_dialog(language: Language) -> FileDialogWords:
    """Which file holds the bank's table; `kinds` as Qt writes a filter."""
    kinds = language.say("Tables (*.xlsx *.xls *.csv *.txt *.tsv *.pdf *.htm *.html);;All files (*)")
    return FileDialogWords(language.say("Choose the bank's table"), kinds)
