"""Own loans in `own.db`: kept in the JSON form that `own add` takes, read into loans and tables for the Snapshot."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Final

import msgspec
from sqlalchemy import Connection, select

from borrower_app.failures import FailureCode, StorageFault
from borrower_app.lending.terms import TermsError
from borrower_app.records.loan import InstallmentTable
from borrower_app.records.own_loan import OwnLoan
from borrower_app.records.own_loan_json import own_loan_to_json, read_own_loan
from borrower_app.records.own_loan_record import OwnLoanRecord, own_loan_record
from borrower_app.store import own
from borrower_app.store.own_schema import OWN_RECORD

KIND: Final = "own_loan"


def own_loan_bytes(loan: OwnLoan) -> bytes:
    """The bytes that are kept and backed up; the instant of the change stands beside them."""
    return msgspec.json.encode(own_loan_to_json(loan))


def read_bytes(identifier: str, data: bytes, saved_at: dt.datetime) -> OwnLoan:
    """The loan behind kept bytes; raises StorageFault OWN_DATA_DAMAGED."""
    try:
        loan = read_own_loan(json.loads(data), identifier, is_kept=True)
    except (TermsError, ValueError, RecursionError) as error:
        raise StorageFault(FailureCode.OWN_DATA_DAMAGED, f"own loan {identifier}: {error}") from error
    if loan.id != identifier:
        raise StorageFault(FailureCode.OWN_DATA_DAMAGED, f"own loan {identifier} carries another id")
    return msgspec.structs.replace(loan, saved_at=saved_at)


def save_loans(connection: Connection, loans: Sequence[OwnLoan], at: dt.datetime) -> None:
    """Keep or replace them all."""
    for loan in loans:
        own.save_record(connection, KIND, loan.id, own_loan_bytes(loan), at)


class OwnLoanReader:
    """Reads the kept loans; a loan that has not changed is not computed again."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[bytes, str, OwnLoanRecord, InstallmentTable]] = {}
        self.unreadable: list[str] = []
        """Ids of loans whose bytes say nothing to this version: they are kept, and the others are shown."""

    def read(self, connection: Connection) -> list[tuple[OwnLoanRecord, InstallmentTable]]:
        """Every own loan that can be read with its table, by id; see `unreadable` for the others."""
        rows = connection.execute(
            select(OWN_RECORD.c.id, OWN_RECORD.c.data, OWN_RECORD.c.saved_at)
            .where(OWN_RECORD.c.kind == KIND)
            .order_by(OWN_RECORD.c.id)
        ).all()
        read: dict[str, tuple[bytes, str, OwnLoanRecord, InstallmentTable]] = {}
        self.unreadable = []
        for row in rows:
            known = self._known.get(row.id)
            if known is None or known[:2] != (row.data, row.saved_at):
                try:
                    loan = read_bytes(row.id, row.data, dt.datetime.fromisoformat(row.saved_at))
                except StorageFault:
                    self.unreadable.append(row.id)
                    continue
                known = (row.data, row.saved_at, *own_loan_record(loan))
            read[row.id] = known
        self._known = read
        return [(loan, table) for _data, _at, loan, table in read.values()]
