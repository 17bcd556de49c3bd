"""What the running app knows about own loans beyond the records: drafts, files being looked at, backup and restore."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Only as types: the state is made before the first paint.
    from borrower_app.application.running.kept_notes import KeptNotes
    from borrower_app.failures import Failure
    from borrower_app.imports.candidate import Candidate
    from borrower_app.imports.cells import RefusalReason, Sheet
    from borrower_app.imports.head_words import Field
    from borrower_app.records.own_backup import BackupContent, RestorePlan


@dataclass(slots=True)
class TableFile:
    """A file chosen on S-6. `guessed` is what its head says of the columns, `said` the user's word about some.

    `candidate` is how it was understood when it was asked for the `answered`-th time, of `asked` times.
    """

    file: str
    sheets: tuple[Sheet, ...] = ()
    candidate: Candidate | None = None
    asked: int = 0
    answered: int = 0
    refused: RefusalReason | None = None
    sheet: int | None = None
    guessed: dict[int, Field | None] = field(default_factory=dict)
    said: dict[int, Field | None] = field(default_factory=dict)

    @property
    def assigned(self) -> dict[int, Field | None] | None:
        """What holds: the user's word, then the head's where the user gave its field to no other column."""
        if not self.said:
            return None
        # Only fees may stand in several columns.
        taken = set(self.said.values()) - {"fee"}
        heads = {index: None if field in taken else field for index, field in self.guessed.items()}
        return {**heads, **self.said}


@dataclass(slots=True)
class BackupDesk:
    """The card of T-1; the opened backup stays in memory only until it is brought back or left.

    `written` is the name of the file just written, `was_restored` that one was just brought back.
    """

    written: str = ""
    was_restored: bool = False
    failure: Failure | None = None
    content: BackupContent | None = None
    plan: RestorePlan | None = None


@dataclass(slots=True)
class OwnDesk:
    """Drafts by loan id ("" is the new loan); errors and files by loan id."""

    drafts: dict[str, dict[str, str]] = field(default_factory=dict)
    are_drafts_read: bool = False
    errors: dict[str, dict[str, str]] = field(default_factory=dict)
    files: dict[str, TableFile] = field(default_factory=dict)
    backup: BackupDesk = field(default_factory=BackupDesk)
    has_backup: bool = False

    def take(self, notes: KeptNotes) -> None:
        """What the user's file holds. Drafts are read once: from then on what is typed here is newer."""
        self.has_backup = notes.has_backup
        if not self.are_drafts_read:
            self.drafts = {**notes.own_drafts, **self.drafts}
            self.are_drafts_read = True
