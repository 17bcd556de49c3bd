"""The formats a schedule can be written in; each brings its own library only when it is asked for."""

from __future__ import annotations

from borrower_app.presentation.schedule.schedule_export import ScheduleExport


def schedule_bytes(export: ScheduleExport, file_format: str, separator: str = ",") -> bytes:
    """The content of a pdf, xlsx, csv or ics file; `separator` is for CSV. Raises ValueError for another format."""
    match file_format:
        case "pdf":
            from borrower_app.exports.pdf import pdf_bytes
            from borrower_app.exports.schedule_paper import schedule_paper

            return pdf_bytes(schedule_paper(export))
        case "xlsx":
            from borrower_app.exports.spreadsheet import xlsx_bytes

            return xlsx_bytes(export)
        case "csv":
            from borrower_app.exports.spreadsheet import csv_bytes

            return csv_bytes(export, separator)
        case "ics":
            from borrower_app.exports.calendar_file import calendar_bytes

            return calendar_bytes(export)
    raise ValueError(f"no such format: {file_format}")
