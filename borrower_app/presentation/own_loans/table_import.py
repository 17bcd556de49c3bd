"""S-6: the bank's table from a file: what was understood, what was not, and the user's word on each column."""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec import Struct

from borrower_app.imports.candidate import Candidate, ColumnRead, RowRead, TableProblem
from borrower_app.imports.cells import RefusalReason
from borrower_app.imports.head_words import FIELDS, Field
from borrower_app.imports.taking_over import NotUsable, rows_of
from borrower_app.language import Language
from borrower_app.lending.money import Money
from borrower_app.presentation.intents import DropBankTable, opens
from borrower_app.presentation.own_loans.document_refusals import document_refusals
from borrower_app.presentation.reading.own_words import own_mark
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.schedule_views import TableRow
from borrower_app.presentation.words.parts import Action, FileDialogWords, Line, Piece, PillView
from borrower_app.records.own_loan_record import OwnLoanRecord, own_record_of

_MOST_ROWS: Final = 6
_MOST_PROBLEMS: Final = 6
_MOST_SKIPPED: Final = 4
_PREVIEWED: Final[tuple[Field, ...]] = ("n", "due", "principal", "interest", "payment", "balance")


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
    """Empty while it can't be taken over."""
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
            " a PDF that is no scan is read, too. Nothing leaves this computer.",
            lender=reading.lender_of(loan),
        ),
        mark=own_mark(loan, reading.language),
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
        "too_large": say("The file is larger than 16 MB. Please save the table alone as CSV."),
        "too_many_rows": say("The file has more than 50,000 rows. Please save the table alone."),
        "too_many_columns": say("The file has more than 200 columns. Please save the table alone."),
        "unpacks_too_large": say("The file becomes far too large when it is unpacked, so it was not opened."),
        "damaged": say("The file is damaged or not a table. Please save it anew as .xlsx or CSV."),
        "old_or_locked": say("This is an old Excel file, or it has a password. Please save it as .xlsx without one."),
        "not_a_table": say("This is no table but a page or a document. Please ask for .xlsx or CSV."),
        "unknown_encoding": say("The letters of this file can't be read. Please save it as CSV in UTF-8."),
        "binary": say("This is no text and no Excel file. Please choose another one."),
        **document_refusals(language),
    }[reason]


def field_words(language: Language) -> dict[Field, str]:
    """What a column can be."""
    say = language.say
    return {
        "n": say("Number"),
        "due": say("Due date"),
        "principal": say("Principal"),
        "interest": say("Interest"),
        "payment": say("Payment"),
        "prepaid": say("Paid early"),
        "balance": say("Principal left"),
    }


def _understood(view: ImportView, reading: Reading, loan: OwnLoanRecord, candidate: Candidate) -> ImportView:
    language = reading.language
    say = language.say
    names = field_words(language)
    usable = _can_be_taken(candidate, loan)
    sheets = tuple((str(number), name) for number, name in enumerate(candidate.sheets))
    return msgspec.structs.replace(
        view,
        sheets=sheets if len(sheets) > 1 else (),
        sheet=str(candidate.sheet),
        sheets_name=say("Which sheet"),
        columns_title=say("What each column is: please compare"),
        columns=tuple(_column(column, language) for column in candidate.columns),
        options=(("", say("Not used")), *((field, names[field]) for field in FIELDS)),
        preview_title=say("The first rows as they were understood"),
        preview=PreviewView(
            (*(names[field] for field in _PREVIEWED), say("In the file")),
            tuple(_row(row, loan, language) for row in candidate.rows[:_MOST_ROWS]),
        )
        if candidate.rows
        else None,
        findings=_findings(candidate, loan, names, language, usable=usable),
        take_over=language.say_count("Take over {count} row", "Take over all {count} rows", len(candidate.rows))
        if usable
        else "",
    )


def _can_be_taken(candidate: Candidate, loan: OwnLoanRecord) -> bool:
    try:
        rows_of(candidate, loan.principal.minor)
    except NotUsable:
        return False
    return True


def _column(column: ColumnRead, language: Language) -> ColumnView:
    head = column.head or language.say("no head")
    return ColumnView(
        column.index,
        language.say("Column {letter}: {head}", letter=column.letter, head=head),
        language.say("for example {sample}", sample=column.sample) if column.sample else "",
        column.field or "",
    )


