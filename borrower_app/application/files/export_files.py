"""From the store to a file of the user's own: a loan's schedule in one format; for the window and the command."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from borrower_app import clock
from borrower_app.failures import FailureCode, WrongUse
from borrower_app.language import Language

if TYPE_CHECKING:
    from borrower_app.store.store import Store


class ExportRequest(Struct, frozen=True):
    """What to write where. `separator` is for CSV; `replaces`: the user said that the file there may go."""

    loan_id: str
    file_format: str
    out: Path
    separator: str = ","
    replaces: bool = False


def export_schedule(store: Store, request: ExportRequest, language: Language) -> None:
    """Write it, whole or not at all; in the lane that owns the store.

    Raises WrongUse UNKNOWN_LOAN, FILE_EXISTS or FILE_UNREADABLE, and any StorageFault.
    """
    from borrower_app.exports.new_file import replace_file, write_new_file
    from borrower_app.exports.schedule_files import schedule_bytes
    from borrower_app.presentation.reading.records import read_at
    from borrower_app.presentation.schedule.schedule_export import schedule_export
    from borrower_app.reason_catalogue import reason_catalogue

    now = clock.now()
    reading = read_at(store.snapshot(), now, store.business_floor(), language, reason_catalogue())
    made = schedule_export(reading, request.loan_id)
    if made is None:
        raise WrongUse(FailureCode.UNKNOWN_LOAN, loan=request.loan_id[:80])
    content = schedule_bytes(made, request.file_format, request.separator)
    if request.replaces:
        replace_file(request.out, content)
    else:
        write_new_file(request.out, content)
