"""Loaded by schemathesis: generated requests that keep the schema are aimed at records that are there."""

from __future__ import annotations

import itertools
from typing import Any

import schemathesis

_KNOWN = {
    "loan_id": "loan-1",
    "attempt_id": "attempt-1",
    "mandate_id": "mandate-1",
    "message_id": "message-1",
    "instrument_id": "card-1",
}

_numbers = itertools.count(1)


@schemathesis.hook
def map_case(context: schemathesis.HookContext, case: schemathesis.Case[Any]) -> schemathesis.Case[Any]:
    """Path and values name the same existing things; the values' form stays as generated."""
    if case.meta is not None and not case.meta.generation.mode.is_positive:
        return case
    values = case.body.get("values") if isinstance(case.body, dict) else None
    if isinstance(case.body, dict) and "Idempotency-Key" in (case.headers or {}):
        # Generated keys repeat; a repeated key would be answered before anything else is looked at.
        number = next(_numbers)
        case.headers["Idempotency-Key"] = f"{number:032x}"
        case.body["operation_id"] = f"op-{number}"
    for member, known in _KNOWN.items():
        if isinstance(values, dict) and isinstance(values.get(member), str):
            values[member] = known
        if case.path_parameters and member in case.path_parameters:
            case.path_parameters[member] = known
    if case.headers and "If-Match" in case.headers:
        case.headers["If-Match"] = '"1"'
    if case.path_parameters and "field" in case.path_parameters and isinstance(values, dict):
        case.path_parameters["field"] = values.get("field", case.path_parameters["field"])
    return case
