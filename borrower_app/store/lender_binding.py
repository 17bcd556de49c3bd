"""Which lender a data folder belongs to (one folder, one lender), sealed with the data key."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from borrower_app.contract.discovery import LenderFile, decode_lender_file
from borrower_app.contract.strict_json import ContractViolation
from borrower_app.failures import FailureCode, WrongUse
from borrower_app.store import folder as folder_
from borrower_app.store import sealing

_PURPOSE: Final = "lender"
_LARGEST: Final = 128 * 1024


def bound_lender(folder: Path, key: bytes) -> LenderFile | None:
    """The lender this folder belongs to; None when the folder is new, the file is damaged or the key does not fit."""
    content = sealing.read_sealed(folder / folder_.LENDER_FILE, key, _PURPOSE, _LARGEST)
    try:
        return decode_lender_file(content) if content is not None else None
    except ContractViolation:
        return None


def bind_lender(folder: Path, key: bytes, lender: LenderFile) -> None:
    """Bind the folder; what may change later (name, authority file) is renewed. Raises StorageFault."""
    if bound_lender(folder, key) != lender:
        folder_.write_file(folder / folder_.LENDER_FILE, sealing.seal(key, _PURPOSE, msgspec.json.encode(lender)))


def refuse_other_lender(known: LenderFile, wanted: LenderFile) -> None:
    """Raise WrongUse OTHER_LENDER unless both are the same lender at the same origin."""
    if (known.lender_id, known.origin) != (wanted.lender_id, wanted.origin):
        raise WrongUse(FailureCode.OTHER_LENDER, lender=known.name, origin=known.origin)
