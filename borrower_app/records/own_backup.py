"""What a backup of the user's own things holds, and what bringing it back would do. The file: `store.own_backup`."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

from borrower_app.records.own_loan import OwnLoan

Choice = Literal["mine", "backup"]
"""Of a loan that stands differently here and in the backup: which one is kept."""


class BackupLoan(Struct, frozen=True):
    """An own loan in the JSON form of `own add`."""

    id: str
    saved_at: dt.datetime
    data: bytes


class BackupNote(Struct, frozen=True):
    """A small value."""

    name: str
    value: str
    at: dt.datetime


class BackupProof(Struct, frozen=True):
    """A piece of proof, as it was received."""

    kind: str
    id: str
    version: int
    at: str
    hash: str
    data: bytes


class BackupContent(Struct, frozen=True):
    """Everything in a backup."""

    made_at: dt.datetime
    loans: tuple[BackupLoan, ...]
    notes: tuple[BackupNote, ...]
    proof: tuple[BackupProof, ...]


class Clash(Struct, frozen=True):
    """A loan that stands differently here and in the backup: the user decides."""

    mine: OwnLoan
    backup: OwnLoan


class RestorePlan(Struct, frozen=True):
    """What a restore would do here."""

    made_at: dt.datetime
    new: tuple[OwnLoan, ...]
    unchanged: int
    clashes: tuple[Clash, ...]
    proof: int
    """Pieces of proof that are not here yet."""
