"""What `queue` reads: one operation as `{"operation": NAME, "values": {…}}`, checked against the contract."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from borrower_app.contract.operation_values import Values
from borrower_app.contract.operations import VERBS, Verb, VerificationAnswer, decode_values
from borrower_app.contract.strict_json import ContractViolation
from borrower_app.failures import FailureCode, WrongUse
from borrower_app.file_trouble import unusable_file

_CODE = msgspec.json.Decoder(VerificationAnswer)


def read_code(file: Path) -> str:
    """The verification code in a file; raises WrongUse. The code itself is in no message."""
    try:
        text = file.read_text("utf-8").strip()
    except OSError as error:
        raise unusable_file(file, error) from error
    except UnicodeDecodeError as error:
        raise WrongUse(FailureCode.FILE_UNREADABLE, file=str(file), cause="text") from error
    try:
        return _CODE.decode(msgspec.json.encode({"code": text})).code
    except msgspec.ValidationError:
        reason = "a code of 4 to 8 digits is expected"
        raise WrongUse(FailureCode.FILE_CONTENT, file=str(file), reason=reason) from None


def read_operation(value: Any, file: str) -> tuple[Verb, Values]:
    """The verb and its values; raises WrongUse that says which part is wrong."""
    if not isinstance(value, dict) or not isinstance(value.get("operation"), str):
        raise WrongUse(FailureCode.FILE_CONTENT, file=file, reason='{"operation": NAME, "values": {…}} is expected')
    unknown = sorted(set(value) - {"operation", "values"})
    if unknown:
        raise WrongUse(FailureCode.FILE_CONTENT, file=file, reason=f"unknown member {unknown[0]}")
    verb = VERBS.get(value["operation"])
    if verb is None:
        reason = f"unknown operation; known are {', '.join(VERBS)}"
        raise WrongUse(FailureCode.FILE_CONTENT, file=file, reason=reason)
    try:
        return verb, decode_values(verb.name, msgspec.json.encode(value.get("values", {})))
    except ContractViolation as error:
        raise WrongUse(FailureCode.FILE_CONTENT, file=file, reason=str(error)) from error
