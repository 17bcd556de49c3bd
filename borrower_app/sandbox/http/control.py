"""The control interface under `/sandbox/`: what a test may read and move. Absent unless the server was told so."""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct
from sqlalchemy import select

from borrower_app.contract import strict_json
from borrower_app.contract.kinds import decode_record
from borrower_app.contract.problems import ProblemType
from borrower_app.contract.strict_json import ContractViolation
from borrower_app.records.fields import Identifier
from borrower_app.sandbox.books import happenings, ledger, record_log, tables
from borrower_app.sandbox.books.record_writing import change
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.exchange import HttpRequest, Reply, json_reply, refuse
from borrower_app.sandbox.http import faults, staff_desk
from borrower_app.sandbox.servicing import passing_time

PREFIX = "/sandbox/"


class _ClockWish(Struct, frozen=True, forbid_unknown_fields=True):
    now: Annotated[dt.datetime, Meta(tz=True)]


class _Edit(Struct, frozen=True, forbid_unknown_fields=True):
    kind: Annotated[str, Meta(max_length=80)]
    id: Identifier
    members: Annotated[dict[str, Any], Meta(min_length=1, max_length=100)]


_CLOCK_DECODER = msgspec.json.Decoder(_ClockWish)
_EDIT_DECODER = msgspec.json.Decoder(_Edit)


def demand_own_place(request: HttpRequest, origin: str) -> None:
    """Raise Refusal (forbidden) for what a page of another place makes a browser send.

    Any page that is open on this computer can send requests to a loopback port. `Host` is another one where its name
    was led here (DNS rebinding); `Origin` or `Sec-Fetch-Site` is another one in all other cases.
    """
    headers = request.headers
    is_ours = (
        headers.get("host", "") == origin.partition("://")[2]
        and headers.get("origin", origin) == origin
        and headers.get("sec-fetch-site", "none") in ("none", "same-origin")
    )
    if not is_ours:
        raise refuse(ProblemType.FORBIDDEN)


def answer(turn: Turn, request: HttpRequest) -> Reply:
    """One control request."""
    match request.method, request.path.removeprefix(PREFIX):
        case "GET", "ledger":
            return _effects(turn)
        case "GET", "records":
            return Reply(200, dump(turn))
        case "GET", "verification-codes":
            return _codes(turn)
        case "GET", "clock":
            return json_reply({"now": turn.now})
        case "POST", "clock":
            return _move_clock(turn, request)
        case "POST", "faults":
            return _replace_faults(turn, request)
        case "POST", "staff-edit":
            return _edit_record(turn, request)
        case "GET", "staff-contact":
            return staff_desk.shown(turn)
        case "POST", "staff-contact":
            return staff_desk.begin(turn, request)
        case "DELETE", "staff-contact":
            return staff_desk.end(turn)
        case _, "ledger" | "records" | "verification-codes":
            raise refuse(ProblemType.METHOD_NOT_ALLOWED, headers=(("Allow", "GET"),))
        case _, "clock":
            raise refuse(ProblemType.METHOD_NOT_ALLOWED, headers=(("Allow", "GET, POST"),))
        case _, "staff-contact":
            raise refuse(ProblemType.METHOD_NOT_ALLOWED, headers=(("Allow", "DELETE, GET, POST"),))
        case _, "faults" | "staff-edit":
            raise refuse(ProblemType.METHOD_NOT_ALLOWED, headers=(("Allow", "POST"),))
        case _:
            raise refuse(ProblemType.NOT_FOUND)


def _effects(turn: Turn) -> Reply:
    rows = turn.connection.execute(select(tables.effects).order_by(tables.effects.c.number))
    return json_reply(
        {
            "effects": [
                {
                    "operation_id": row.operation_id,
                    "operation": row.operation,
                    "subject": row.subject,
                    "at": dt.datetime.fromtimestamp(row.at, turn.now.tzinfo),
                }
                for row in rows
            ]
        }
    )


def dump(turn: Turn) -> bytes:
    """The borrower's records in the form of the command `dump`: each `data` byte for byte as it is sent."""
    kinds: dict[str, dict[str, msgspec.Raw]] = {}
    for record in record_log.all_current(turn):
        kinds.setdefault(record.kind, {})[record.identifier] = msgspec.Raw(record.data)
    return msgspec.json.encode({"as_of": turn.now.replace(microsecond=0), "records": kinds})


def _codes(turn: Turn) -> Reply:
    table = tables.operations
    rows = turn.connection.execute(
        select(table.c.operation_id, table.c.code).where(table.c.state == "needs_verification")
    )
    return json_reply({row.operation_id: row.code for row in rows})


def _move_clock(turn: Turn, request: HttpRequest) -> Reply:
    try:
        strict_json.scan(request.body)
        wish = strict_json.decode(request.body, _CLOCK_DECODER)
    except ContractViolation as error:
        raise refuse(ProblemType.INVALID_REQUEST, str(error)) from None
    ledger.set_clock(turn, wish.now)
    passing_time.apply_due(turn.at(wish.now))
    return json_reply({"now": wish.now})


def _replace_faults(turn: Turn, request: HttpRequest) -> Reply:
    try:
        plan = faults.decode_plan(request.body)
    except ContractViolation as error:
        raise refuse(ProblemType.INVALID_REQUEST, str(error)) from None
    faults.replace_plan(turn, plan)
    return json_reply({"rules": len(plan.rules)})


def _edit_record(turn: Turn, request: HttpRequest) -> Reply:
    """What a clerk changes while the borrower is at it: other members in the next version of a record.

    Raises Refusal when there is none, or when it would not be one of its kind any more. Amounts stay in the lender's
    currency: a clerk cannot change that.
    """
    try:
        strict_json.scan(request.body)
        wanted = strict_json.decode(request.body, _EDIT_DECODER)
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
