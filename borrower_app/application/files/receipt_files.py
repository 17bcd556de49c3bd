"""From the store to a receipt in a file of the user's own, with the check value of the lender's kept reply."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from borrower_app import clock
from borrower_app.failures import FailureCode, WrongUse
from borrower_app.language import Language

if TYPE_CHECKING:
    from borrower_app.store.store import Store


def save_receipt(store: Store, operation_id: str, out: Path, language: Language) -> None:
    """Write it, whole or not at all, never over a file; in the lane that owns the store.

    Raises WrongUse FILE_EXISTS, FILE_UNREADABLE, NO_RECEIPT (the operation is not confirmed), and any StorageFault.
    """
    from borrower_app.exports.new_file import write_new_file
    from borrower_app.exports.pdf import pdf_bytes
    from borrower_app.exports.receipt_paper import receipt_paper
    from borrower_app.presentation.guides.receipt import receipt_of
    from borrower_app.presentation.reading.records import read_at
    from borrower_app.reason_catalogue import reason_catalogue

    now = clock.now()
    reading = read_at(store.snapshot(), now, store.business_floor(), language, reason_catalogue())
    replies = store.proof_of_operation(operation_id)
    receipt = receipt_of(reading, operation_id, replies[-1].hash) if replies else None
    if receipt is None:
        raise WrongUse(FailureCode.NO_RECEIPT)
    write_new_file(out, pdf_bytes(receipt_paper(receipt)))
