"""What S-7 renders: the formats of an export, and how the last one went. See `views` for the rules."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from borrower_app.presentation.intents import Format, Separator
from borrower_app.presentation.words.parts import EmptyView, Line, PillView

Stage = Literal["idle", "exists", "writing", "done", "failed"]


class ExportState(Struct, frozen=True):
    """How far an export is: values only. `place` is the path the user chose; `cause` why it failed."""

    stage: Stage = "idle"
    loan_id: str = ""
    place: str = ""
    cause: str = ""
    separator: Separator = "comma"


class FormatView(Struct, frozen=True):
    """One format: what it is good for, and its button."""

    file_format: Format
    title: str
    told: str
    button: str


class OverwriteView(Struct, frozen=True):
    """A file with that name is there already: put the new one in its place, or choose another name?"""

    question: str
    replace: str
    other: str


class ExportView(Struct, frozen=True):
    """S-7. `results` tell how the last export went; `separators` are (value, words) for CSV."""

    title: str
    loan_id: str
    loans: tuple[tuple[str, str], ...]
    loans_name: str
    lead: str = ""
    formats: tuple[FormatView, ...] = ()
    separators_name: str = ""
    separators: tuple[tuple[str, str], ...] = ()
    separator: Separator = "comma"
    note: str = ""
    results: tuple[Line, ...] = ()
    asks: OverwriteView | None = None
    is_busy: bool = False
    back: str = ""
    empty: EmptyView | None = None
    mark: PillView | None = None
    """That the user entered the loan."""
