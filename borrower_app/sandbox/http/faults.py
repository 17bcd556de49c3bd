"""The fault plan: rules that say which request is answered badly (DESIGN section 8), and how the reply then looks.

A rule's `path` is an exact path, a path of the contract with members in braces, or a pattern with `*`. Without
`method` it holds for all. The first `after` matching requests pass, then `times` are hit; without `times`, all are.
Rules are asked in their order; the first that fires wins.
"""

from __future__ import annotations

import fnmatch
import json
import re
from dataclasses import replace
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct
from sqlalchemy import delete, insert, select, update

from borrower_app.contract import strict_json
from borrower_app.contract.problems import MEDIA_TYPE, PREFIX, Problem, ProblemType
from borrower_app.sandbox.books import tables
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.exchange import TITLES, Reply, encode_problem

_HTML = "<!doctype html><html><head><title>Wi-Fi</title></head><body><h1>请先登录此网络</h1></body></html>"

_Count = Annotated[int, Meta(ge=0, le=1_000_000)]


class Fault(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way of answering badly; exactly one of the groups is given."""

    delay_ms: Annotated[int, Meta(ge=0, le=600_000)] | None = None
    status: Annotated[int, Meta(ge=400, le=599)] | None = None
    type: Annotated[str, Meta(max_length=200)] | None = None
    """Last part of the problem's type, or a whole one of another list."""
    retry_after: int | str | None = None
    reset: Literal["before_effect", "after_effect", "mid_body"] | None = None
    body: Literal["truncated", "html", "not_json", "wrong_digest"] | None = None
    clock_skew_s: Annotated[int, Meta(ge=-(10**9), le=10**9)] | None = None

    def __post_init__(self) -> None:
        groups = (self.delay_ms, self.status, self.reset, self.body, self.clock_skew_s)
        if sum(group is not None for group in groups) != 1:
            raise ValueError("a fault is exactly one of delay_ms, status, reset, body, clock_skew_s")
        if self.status is None and (self.type is not None or self.retry_after is not None):
            raise ValueError("type and retry_after belong to status")


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which requests a fault hits."""

    path: Annotated[str, Meta(min_length=1, max_length=500)]
    method: Annotated[str, Meta(max_length=20)] | None = None
    times: _Count | None = None
    after: _Count | None = None
    fault: Fault

    def matches(self, method: str, path: str) -> bool:
        """Whether a request is one of this rule's."""
        if self.method is not None and self.method.upper() not in {method, "*"}:
            return False
        pattern = re.sub(r"\{[a-z_]+\}", "\0", self.path)
        return re.fullmatch(fnmatch.translate(pattern).replace("\0", "[^/]+"), path) is not None


class FaultPlan(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a fault file holds."""

    rules: Annotated[tuple[Rule, ...], Meta(max_length=1_000)]


_DECODER = msgspec.json.Decoder(FaultPlan)


def decode_plan(body: bytes) -> FaultPlan:
    """Read a fault plan; raises ContractViolation with what is wrong in it."""
    strict_json.scan(body)
    return strict_json.decode(body, _DECODER)


def replace_plan(turn: Turn, plan: FaultPlan) -> None:
    """Put a plan in the place of the one before; its counting begins anew."""
    turn.connection.execute(delete(tables.faults))
    for position, rule in enumerate(plan.rules):
        turn.connection.execute(
            insert(tables.faults),
            {"position": position, "rule": msgspec.json.encode(rule), "seen": 0, "fired": 0},
        )


class FiredFault(Struct, frozen=True):
    """A fault that hits a request, with the place of its rule."""

    position: int
    fault: Fault


def fire(turn: Turn, method: str, path: str) -> FiredFault | None:
    """The fault that hits this request, if any; counts."""
    table = tables.faults
    for row in turn.connection.execute(select(table).order_by(table.c.position)).all():
        rule = msgspec.json.decode(row.rule, type=Rule)
        if not rule.matches(method, path):
            continue
        hit = row.seen >= (rule.after or 0) and (rule.times is None or row.fired < rule.times)
        turn.connection.execute(
            update(table).where(table.c.position == row.position).values(seen=row.seen + 1, fired=row.fired + hit)
        )
        if hit:
            return FiredFault(row.position, rule.fault)
    return None


def give_back(turn: Turn, fired: FiredFault) -> None:
    """The fault could not be shown on this reply (a page without a digest): the next one gets it."""
    table = tables.faults
    turn.connection.execute(update(table).where(table.c.position == fired.position).values(fired=table.c.fired - 1))


def status_reply(fault: Fault) -> Reply:
    """The problem document that a `status` fault asks for."""
    status = fault.status or 500
    fitting = _problem_type_for(status)
    name = fault.type or fitting.value
    document = Problem(type=name if ":" in name else PREFIX + name, title=TITLES[fitting], status=status)
    headers = (("Retry-After", str(fault.retry_after)),) if fault.retry_after is not None else ()
    return Reply(status, encode_problem(document), MEDIA_TYPE, headers)


def spoiled(reply: Reply, fault: Fault) -> Reply | None:
    """The reply with the body that the fault asks for; None when this reply cannot show it."""
    match fault.body:
        case "html":
            return Reply(200, _HTML.encode(), "text/html; charset=utf-8")
        case "not_json":
            return replace(reply, body=b"{" + reply.body[: len(reply.body) // 2] + b"\x00")
        case "wrong_digest":
            return _with_wrong_digest(reply)
        case _:
            return reply


def _with_wrong_digest(reply: Reply) -> Reply | None:
    try:
        page = msgspec.json.decode(reply.body, type=dict[str, msgspec.Raw])
        digest = json.loads(bytes(page["digest"]))
    except (msgspec.DecodeError, KeyError, ValueError):
        return None
    turned = "".join("0123456789abcdef"[15 - int(character, 16)] for character in digest)
    return replace(reply, body=msgspec.json.encode({**page, "digest": turned}))


def _problem_type_for(status: int) -> ProblemType:
    """The published type that fits a status best."""
    by_status = {
        401: ProblemType.UNAUTHENTICATED,
        404: ProblemType.NOT_FOUND,
        409: ProblemType.STILL_RUNNING,
        410: ProblemType.CURSOR_REFUSED,
        412: ProblemType.VERSION_CONFLICT,
        429: ProblemType.TOO_MANY_REQUESTS,
        503: ProblemType.MAINTENANCE,
    }
    if status in by_status:
        return by_status[status]
    return ProblemType.INTERNAL if status >= 500 else ProblemType.REFUSED
