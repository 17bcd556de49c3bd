"""A backup of what only the user has: own loans, notes (their drafts of loans among them) and proof, in one file under
a passphrase of their choice.

What was asked of a lender, or is being asked in a guide, is not in it: an operation that came back from a backup could
happen a second time. Neither are the lender's records (they come from the lender), the PIN and the sign-in.

The file is one line of JSON, the header, then AES-256-GCM under a key that Argon2id makes of the passphrase; the header
is authenticated, and its costs are bounded when it is read.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta, Struct
from sqlalchemy import Connection, select

from borrower_app.contract.changes import record_hash
from borrower_app.failures import FailureCode, KeysUnavailable, StorageFault, WrongUse
from borrower_app.records.own_backup import (
    BackupContent,
    BackupLoan,
    BackupNote,
    BackupProof,
    Choice,
    Clash,
    RestorePlan,
)
from borrower_app.records.own_loan import OwnLoan
from borrower_app.store import own, own_loans
from borrower_app.store.keys import passphrase_key
from borrower_app.store.own_schema import OWN_RECORD, PROOF

_STAYS: Final = ("lender", "borrower", "guide:", "seen:", "lock:")
"""Beginnings of the notes that belong to this folder: whose it is, at which lender, what is under way there, what a
lock has sealed."""
LARGEST_FILE: Final = 256 * 1024 * 1024
_LONGEST_HEADER: Final = 4_096


class BackupHeader(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The first line of the file."""

    form: Literal["borrower-app backup"] = "borrower-app backup"
    version: Literal[1] = 1
    kdf: Literal["argon2id"] = "argon2id"
    memory_kib: Annotated[int, Meta(ge=8_192, le=262_144)] = 65_536
    iterations: Annotated[int, Meta(ge=1, le=10)] = 3
    lanes: Annotated[int, Meta(ge=1, le=8)] = 4
    salt: Annotated[bytes, Meta(min_length=16, max_length=64)]
    nonce: Annotated[bytes, Meta(min_length=12, max_length=12)]


_HEADER: Final = msgspec.json.Decoder(BackupHeader)
_CONTENT: Final = msgspec.json.Decoder(BackupContent)


def content_of(connection: Connection, now: dt.datetime) -> BackupContent:
    """What is in `own.db` and goes into a backup."""
    loans = connection.execute(select(OWN_RECORD).where(OWN_RECORD.c.kind == own_loans.KIND).order_by(OWN_RECORD.c.id))
    proof = connection.execute(select(PROOF).order_by(PROOF.c.sequence))
    return BackupContent(
        now,
        tuple(BackupLoan(row.id, dt.datetime.fromisoformat(row.saved_at), row.data) for row in loans),
        tuple(BackupNote(name, value, at) for name, value, at in own.notes(connection) if _is_carried(name)),
        tuple(BackupProof(row.kind, row.id, row.version, row.at, row.hash, row.data) for row in proof),
    )


def _is_carried(note: str) -> bool:
    return not note.startswith(_STAYS)


def sealed_backup(content: BackupContent, passphrase: str) -> bytes:
    """The file; raises KeysUnavailable PASSPHRASE_NEEDED without a passphrase."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if not passphrase:
        raise KeysUnavailable(FailureCode.PASSPHRASE_NEEDED)
    header = BackupHeader(salt=secrets.token_bytes(16), nonce=secrets.token_bytes(12))
    line = msgspec.json.encode(header)
    sealed = AESGCM(passphrase_key(header, passphrase)).encrypt(header.nonce, msgspec.json.encode(content), line)
    return line + b"\n" + sealed


def open_backup(file: bytes, passphrase: str, name: str) -> BackupContent:
    """What is in a file; `name` is for the message.

    Raises WrongUse BACKUP_UNREADABLE for something that is no backup of ours, KeysUnavailable PASSPHRASE_WRONG for a
    wrong passphrase or a changed byte (they can't be told apart).
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    line, found, sealed = file.partition(b"\n")
    try:
        if not found or len(line) > _LONGEST_HEADER:
            raise ValueError
        header = _HEADER.decode(line)
    except (msgspec.DecodeError, ValueError):
        raise WrongUse(FailureCode.BACKUP_UNREADABLE, file=name) from None
    try:
        opened = AESGCM(passphrase_key(header, passphrase)).decrypt(header.nonce, sealed, line)
    except (InvalidTag, ValueError):
        raise KeysUnavailable(FailureCode.PASSPHRASE_WRONG) from None
    try:
        content = _CONTENT.decode(opened)
        for loan in content.loans:
            _loan_of(loan)
        if any(record_hash(piece.data) != piece.hash for piece in content.proof):
            raise ValueError
    except (msgspec.DecodeError, StorageFault, ValueError):
        raise WrongUse(FailureCode.BACKUP_UNREADABLE, file=name) from None
    return content


def _loan_of(kept: BackupLoan) -> OwnLoan:
    return own_loans.read_bytes(kept.id, kept.data, kept.saved_at)


def plan_of(connection: Connection, content: BackupContent) -> RestorePlan:
    """What would come, what is here already, and what stands differently."""
    here = {loan.id: loan for loan in content_of(connection, content.made_at).loans}
    new, clashes, unchanged = [], [], 0
    for loan in content.loans:
        mine = here.get(loan.id)
        if mine is None:
            new.append(_loan_of(loan))
        elif mine.data == loan.data:
            unchanged += 1
        else:
            clashes.append(Clash(_loan_of(mine), _loan_of(loan)))
    known = {tuple(row) for row in connection.execute(select(PROOF.c.kind, PROOF.c.id, PROOF.c.version, PROOF.c.hash))}
    proof = sum((piece.kind, piece.id, piece.version, piece.hash) not in known for piece in content.proof)
    return RestorePlan(content.made_at, tuple(new), unchanged, tuple(clashes), proof)


def merge(connection: Connection, content: BackupContent, choices: Mapping[str, Choice]) -> None:
    """Bring a backup in, by id. Of a clash what stands here stays, unless the user chose the backup's.

    A note of the same name stays as it is here; proof is only ever added. Doing it twice changes nothing more.
    """
    here = {loan.id: loan.data for loan in content_of(connection, content.made_at).loans}
    for loan in content.loans:
        if loan.id not in here or (here[loan.id] != loan.data and choices.get(loan.id) == "backup"):
            own.save_record(connection, own_loans.KIND, loan.id, loan.data, loan.saved_at)
    kept = {name for name, _value, _at in own.notes(connection)}
    for note in content.notes:
        if note.name not in kept and _is_carried(note.name):
            own.set_note(connection, note.name, note.value, note.at)
    rows = [(piece.kind, piece.id, piece.version, piece.at, piece.hash, piece.data) for piece in content.proof]
    if rows:
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO proof (kind, id, version, at, hash, data) VALUES (?, ?, ?, ?, ?, ?)", rows
        )
