"""S-7: a loan's schedule as a file of the user's own. Which format for what, and an honest word about how it went."""

from __future__ import annotations

import unicodedata
from typing import Final

import msgspec

from borrower_app.language import Language
from borrower_app.presentation.intents import Format
from borrower_app.presentation.reading.loan_choices import loan_names
from borrower_app.presentation.reading.own_words import own_mark
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.schedule.export_views import ExportState, ExportView, FormatView, OverwriteView
from borrower_app.presentation.schedule.own_export import own_export_lead
from borrower_app.presentation.words.parts import EmptyView, FileDialogWords, Line, Piece
from borrower_app.records.loan import Loan
from borrower_app.records.own_loan_record import own_record_of

_LONGEST_NAME: Final = 60


def export_view(reading: Reading, loan_id: str, state: ExportState) -> ExportView:
    """The page for a loan ("" = the first)."""
    language = reading.language
    say = language.say
    title = say("Export the schedule")
    names = loan_names(reading)
    chosen = loan_id if loan_id in dict(names) else names[0][0] if names else ""
    base = ExportView(title, chosen, names, say("Which loan"), back=say("See the schedule"))
    table = reading.snapshot.tables.get(chosen)
    if table is None or not table.record.rows:
        told = say("{lender} has sent no table for this loan.", lender=reading.lender_name)
        return msgspec.structs.replace(base, empty=EmptyView(say("No table yet"), told, "plan"))
    mine = state if state.loan_id == chosen else ExportState()
    loan = next((held.record for held in reading.snapshot.loans if held.record.id == chosen), None)
    return msgspec.structs.replace(
        base,
        lead=_lead(reading, loan, len(table.record.rows)),
        formats=_formats(language),
        separators_name=say("What separates the columns of a CSV file"),
        separators=(("comma", say("Comma")), ("semicolon", say("Semicolon")), ("tab", say("Tab"))),
        separator=state.separator,
        note=say("The file is not encrypted: who can open your files can read it. Choose its place with care."),
        results=_results(language, mine),
        asks=_question(language, mine) if mine.stage == "exists" else None,
        is_busy=mine.stage == "writing",
        mark=own_mark(loan, language),
    )  # fmt: skip


def export_dialog(language: Language) -> FileDialogWords:
    """Where an export goes."""
    return FileDialogWords(language.say("Export the schedule"), language.say("File"))


def _lead(reading: Reading, loan: Loan | None, rows: int) -> str:
    own = own_record_of(loan)
    if own is not None:
        return own_export_lead(reading, own, rows)
    return reading.language.say(
        "All {count} rows go into the file as {lender} stated them; your name is masked, no card number is in it.",
        count=rows,
        lender=reading.lender_name,
    )


def _formats(language: Language) -> tuple[FormatView, ...]:
    say = language.say
    return (
        FormatView("pdf", say("PDF document"), say("To read, to print, to hand over."), say("Save as PDF")),
        FormatView(
            "xlsx",
            say("Excel spreadsheet"),
            say("To calculate with: amounts are numbers, days are dates."),
            say("Save as XLSX"),
        ),
        FormatView("csv", say("CSV table"), say("For other programs."), say("Save as CSV")),
        FormatView(
            "ics",
            say("Calendar file"),
            say("Every due date with a reminder two days before; importing a newer file updates the old dates."),
            say("Save as ICS"),
        ),
    )


def _question(language: Language, state: ExportState) -> OverwriteView:
    say = language.say
    return OverwriteView(
        say("There is a file of this name already: {place}. Put the new one in its place?", place=state.place),
        say("Replace the old file"),
        say("Choose another place"),
    )


def _results(language: Language, state: ExportState) -> tuple[Line, ...]:
    say = language.say
    if state.stage == "writing":
        return (Line("clock", "plain", (Piece(say("Writing {place} …", place=state.place)),)),)
    if state.stage == "done":
        return (Line("ok", "good", (Piece(say("Saved: {place}", place=state.place)),)),)
    if state.stage == "failed":
        return (Line("warn", "bad", (Piece(_why(language, state)),)),)
    return ()


def _why(language: Language, state: ExportState) -> str:
    say = language.say
    place = state.place
    words = {
        "full": lambda: say("Not saved: there is no room left at {place}. Make room or choose another place.",
                            place=place),
        "forbidden": lambda: say("Not saved: {place} can't be written. Choose another place, such as your documents.",
                                 place=place),
        "gone": lambda: say("Not saved: the folder of {place} is not there any more. Choose another place.",
                            place=place),
        "name": lambda: say("Not saved: {place} can't be a file name here. Choose another name.", place=place),
        "no_table": lambda: say("Not saved: this loan's table is no longer on record. Fetch the records again."),
        "storage": lambda: say("Not saved: the records on this computer could not be read. Open the app again."),
    }  # fmt: skip
    other = lambda: say("Not saved: writing {place} failed. Choose another place and try again.", place=place)  # noqa: E731
    return words.get(state.cause, other)()


def suggested_name(reading: Reading, loan_id: str, file_format: Format) -> str:
    """A file name that every system takes: the page's title, the loan, the lender's date."""
    say = reading.language.say
    loan = dict(loan_names(reading)).get(loan_id, "")
    parts = (say("Repayment schedule"), loan, reading.today.isoformat())
    name = "-".join(cleaned for part in parts if (cleaned := _plain(part)))
    return f"{name}.{file_format}"


def _plain(text: str) -> str:
    kept = "".join(
        character if unicodedata.category(character)[0] in "LN" or character in "-_" else " " for character in text
    )
    return "-".join(kept.split())[:_LONGEST_NAME]
