"""The ASGI application: reads a request, lets a fault hit it, answers it, and sends the reply with its headers."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import secrets
import sys
import traceback
from dataclasses import dataclass
from email.utils import format_datetime

from borrower_app.contract.problems import ProblemType
from borrower_app.sandbox.books.claims import Claim
from borrower_app.sandbox.books.ledger import Ledger
from borrower_app.sandbox.exchange import LARGEST_BODY, HttpRequest, Refusal, Reply, refuse
from borrower_app.sandbox.http import connection, control, faults
from borrower_app.sandbox.http.connection import Receive, Scope, Send
from borrower_app.sandbox.http.faults import Fault, FiredFault
from borrower_app.sandbox.http.routes import Routes
from borrower_app.sandbox.operations import operations
from borrower_app.sandbox.servicing import passing_time

_NO_FAULT = Fault(clock_skew_s=0)
_REQUEST_ID = re.compile(r"[A-Za-z0-9._:-]{1,80}")


@dataclass(frozen=True, slots=True)
class _Exchange:
    """One connection's request with what is needed to answer it."""

    scope: Scope
    receive: Receive
    send: Send
    request: HttpRequest

    def reset(self) -> None:
        connection.reset(self.scope[connection.TRANSPORT])


class SandboxApplication:
    """The lender over HTTP. Each request is one or two short transactions, one request after the other."""

    def __init__(self, ledger: Ledger, approve_devices: bool, control_allowed: bool) -> None:
        self._ledger = ledger
        self._routes = Routes(approve_devices)
        self._control_allowed = control_allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            raise RuntimeError("the sandbox speaks HTTP only")
        try:
            request = await _read(scope, receive)
        except Refusal as refusal:
            bare = _Exchange(scope, receive, send, HttpRequest(scope["method"], scope["path"]))
            await self._send(bare, refusal.reply(), _NO_FAULT)
            return
        if request is None:
            return
        exchange = _Exchange(scope, receive, send, request)
        if self._control_allowed and request.path.startswith(control.PREFIX):
            await self._send(exchange, self._control(request), _NO_FAULT)
            return
        await self._serve(exchange)

    def _control(self, request: HttpRequest) -> Reply:
        try:
            with self._ledger.turn() as turn:
                control.demand_own_place(request, turn.origin)
                passing_time.apply_due(turn)
                return control.answer(turn, request)
        except Refusal as refusal:
            return refusal.reply()
        except Exception:  # noqa: BLE001 - as in `_answer`: a test is to see what went wrong
            traceback.print_exc(file=sys.stderr)
            return refuse(ProblemType.INTERNAL).reply()

    async def _serve(self, exchange: _Exchange) -> None:
        """Answer a request of the contract, through the fault that hits it."""
        with self._ledger.turn() as turn:
            passing_time.apply_due(turn)
            fired = faults.fire(turn, exchange.request.method, exchange.request.path)
        fault = fired.fault if fired else _NO_FAULT
        if fault.reset == "before_effect":
            exchange.reset()
            return
        if fault.status is not None:
            await self._send(exchange, faults.status_reply(fault), fault)
            return
        reply = await self._answer(exchange.request, (fault.delay_ms or 0) / 1_000)
        if fault.reset == "after_effect":
            exchange.reset()
            return
        if fired is not None and fault.body is not None:
            reply = self._spoiled(reply, fired)
        await self._send(exchange, reply, fault)

    def _spoiled(self, reply: Reply, fired: FiredFault) -> Reply:
        changed = faults.spoiled(reply, fired.fault)
        if changed is None:
            with self._ledger.turn() as turn:
                faults.give_back(turn, fired)
        return changed or reply

    async def _answer(self, request: HttpRequest, delay: float) -> Reply:
        """The honest reply. A write waits between being taken up and having its effect, others before everything."""
        try:
            found = self._routes.find(request)
            if found.verb is None:
                await asyncio.sleep(delay)
                with self._ledger.turn() as turn:
                    if found.answer is None:
                        raise refuse(ProblemType.NOT_FOUND)
                    return found.answer(turn, request, found.members)
            with self._ledger.turn() as turn:
                taken = operations.take_up(turn, request, found.verb, found.members)
            return await self._carry_out(taken, delay) if isinstance(taken, Claim) else taken
        except Refusal as refusal:
            return refusal.reply()
        except Exception:  # noqa: BLE001 - the outermost hook: a defect of ours ends as a problem document
            traceback.print_exc(file=sys.stderr)
            return refuse(ProblemType.INTERNAL).reply()

    async def _carry_out(self, claim: Claim, delay: float) -> Reply:
        done = False
        try:
            await asyncio.sleep(delay)
            with self._ledger.turn() as turn:
                reply = operations.carry_out(turn, claim)
            done = True
            return reply
        finally:
            if not done:
                with self._ledger.turn() as turn:
                    operations.release(turn, claim)

    async def _send(self, exchange: _Exchange, reply: Reply, fault: Fault) -> None:
        with self._ledger.turn() as turn:
            now = turn.now + dt.timedelta(seconds=fault.clock_skew_s or 0)
        headers = [
            ("Content-Type", reply.media_type),
            ("Content-Length", str(len(reply.body))),
            ("Date", format_datetime(now.astimezone(dt.UTC), usegmt=True)),
            ("X-Request-Id", _request_id(exchange.request)),
            ("X-Content-Type-Options", "nosniff"),
            *reply.headers,
        ]
        await exchange.send(
            {
                "type": "http.response.start",
                "status": reply.status,
                "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in headers],
            }
        )
        if fault.reset != "mid_body" and fault.body != "truncated":
            await exchange.send({"type": "http.response.body", "body": reply.body})
            return
        half = reply.body[: len(reply.body) // 2]
        await exchange.send({"type": "http.response.body", "body": half, "more_body": True})
        if fault.reset == "mid_body":
            exchange.reset()
        else:
            exchange.scope[connection.TRANSPORT].close()
        await connection.wait_until_gone(exchange.receive)


def _request_id(request: HttpRequest) -> str:
    given = request.headers.get("x-request-id", "")
    return given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)


async def _read(scope: Scope, receive: Receive) -> HttpRequest | None:
    """The whole request; None when the client went away, Refusal (too-large) for a body above the limit."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > LARGEST_BODY:
            raise refuse(ProblemType.TOO_LARGE, headers=(("Connection", "close"),))
    path = scope.get("raw_path", scope["path"].encode()).decode("latin-1")
    return HttpRequest(scope["method"], path, scope["query_string"].decode("latin-1"), headers, bytes(body))
