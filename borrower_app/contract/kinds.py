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

_DECODERS: Final = {kind: msgspec.json.Decoder(type_) for kind, type_ in RECORD_TYPES.items()}


def decode_record(kind: str, identifier: str, data: bytes | msgspec.Raw) -> Record | None:
    """The record behind `data`, or None for an unknown kind.

    Raises ContractViolation for a missing or wrong member, and when the record's own id is not `identifier`.
    """
    decoder = _DECODERS.get(kind)
    if decoder is None:
        return None
    record: Record = strict_json.decode(data, decoder)
    if record.id != identifier:
        raise ContractViolation(f"a {kind} carries another id than its envelope")
    return record
