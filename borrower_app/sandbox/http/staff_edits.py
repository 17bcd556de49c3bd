"""What a clerk changes while the borrower is at it: the next version of a record, by the control interface."""

from __future__ import annotations

import json
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from borrower_app.contract import strict_json
from borrower_app.contract.kinds import decode_record
from borrower_app.contract.problems import ProblemType
from borrower_app.contract.strict_json import ContractViolation
from borrower_app.records.fields import Identifier
from borrower_app.sandbox.books import happenings, record_log
from borrower_app.sandbox.books.record_writing import change
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.exchange import HttpRequest, Reply, json_reply, refuse


class _Edit(Struct, frozen=True, forbid_unknown_fields=True):
    kind: Annotated[str, Meta(max_length=80)]
    id: Identifier
    members: Annotated[dict[str, Any], Meta(min_length=1, max_length=100)]


_DECODER = msgspec.json.Decoder(_Edit)


def edit(turn: Turn, request: HttpRequest) -> Reply:
    """Replace members of a record; raises Refusal when there is none, or when it would not be one of its kind any more.

    Amounts stay in the lender's currency: a clerk cannot change that.
    """
    try:
        strict_json.scan(request.body)
        wanted = strict_json.decode(request.body, _DECODER)
    except ContractViolation as error:
        raise refuse(ProblemType.INVALID_REQUEST, str(error)) from None
    stored = record_log.current(turn, wanted.kind, wanted.id)
    if stored is None:
        raise refuse(ProblemType.NOT_FOUND, f"there is no {wanted.kind} of this id")
    after = msgspec.json.encode({**json.loads(stored.data), **wanted.members})
    try:
        decode_record(wanted.kind, wanted.id, after)
    except ContractViolation as error:
        raise refuse(ProblemType.INVALID_VALUES, str(error)) from None
    if _currencies(wanted.members) - {turn.discovery.currency}:
        raise refuse(ProblemType.INVALID_VALUES, f"amounts are in {turn.discovery.currency}")
    version = change(turn, wanted.kind, wanted.id, wanted.members)
    for member, value in wanted.members.items():
        happenings.keep_member(turn, wanted.kind, wanted.id, member, value)
    return json_reply({"kind": wanted.kind, "id": wanted.id, "version": version})


def _currencies(value: Any) -> set[str]:
    """The currencies of all amounts inside a value."""
    if isinstance(value, dict):
        found = {value["currency"]} if isinstance(value.get("currency"), str) else set()
        return found.union(*map(_currencies, value.values()))
    return set().union(*map(_currencies, value)) if isinstance(value, list) else set()
