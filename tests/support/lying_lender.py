"""The real sandbox with wrong answers: a process of its own that changes what it says, and keeps its digests honest.

`python -m tests.support.lying_lender …` takes the sandbox's own arguments. `POST /sandbox/lies` replaces what it lies
about: a list of objects with `path` (a prefix), and one of
  `records`  {"kind", "id" (absent: all), "set": {"member.member": value}} changes the data of records on their way out;
             the digest is that of what was sent
  `page`     members of a page of changes, put in place of the honest ones (`more`, `as_of`, `business_date` …)
  `members`  members of any other JSON answer
  `status`, `body` (or `file`), `media_type`, `coding`  the whole answer; `coding` is its header Content-Encoding,
             `before` true: the lender itself never got the request
  `endless`  {"count", "size"}: instead of a page so many messages of so many bytes, new ones each time, `more` for ever
`times` says how often (absent: always); `method` and `after` (so many honest answers first) narrow it.
`GET /sandbox/lies` tells every request since the last POST there, as "METHOD path".
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from borrower_app.contract.changes import record_hash, set_digest
from borrower_app.sandbox.__main__ import main
from borrower_app.sandbox.exchange import HttpRequest, Reply
from borrower_app.sandbox.http import server
from borrower_app.sandbox.http.application import SandboxApplication
from borrower_app.sandbox.http.change_pages import BORROWER
from tests.support.sandbox_process import SandboxProcess

LIES = "/sandbox/lies"
CHANGES = "/v1/changes"


class LyingLender(SandboxApplication):
    """Answers as the sandbox does, then lies."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._lies: list[dict[str, Any]] = []
        self._asked: list[str] = []
        self._sent: dict[tuple[str, str], tuple[int, str]] = {}
        self._number = 0

    def _control(self, request: HttpRequest) -> Reply:
        if request.path != LIES:
            return super()._control(request)
        if request.method == "GET":
            return Reply(200, written(self._asked), "application/json")
        self._lies, self._asked = json.loads(request.body), []
        return Reply(200, b"{}", "application/json")

    async def _answer(self, request: HttpRequest, delay: float) -> Reply:
        self._asked.append(f"{request.method} {request.path}")
        lies = [lie for lie in self._lies if self._holds(lie, request)]
        for lie in lies:
            if "endless" in lie:
                return Reply(200, self._endless(**lie["endless"]))
            if lie.get("before"):
                return self._spoken(Reply(200, b""), lie)
        reply = await super()._answer(request, delay)
        if request.path == CHANGES and reply.status == 200:
            reply = replace(reply, body=self._page(request, reply.body, lies))
        for lie in lies:
            reply = self._spoken(reply, lie)
        return reply

    def _holds(self, lie: dict[str, Any], request: HttpRequest) -> bool:
        if not request.path.startswith(lie["path"]) or lie.get("method", request.method) != request.method:
            return False
        if lie.get("after", 0) > 0:
            lie["after"] -= 1
            return False
        if lie.get("times", 1) <= 0:
            return False
        if "times" in lie:
            lie["times"] -= 1
        return True

    def _page(self, request: HttpRequest, body: bytes, lies: list[dict[str, Any]]) -> bytes:
        page = json.loads(body)
        if "since" not in request.query:
            self._sent = {}
        for lie in lies:
            for change in page["changes"]:
                wanted = lie.get("records")
                if wanted and change["kind"] == wanted["kind"] and wanted.get("id", change["id"]) == change["id"]:
                    put_all(change["data"], wanted["set"])
        for change in page["changes"]:
            key = change["kind"], change["id"]
            if change.get("deleted"):
                self._sent.pop(key, None)
            else:
                change["data"] = json.loads(written(change["data"]))
                self._sent[key] = change["version"], record_hash(written(change["data"]))
        if not page["more"]:
            page["digest"] = set_digest((kind, name, *known) for (kind, name), known in self._sent.items())
        for lie in lies:
            page.update(lie.get("page", {}))
        return written(page)

    def _spoken(self, reply: Reply, lie: dict[str, Any]) -> Reply:
        if "members" in lie:
            members = json.loads(reply.body)
            put_all(members, lie["members"])
            reply = replace(reply, body=written(members))
        if "status" in lie or "body" in lie or "file" in lie:
            body = base64.b64decode(lie["body"]) if "body" in lie else reply.body
            body = Path(lie["file"]).read_bytes() if "file" in lie else body
            coding = (("Content-Encoding", lie["coding"]),) if "coding" in lie else ()
            reply = Reply(lie.get("status", reply.status), body, lie.get("media_type", reply.media_type), coding)
        return reply

    def _endless(self, count: int, size: int) -> bytes:
        """One page of a pull that never ends."""
        with self._ledger.turn() as turn:
            now = turn.now
        changes = []
        for _ in range(count):
            self._number += 1
            name = f"message-{self._number}"
            data = {"id": name, "at": now.isoformat(), "title": "…", "text": "x", "padding": "y" * size}
            changes.append({"kind": "message", "id": name, "version": 1, "data": data})
        return written(
            {
                "changes": changes,
                "next_cursor": f"cursor-{self._number}",
                "more": True,
                "as_of": now.isoformat(),
                "business_date": now.date().isoformat(),
                "borrower_id": BORROWER,
            }
        )


def put_all(value: Any, members: Mapping[str, Any]) -> None:
    """Set members by their dotted ways; a number is a place in a list, `None` takes a member away.

    A record that has nothing there (`retry.at` without a retry) stays as it is.
    """
    for way, new in members.items():
        *steps, last = way.split(".")
        inner = value
        for step in steps:
            inner = inner[int(step)] if isinstance(inner, list) else inner.setdefault(step, {})
            if inner is None:
                break
        if inner is None:
            continue
        if isinstance(inner, list):
            inner[int(last)] = new
        elif new is None:
            inner.pop(last, None)
        else:
            inner[last] = new


def written(value: Any) -> bytes:
    """Compact JSON, the same bytes each time."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


class LyingLenderProcess(SandboxProcess):
    """`with LyingLenderProcess("all_well") as lender: lender.lie({…})`."""

    def __init__(self, scenario: str = "insufficient_funds", **choices: Any) -> None:
        super().__init__(scenario, program=("-m", "tests.support.lying_lender"), **choices)

    def lie(self, *lies: Mapping[str, Any]) -> None:
        """From now on; without an argument it tells the truth again."""
        reply = self.send("POST", LIES, json.dumps(lies).encode())
        assert reply.status == 200, reply.body

    def asked(self) -> list[str]:
        """Every request since the last `lie`, as "METHOD path"."""
        asked: list[str] = self.get(LIES).json()
        return asked


def as_problem(type_: str, status: int) -> dict[str, Any]:
    """A lie's members for a problem document."""
    body = written({"type": f"urn:borrower-app:problem:{type_}", "title": "no", "status": status})
    return {"status": status, "body": as_body(body), "media_type": "application/problem+json"}


def as_body(content: bytes) -> str:
    """Bytes as the member `body` takes them."""
    return base64.b64encode(content).decode()


if __name__ == "__main__":
    vars(server)["SandboxApplication"] = LyingLender  # this program is that server with one class changed
    raise SystemExit(main(sys.argv[1:]))
