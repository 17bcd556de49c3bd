"""How the sandbox's own tests speak to it: whole pulls, and writes with all their headers."""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import Any

from sandbox_process import Answer, SandboxProcess

from borrower_app.contract.changes import decode_page, record_hash, set_digest

SMALL = (str(Path(__file__).with_name("small_story.py")),)
"""The program that serves the small story."""


class Mirror:
    """What a client would hold: the records it was sent, checked against the digest of each last page."""

    def __init__(self) -> None:
        self.cursor: str | None = None
        self.records: dict[tuple[str, str], tuple[int, bytes]] = {}
        self.pages = 0

    def page(self, sandbox: SandboxProcess, token: str, limit: int) -> bool:
        """Take one page; whether there are more. AssertionError when the last page's digest does not fit."""
        since = f"&since={self.cursor}" if self.cursor else ""
        answer = sandbox.get(f"/v1/changes?limit={limit}{since}", token)
        assert answer.status == 200, answer.body
        page = decode_page(answer.body)
        self.pages += 1
        for change in page.changes:
            key = (change.kind, change.id)
            if change.deleted:
                del self.records[key]
            else:
                self.records[key] = (change.version, bytes(change.data))
        self.cursor = page.next_cursor
        if not page.more:
            held = [(kind, id_, version, record_hash(data)) for (kind, id_), (version, data) in self.records.items()]
            assert page.digest == set_digest(held)
        return page.more

    def pull(self, sandbox: SandboxProcess, token: str, limit: int = 500) -> None:
        """A whole pull."""
        while self.page(sandbox, token, limit):
            pass

    def data(self) -> dict[str, dict[str, Any]]:
        """The records by kind and id."""
        found: dict[str, dict[str, Any]] = {}
        for (kind, id_), (_, data) in self.records.items():
            found.setdefault(kind, {})[id_] = json.loads(data)
        return found


class Write:
    """One operation that can be sent again with the same key and the same bytes."""

    def __init__(self, method: str, path: str, values: dict[str, Any], base: int | None = None) -> None:
        self.operation_id = "op-" + secrets.token_hex(6)
        self.key = secrets.token_hex(16)
        self.method, self.path = method, path
        self.body = json.dumps({"operation_id": self.operation_id, "contract_version": 1, "values": values}).encode()
        self.headers = {} if base is None else {"if_match": f'"{base}"'}

    def send(self, sandbox: SandboxProcess, token: str, **headers: str) -> Answer:
        """Send it."""
        named = {"idempotency_key": self.key, **self.headers, **headers}
        return sandbox.send(self.method, self.path, self.body, token, **named)

    def verify(self, sandbox: SandboxProcess, token: str, code: str) -> Answer:
        """Answer its challenge."""
        path = f"/v1/operations/{self.operation_id}/verification"
        return sandbox.send("POST", path, json.dumps({"code": code}).encode(), token)

    def outcome(self, sandbox: SandboxProcess, token: str) -> Answer:
        """Ask what became of it."""
        return sandbox.get(f"/v1/operations/{self.operation_id}", token)


def change_email(value: str = "new@example.com", base: int | None = 1) -> Write:
    """A change that needs no verification."""
    return Write("PUT", "/v1/contacts/email", {"field": "email", "value": value}, base)


def change_card(token: str = "tok-new", base: int = 1, last4: str = "9999") -> Write:
    """A change that needs a verification."""
    values = {"loan_id": "loan-1", "instrument_token": token, "last4": last4}
    return Write("PUT", "/v1/loans/loan-1/instrument", values, base)


def problem_type(answer: Answer) -> str:
    """The last part of a problem's type."""
    assert answer.headers["content-type"] == "application/problem+json", answer.headers
    return str(answer.json()["type"].rpartition(":")[2])
