"""What `queue` reads: one operation as `{"operation": NAME, "values": {…}}`, checked against the contract."""

from __future__ import annotations

from typing import Any

import msgspec

from borrower_app.contract.operation_values import Values
from borrower_app.contract.operations import VERBS, Verb, decode_values
from borrower_app.contract.strict_json import ContractViolation
from borrower_app.failures import FailureCode, WrongUse


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
