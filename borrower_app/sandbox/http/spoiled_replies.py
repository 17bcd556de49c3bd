"""How a fault changes a reply that is otherwise ready."""

from __future__ import annotations

import json
from dataclasses import replace

import msgspec

from borrower_app.contract.problems import MEDIA_TYPE, PREFIX, Problem
from borrower_app.sandbox.exchange import TITLES, Reply, encode_problem
from borrower_app.sandbox.http.faults import Fault, problem_type_for

_HTML = "<!doctype html><html><head><title>Wi-Fi</title></head><body><h1>请先登录此网络</h1></body></html>"


def status_reply(fault: Fault) -> Reply:
    """The problem document that a `status` fault asks for."""
    status = fault.status or 500
    fitting = problem_type_for(status)
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
