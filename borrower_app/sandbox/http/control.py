"""The control interface under `/sandbox/`: what a test may read and move. Absent unless the server was told so."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import msgspec
from msgspec import Meta, Struct
from sqlalchemy import select

from borrower_app.contract import strict_json
from borrower_app.contract.problems import ProblemType
from borrower_app.contract.strict_json import ContractViolation
from borrower_app.sandbox.books import ledger, record_log, tables
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.exchange import HttpRequest, Reply, json_reply, refuse
from borrower_app.sandbox.http import faults, staff_edits
from borrower_app.sandbox.servicing import passing_time

PREFIX = "/sandbox/"


class _ClockWish(Struct, frozen=True, forbid_unknown_fields=True):
    now: Annotated[dt.datetime, Meta(tz=True)]


_CLOCK_DECODER = msgspec.json.Decoder(_ClockWish)


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
            return staff_edits.edit(turn, request)
        case _, "ledger" | "records" | "verification-codes":
            raise refuse(ProblemType.METHOD_NOT_ALLOWED, headers=(("Allow", "GET"),))
        case _, "clock":
            raise refuse(ProblemType.METHOD_NOT_ALLOWED, headers=(("Allow", "GET, POST"),))
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
