"""How the sandbox's own tests speak to it: whole pulls, and writes with all their headers."""

from __future__ import annotations

import datetime as dt
import json
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from borrower_app.contract.changes import decode_page, record_hash, set_digest
from tests.support.sandbox_process import SECONDS, Answer, SandboxProcess

COMMERCIAL = "loan-commercial"
"""The loan of most shipped stories."""

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
        return sandbox.send(self.method, self.path, self.body, token, SECONDS, **named)

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


def token_of(sandbox: SandboxProcess) -> str:
    """A fresh sign-in."""
    return str(sandbox.sign_in()["access_token"])


def version_of(sandbox: SandboxProcess, kind: str, identifier: str) -> int:
    """The version of a record as a whole pull brings it."""
    mirror = Mirror()
    mirror.pull(sandbox, token_of(sandbox))
    return mirror.records[kind, identifier][0]


def carried_out(sandbox: SandboxProcess, write: Write) -> dict[str, Any]:
    """Send an operation, answer every code it asks for, and give the accepted reply."""
    token = token_of(sandbox)
    answer = write.send(sandbox, token)
    while answer.status == 200 and answer.json()["state"] == "needs_verification":
        answer = write.verify(sandbox, token, sandbox.verification_codes()[write.operation_id])
    assert answer.status == 200, answer.body
    reply: dict[str, Any] = answer.json()
    assert reply["state"] == "accepted"
    return reply


def refused(sandbox: SandboxProcess, write: Write) -> str:
    """Send an operation that the lender decides against, and give its sentence: plain Chinese, one sentence."""
    answer = write.send(sandbox, token_of(sandbox))
    assert (answer.status, problem_type(answer)) == (422, "refused"), answer.body
    sentence = str(answer.json()["detail"])
    assert sentence.endswith("。")
    assert re.search("[\u4e00-\u9fff]", sentence)
    assert sentence.count("。") == 1
    assert write.outcome(sandbox, token_of(sandbox)).json()["text"] == sentence
    return sentence


def new_card(sandbox: SandboxProcess, loan_id: str, token: str = "tok-new", **values: Any) -> Write:
    """Let another card pay a loan, from the version that stands now."""
    named = {"loan_id": loan_id, "instrument_token": token, "last4": "9999", **values}
    return Write("PUT", f"/v1/loans/{loan_id}/instrument", named, version_of(sandbox, "loan", loan_id))


def new_mandate(loan_id: str, instrument_id: str, minor: int = 2_000_000, **values: Any) -> Write:
    """Sign an authorisation for a card."""
    limit = {"minor": minor, "currency": "CNY"}
    named = {"loan_id": loan_id, "instrument_id": instrument_id, "single_limit": limit, "valid_until": "2060-01-01"}
    return Write("POST", f"/v1/loans/{loan_id}/mandates", {**named, **values})


def ask_again(sandbox: SandboxProcess, attempt_id: str) -> Write:
    """Ask for another debit of a failed one."""
    path = f"/v1/debit-attempts/{attempt_id}/retry"
    return Write("POST", path, {"attempt_id": attempt_id}, version_of(sandbox, "debit_attempt", attempt_id))


def table_of(records: dict[str, dict[str, Any]], loan_id: str) -> dict[str, Any]:
    """The repayment table of a loan."""
    found: dict[str, Any] = next(t for t in records["installment_table"].values() if t["loan_id"] == loan_id)
    return found


def row_of(records: dict[str, dict[str, Any]], loan_id: str, number: int) -> dict[str, Any]:
    """One row of a loan's table."""
    found: dict[str, Any] = next(row for row in table_of(records, loan_id)["rows"] if row["n"] == number)
    return found


def staff_edit(sandbox: SandboxProcess, kind: str, identifier: str, **members: Any) -> Answer:
    """A clerk changes members of a record."""
    body = json.dumps({"kind": kind, "id": identifier, "members": members}).encode()
    return sandbox.send("POST", "/sandbox/staff-edit", body)


@contextmanager
def lender(story: str) -> Iterator[SandboxProcess]:
    """A lender that tells a shipped story."""
    with SandboxProcess(story) as sandbox:
        yield sandbox


def latest_attempt(sandbox: SandboxProcess, loan_id: str = COMMERCIAL) -> dict[str, Any]:
    """The newest debit of a loan."""
    attempts = [one for one in sandbox.records()["debit_attempt"].values() if one["loan_id"] == loan_id]
    return max(attempts, key=lambda one: (one["planned_at"], one["attempt_number"]))


def go_to(sandbox: SandboxProcess, instant: str, **later: float) -> None:
    """Move the virtual clock to an instant of a record, and a bit further."""
    sandbox.set_clock(dt.datetime.fromisoformat(instant) + dt.timedelta(**later))


def noon_tomorrow(sandbox: SandboxProcess) -> None:
    """A time of day at which this evening's retry lies ahead, whatever hour the test runs at."""
    sandbox.set_clock((sandbox.now() + dt.timedelta(days=1)).replace(hour=12, minute=0, second=0, microsecond=0))