def _row(row: RowRead, loan: OwnLoanRecord, language: Language) -> TableRow:
    def amount(minor: int | None) -> str:
        return language.amount(Money(minor, loan.principal.currency)) if minor is not None else "—"

    cells = (
        str(row.n) if row.n is not None else "—",
        row.due.isoformat() if row.due is not None else "—",
        *(amount(minor) for minor in (row.principal, row.interest, row.payment, row.balance)),
        language.say("row {line}", line=row.line),
    )
    return TableRow("due", cells)


def _findings(
    candidate: Candidate, loan: OwnLoanRecord, names: dict[Field, str], language: Language, *, usable: bool
) -> tuple[Line, ...]:
    say = language.say
    lines: list[Line] = []
    if candidate.missing:
        wanted = language.list_of([names[field] for field in candidate.missing])
        told = say("Please say which column is: {fields}.", fields=wanted)
        lines.append(_line("ask", "caution", told))
    elif not candidate.rows:
        lines.append(_line("ask", "caution", say("No row with a due date was found. Is the due date's column right?")))
    lines += [_line("warn", "bad", _problem_words(one, names, language)) for one in candidate.problems[:_MOST_PROBLEMS]]
    more = len(candidate.problems) + candidate.more_problems - _MOST_PROBLEMS
    if more > 0:
        told = language.say_count("{count} more cell can't be read.", "{count} more cells can't be read.", more)
        lines.append(_line("warn", "bad", told))
    if candidate.problems:
        told = say("A table with gaps is not taken over. Put the cells right in the file, or choose another column.")
        lines.append(_line("next", "accent", told))
    elif usable:
        lines += _remarks(candidate, loan, names, language)
    elif candidate.rows and not candidate.missing:
        told = say(
            "More principal is repaid in these rows than was lent. Please check the columns and the amount lent."
        )
        lines.append(_line("warn", "bad", told))
    return tuple(lines)


def _remarks(candidate: Candidate, loan: OwnLoanRecord, names: dict[Field, str], language: Language) -> list[Line]:
    say = language.say
    lines: list[Line] = []
    _rows, derived = rows_of(candidate, loan.principal.minor)
    if derived:
        listed = language.list_of([names[column] for column in derived])
        lines.append(_line("info", "plain", say("Not in the file, added up by this app: {columns}.", columns=listed)))
    if candidate.rounded:
        told = language.say_count(
            "{count} amount has more decimals than the currency; it is rounded.",
            "{count} amounts have more decimals than the currency; they are rounded.",
            candidate.rounded,
        )
        lines.append(_line("info", "plain", told))
    for skipped in candidate.skipped[:_MOST_SKIPPED]:
        told = say("Row {line} is no installment and is left out: {text}", line=skipped.line, text=skipped.text)
        lines.append(_line("info", "plain", told))
    more = len(candidate.skipped) - _MOST_SKIPPED
    if more > 0:
        told = language.say_count("{count} more row is left out.", "{count} more rows are left out.", more)
        lines.append(_line("info", "plain", told))
    if not lines:
        lines.append(_line("ok", "good", say("Every row could be read.")))
    return lines


def _problem_words(problem: TableProblem, names: dict[Field, str], language: Language) -> str:
    say = language.say
    line, column, field, text = problem.line, problem.letter, names[problem.field], problem.text
    return {
        "empty": lambda: say("Row {line}, column {column} ({field}) is empty.", line=line, column=column, field=field),
        "no_amount": lambda: say(
            "Row {line}, column {column} ({field}) is no amount: “{text}”.",
            line=line,
            column=column,
            field=field,
            text=text,
        ),
        "no_date": lambda: say(
            "Row {line}, column {column} ({field}) is no date: “{text}”.",
            line=line,
            column=column,
            field=field,
            text=text,
        ),
        "no_number": lambda: say(
            "Row {line}, column {column} ({field}) is no number: “{text}”.",
            line=line,
            column=column,
            field=field,
            text=text,
        ),
        "not_in_order": lambda: say(
            "Row {line}, column {column} ({field}) does not follow the row before: “{text}”.",
            line=line,
            column=column,
            field=field,
            text=text,
        ),
    }[problem.reason]()


def _line(icon: str, tone: str, words: str) -> Line:
    return Line(icon, tone, (Piece(words),))  # type: ignore[arg-type]


def table_dialog(language: Language) -> FileDialogWords:
    """Which file holds the bank's table; `kinds` as Qt writes a filter."""
    kinds = language.say("Tables (*.xlsx *.csv *.txt *.tsv *.pdf);;All files (*)")
    return FileDialogWords(language.say("Choose the bank's table"), kinds)
