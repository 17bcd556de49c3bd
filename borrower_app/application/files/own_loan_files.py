"""Files about own loans that the window reads and writes, in a worker lane: a bank's table, JSON, a backup."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

from borrower_app.application.files.own_loan_input import new_own_id, read_at_most, read_bounded
from borrower_app.application.files.table_reading import read_table_content
from borrower_app.exports.new_file import write_new_file
from borrower_app.failures import FailureCode, WrongUse
from borrower_app.imports.cells import Sheet
from borrower_app.records.own_backup import BackupContent, RestorePlan
from borrower_app.records.own_loan import OwnLoan
from borrower_app.records.own_loan_json import own_loan_to_json
from borrower_app.store.own_backup import LARGEST_FILE, open_backup, sealed_backup

if TYPE_CHECKING:
    from borrower_app.store.store import Store

__all__ = ["new_own_id", "read_backup", "read_table", "write_backup", "write_loan"]


def read_table(path: Path) -> tuple[Sheet, ...]:
    """The sheets of a table file; raises WrongUse FILE_UNREADABLE, TableRefused."""
    return read_table_content(read_bounded(path))


def write_loan(path: Path, loan: OwnLoan) -> None:
    """A loan as JSON that `own add` takes, into a new file; raises WrongUse."""
    text = json.dumps(own_loan_to_json(loan), ensure_ascii=False, indent=2)
    write_new_file(path, text.encode() + b"\n")


def write_backup(store: Store, path: Path, passphrase: str, now: dt.datetime) -> None:
    """A backup into a new file, whole or not at all, mode 0600; raises WrongUse, KeysUnavailable, StorageFault."""
    write_new_file(path, sealed_backup(store.own_backup(now), passphrase))


def read_backup(store: Store, path: Path, passphrase: str) -> tuple[BackupContent, RestorePlan]:
    """What is in a backup and what bringing it in would do; changes nothing. Raises WrongUse, KeysUnavailable."""
    content = read_at_most(path, LARGEST_FILE)
    if content is None:
        raise WrongUse(FailureCode.BACKUP_UNREADABLE, file=str(path))
    opened = open_backup(content, passphrase, str(path))
    return opened, store.restore_plan(opened)
