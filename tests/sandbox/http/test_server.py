"""The process: start, problem documents for every wrong request, control closed unless opened, clock, clean end."""

from __future__ import annotations

import datetime as dt
import os
import signal
import socket
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from tests.sandbox.wire import SMALL, Mirror, change_email, problem_type
from tests.support.sandbox_process import SECONDS, SandboxProcess


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signals_end_it_cleanly_and_leave_no_file(
    number: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with SandboxProcess("small", program=SMALL) as sandbox:
        assert list(tmp_path.glob("borrower-sandbox-*/ledger.db"))
        os.kill(sandbox.process_id, number)
        assert sandbox.stop() == ""
        assert sandbox.exit_code == 0
    assert not list(tmp_path.iterdir())


def test_listens_on_loopback_only(shared: SandboxProcess) -> None:
    assert shared.base_url.startswith("http://127.0.0.1:")
    with pytest.raises(OSError), socket.create_connection(("127.0.0.2", shared.port), timeout=1):
        pass


def test_used_port_is_wrong_use(shared: SandboxProcess) -> None:
    with pytest.raises(RuntimeError, match="cannot be used"):
        SandboxProcess("shared", program=SMALL, port=shared.port).start()


def test_unknown_scenario_is_wrong_use() -> None:
    with pytest.raises(RuntimeError, match="unknown_scenario"):
        SandboxProcess("no_such_story").start()


def test_control_is_closed_unless_opened() -> None:
    with SandboxProcess("small", program=SMALL, control=False) as sandbox:
        for path in ("ledger", "records", "verification-codes", "clock", "faults"):
            assert problem_type(sandbox.get(f"/sandbox/{path}")) == "not-found"
        assert problem_type(sandbox.send("POST", "/sandbox/clock", b'{"now": "2030-01-01T00:00:00Z"}')) == "not-found"


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status", "type_"),
    [
        ("GET", "/nowhere", None, {}, 404, "not-found"),
        ("DELETE", "/v1/changes", None, {}, 405, "method-not-allowed"),
        ("POST", "/v1/changes", b"{}", {}, 405, "method-not-allowed"),
        ("GET", "/v1/operations/none", None, {}, 404, "unknown-operation"),
        ("PUT", "/v1/contacts/email", b"{", {}, 400, "invalid-request"),
        ("PUT", "/v1/contacts/email", b"\xff", {}, 400, "invalid-request"),
        ("PUT", "/v1/contacts/email", b"[" * 9_000, {}, 400, "invalid-request"),
        (
            "PUT",
            "/v1/contacts/email",
            b'{"values":{},"values":{}}',
            {},
            400,
            "invalid-request",
        ),
        ("PUT", "/v1/contacts/email", b"{}", {"content_type": "text/plain"}, 415, "unsupported-media-type"),
        ("PUT", "/v1/contacts/email", b" " * 300_000, {}, 413, "too-large"),
        ("POST", "/oauth/token", b"{}", {}, 415, "unsupported-media-type"),
    ],
)
def test_wrong_requests_are_problem_documents(
    shared: SandboxProcess, method: str, path: str, body: bytes | None, headers: dict[str, str], status: int, type_: str
) -> None:
    token = str(shared.sign_in()["access_token"])
    named = {"idempotency_key": "0" * 32, "if_match": '"1"', "x_request_id": "my-request-1", **headers}
    answer = shared.send(method, path, body, token, SECONDS, **named)
    assert (answer.status, problem_type(answer)) == (status, type_)
    assert answer.json()["status"] == status
    assert int(answer.headers["content-length"]) == len(answer.body)
    if status != 413:
        assert answer.headers["x-request-id"] == "my-request-1"
    if status == 405:
        assert answer.headers["allow"] == "GET"


def test_without_a_sign_in_nothing_is_told(shared: SandboxProcess) -> None:
    for token in (None, "wrong"):
        assert problem_type(shared.get("/v1/changes", token)) == "unauthenticated"
        assert problem_type(shared.get("/v1/operations/none", token)) == "unauthenticated"
    assert problem_type(change_email().send(shared, "wrong")) == "unauthenticated"


def test_clock_begins_now_and_moves(small: SandboxProcess) -> None:
    real = dt.datetime.now(dt.UTC)
    assert abs((small.now() - real).total_seconds()) < 10
    later = (real + dt.timedelta(days=40)).replace(microsecond=0)
    small.set_clock(later)
    answer = small.get("/.well-known/borrower-app")
    assert 0 <= (parsedate_to_datetime(answer.headers["date"]) - later).total_seconds() < 10
    token = str(small.sign_in()["access_token"])
    page = small.get("/v1/changes", token).json()
    assert page["business_date"] == later.astimezone(dt.timezone(dt.timedelta(hours=8))).date().isoformat()
    assert page["as_of"].endswith("+08:00")


def test_happenings_come_with_their_time(small: SandboxProcess) -> None:
    assert "attempt-2" not in small.records()["debit_attempt"]
    small.move_clock(hours=2, minutes=1)
    assert "attempt-2" in small.records()["debit_attempt"]
    assert "message-30" in small.records()["message"]
    small.move_clock(hours=1)
    assert "message-30" not in small.records()["message"]


@pytest.mark.parametrize("body", [b"{}", b'{"now": "2030-01-01T00:00:00"}', b'{"now": 5}', b"x"])
def test_clock_wants_an_instant_with_its_zone(shared: SandboxProcess, body: bytes) -> None:
    assert problem_type(shared.send("POST", "/sandbox/clock", body)) == "invalid-request"


@pytest.mark.parametrize("scenario", ["insufficient_funds", "heavy"])
def test_shipped_stories_are_served_whole_now_and_forty_days_later(scenario: str) -> None:
    with SandboxProcess(scenario) as sandbox:
        mirror = Mirror()
        mirror.pull(sandbox, str(sandbox.sign_in()["access_token"]))
        assert mirror.data() == sandbox.records()
        before = len(mirror.records)
        sandbox.move_clock(days=40)
        mirror.pull(sandbox, str(sandbox.sign_in()["access_token"]))
        assert mirror.data() == sandbox.records()
        assert len(mirror.records) >= before > 20
