"""The kinds of records a lender may send, and how the `data` of each is decoded.

Two steps (DESIGN section 4): the envelope first, each record by its kind afterwards. A kind that is not known here is
kept as bytes and not shown.
"""

from __future__ import annotations

from typing import Final

import msgspec

from borrower_app.contract import strict_json
from borrower_app.contract.strict_json import ContractViolation
from borrower_app.records.account import Contact, Guarantor, Instrument, Mandate
from borrower_app.records.bounds import OutOfBounds, within_bounds
from borrower_app.records.correspondence import Message, Notice, ReferenceRate, Request
from borrower_app.records.debit import DebitAttempt, Outage
from borrower_app.records.loan import InstallmentTable, Loan

Record = (
    Loan
    | InstallmentTable
    | DebitAttempt
    | Instrument
    | Mandate
    | Contact
    | Message
    | Request
    | Notice
    | Outage
    | ReferenceRate
    | Guarantor
)

RECORD_TYPES: Final[dict[str, type[Record]]] = {
    "loan": Loan,
    "installment_table": InstallmentTable,
    "debit_attempt": DebitAttempt,
    "instrument": Instrument,
    "mandate": Mandate,
    "contact": Contact,
    "message": Message,
    "request": Request,
    "notice": Notice,
    "outage": Outage,
    "reference_rate": ReferenceRate,
    "guarantor": Guarantor,
}

BESIDE_THE_LOAN: Final = frozenset({"message", "notice", "request", "outage", "reference_rate", "contact", "guarantor"})
"""Kinds without which every figure still stands: one that can't be read is kept and counted, and not shown."""

_DECODERS: Final = {kind: msgspec.json.Decoder(type_) for kind, type_ in RECORD_TYPES.items()}


def decode_record(kind: str, identifier: str, data: bytes | msgspec.Raw) -> Record | None:
    """The record behind `data`, or None for an unknown kind.

    Raises ContractViolation for a member that is missing, wrong or out of bounds (`records.bounds`), and when the
    record's own id is not `identifier`.
    """
    decoder = _DECODERS.get(kind)
    if decoder is None:
        return None
    record: Record = strict_json.decode(data, decoder)
    if record.id != identifier:
        raise ContractViolation(f"a {kind} carries another id than its envelope")
    try:
        return within_bounds(record)
    except OutOfBounds as beyond:
        raise ContractViolation(str(beyond)) from beyond


def read_record(kind: str, identifier: str, data: bytes | msgspec.Raw) -> Record | None:
    """As `decode_record`, but None also for an unreadable record of a kind beside the loan; see `is_unreadable`."""
    try:
        return decode_record(kind, identifier, data)
    except ContractViolation:
        if kind in BESIDE_THE_LOAN:
            return None
        raise


def is_unreadable(kind: str, record: Record | None) -> bool:
    """Whether `read_record` gave None though the kind is known here."""
    return record is None and kind in RECORD_TYPES
