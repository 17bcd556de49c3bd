"""From stored bytes to the one frozen Snapshot: records decoded by kind, the user's own beside them, the outbox on top.

Decoded records are kept as long as version and hash stay the same, so a small change costs a small decode.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from typing import Any, Final

from sqlalchemy import Connection

from borrower_app.contract.changes import record_hash
from borrower_app.contract.discovery import LenderFile
from borrower_app.contract.kinds import BESIDE_THE_LOAN, RECORD_TYPES, Record, is_unreadable, read_record
from borrower_app.contract.snapshot import Freshness, Held, Snapshot
from borrower_app.contract.strict_json import ContractViolation
from borrower_app.failures import FailureCode, StorageFault
from borrower_app.store import cache, guide_drafts, outbox, own
from borrower_app.store.cache import RecordKey, StoredRecord
from borrower_app.store.own_loans import KIND as OWN_LOAN
from borrower_app.store.own_loans import OwnLoanReader

_FEW: Final = 200
_FIELDS: Final = {
    "loan": "loans",
    "debit_attempt": "attempts",
    "instrument": "instruments",
    "mandate": "mandates",
    "contact": "contacts",
    "guarantor": "guarantors",
    "message": "messages",
    "request": "requests",
    "notice": "notices",
    "outage": "outages",
    "reference_rate": "reference_rates",
}

Parts = dict[str, Any]


class RecordReader:
    """Decoded records of the lender by kind and id, and the parts of a Snapshot made of them."""

    def __init__(self) -> None:
        self._decoded: dict[RecordKey, tuple[int, str, Record | None]] = {}
        self._versions: dict[RecordKey, tuple[int, str]] = {}
        self._parts: Parts = {}
        self._generation: int | None = None
        self.own_loans = OwnLoanReader()

    def offer(self, stored: cache.StoredRecord, record: Record | None) -> None:
        """A record that was just decoded from received bytes; used if it becomes part of the swapped state."""
        self._decoded[stored.kind, stored.identifier] = (stored.version, stored.hash, record)

    def forget(self) -> None:
        """The file was replaced, or a swap was rolled back."""
        self._decoded = {}
        self._generation = None

    @property
    def needs_full_pull(self) -> bool:
        """Whether something that bears on the loan was stored by an earlier version and is believed no more."""
        return any(kind not in BESIDE_THE_LOAN for kind in self._parts.get("unreadable", ()))

    def read(self, connection: Connection, generation: int) -> tuple[Parts, dict[RecordKey, tuple[int, str]]]:
        """Parts of the Snapshot, and the version of each record; raises StorageFault for bytes not as received."""
        if generation == self._generation:
            return self._parts, self._versions
        versions = cache.versions(connection)
        stale = [key for key, known in versions.items() if self._decoded.get(key, (0, ""))[:2] != known]
        rows = cache.data_of(connection, stale) if len(stale) <= _FEW else cache.records(connection)
        wanted = set(stale)
        for row in rows:
            if (row.kind, row.identifier) in wanted:
                self._decoded[row.kind, row.identifier] = (row.version, row.hash, _decode(row))
        for key in self._decoded.keys() - versions.keys():
            del self._decoded[key]
        by_kind: dict[str, list[Held[Any]]] = defaultdict(list)
        for (kind, _identifier), (version, _hash, record) in sorted(self._decoded.items(), key=lambda item: item[0]):
            if record is not None:
                by_kind[kind].append(Held(record, version))
        unknown = sum(kind not in RECORD_TYPES for kind, _identifier in versions)
        unreadable = Counter(
            kind for (kind, _id), (_version, _hash, record) in self._decoded.items() if is_unreadable(kind, record)
        )
        self._parts = {"unknown_kinds": unknown, "unreadable": unreadable, "by_kind": by_kind}
        self._versions = versions
        self._generation = generation
        return self._parts, versions


def build_snapshot(
    cache_connection: Connection,
    own_connection: Connection,
    reader: RecordReader,
    lender: LenderFile | None,
    *,
    verified: bool,
) -> Snapshot:
    """The whole picture; raises StorageFault when anything in it can't be trusted."""
    state = cache.swapped_state(cache_connection)
    parts, versions = reader.read(cache_connection, state.generation)
    by_kind = _with_own(parts["by_kind"], own_connection, reader.own_loans)
    members: Parts = {field: tuple(by_kind.get(kind, ())) for kind, field in _FIELDS.items()}
    members["attempts"] = tuple(sorted(members["attempts"], key=_planned_at, reverse=True))
    members["messages"] = tuple(sorted(members["messages"], key=_sent_at, reverse=True))
    return Snapshot(
        lender=lender,
        discovery=state.discovery,
        freshness=Freshness(
            as_of=state.as_of,
            business_date=state.business_date,
            pulled_at=state.pulled_at,
            clock_difference_seconds=state.clock_difference,
            verified=verified,
        ),
        tables={held.record.loan_id: held for held in by_kind.get("installment_table", ())},
        operations=outbox.pending(own_connection, versions, state.as_of),
        finished=outbox.finished(own_connection, versions, state.as_of),
        drafts=guide_drafts.drafts(own_connection),
        details_seen_on=guide_drafts.details_seen_on(own_connection),
        unknown_kinds=parts["unknown_kinds"],
        unreadable=parts["unreadable"].total(),
        unreadable_own=len(reader.own_loans.unreadable),
        **members,
    )


def _with_own(
    by_kind: dict[str, list[Held[Any]]], connection: Connection, own_loans: OwnLoanReader
) -> dict[str, list[Held[Any]]]:
    merged = dict(by_kind)
    for kind, identifier, data in own.records(connection):
        if kind != OWN_LOAN:
            record = _decode(StoredRecord(kind, identifier, 0, record_hash(data), data), own_data=True)
            merged[kind] = [*merged.get(kind, ()), Held(record, 0, "own")]
    for loan, table in own_loans.read(connection):
        merged["loan"] = [*merged.get("loan", ()), Held(loan, 0, "own")]
        merged["installment_table"] = [*merged.get("installment_table", ()), Held(table, 0, "own")]
    return merged


def _decode(row: StoredRecord, *, own_data: bool = False) -> Record | None:
    code = FailureCode.OWN_DATA_DAMAGED if own_data else FailureCode.DATABASE_DAMAGED
    if record_hash(row.data) != row.hash:
        raise StorageFault(code, f"{row.kind} {row.identifier}")
    try:
        return read_record(row.kind, row.identifier, row.data)
    except ContractViolation:
        # The bytes are as received: an earlier version believed what this one does not. A full pull follows.
        return None


def _planned_at(held: Held[Any]) -> tuple[dt.datetime, str]:
    return held.record.planned_at, held.record.id


def _sent_at(held: Held[Any]) -> tuple[dt.datetime, str]:
    return held.record.at, held.record.id
