"""The fault plan: each fault is really seen on the wire, hits the requests it names, and leaves the others alone."""

from __future__ import annotations

import http.client
import json
import socket
import time
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrower_app.contract.strict_json import ContractViolation
from borrower_app.sandbox.http.faults import Fault, Rule, decode_plan
from tests.sandbox.wire import SMALL, Mirror, change_email, problem_type
from tests.support.sandbox_process import SandboxProcess

CHANGES = "/v1/changes"


def token_of(sandbox: SandboxProcess) -> str:
    return str(sandbox.sign_in()["access_token"])


def raw_get(sandbox: SandboxProcess, path: str, token: str) -> tuple[bytes, bool]:
    """What arrives on a bare socket, and whether the end was a TCP reset."""
    with socket.create_connection(("127.0.0.1", sandbox.port), timeout=10) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
        received = b""
        try:
            while piece := connection.recv(65536):
                received += piece
        except ConnectionResetError:
            return received, True
        return received, False


def test_after_and_times_count_matching_requests_only(small: SandboxProcess) -> None:
    token = token_of(small)
    fault = {"status": 503, "type": "maintenance", "retry_after": 7}
    small.set_faults({"path": CHANGES, "method": "GET", "times": 2, "after": 1, "fault": fault})
    statuses = []
    for _ in range(5):
        small.get("/.well-known/borrower-app")
        answer = small.get(CHANGES, token)
        statuses.append(answer.status)
        if answer.status == 503:
            assert (problem_type(answer), answer.headers["retry-after"]) == ("maintenance", "7")
    assert statuses == [200, 503, 503, 200, 200]


def test_reset_before_the_effect_leaves_no_trace(small: SandboxProcess) -> None:
    token, write = token_of(small), change_email()
    small.set_faults({"path": "/v1/contacts/{field}", "times": 1, "fault": {"reset": "before_effect"}})
    with pytest.raises(OSError):
        write.send(small, token)
    assert small.ledger() == []
    assert problem_type(write.outcome(small, token)) == "unknown-operation"
    assert write.send(small, token).status == 200


def test_reset_after_the_effect_has_done_it(small: SandboxProcess) -> None:
    token, write = token_of(small), change_email()
    small.set_faults({"path": "/v1/contacts/email", "times": 1, "fault": {"reset": "after_effect"}})
    with pytest.raises(OSError):
        write.send(small, token)
    assert len(small.ledger()) == 1
    assert write.send(small, token).json()["state"] == "accepted"
    assert len(small.ledger()) == 1


@pytest.mark.parametrize("kind", ["before_effect", "after_effect", "mid_body"])
def test_resets_are_tcp_resets(small: SandboxProcess, kind: str) -> None:
    token = token_of(small)
    small.set_faults({"path": CHANGES, "fault": {"reset": kind}})
    received, was_reset = raw_get(small, CHANGES, token)
    assert was_reset
    assert (b"200 OK" in received) == (kind == "mid_body")


def test_truncated_body_is_shorter_than_announced(small: SandboxProcess) -> None:
    token = token_of(small)
    small.set_faults({"path": CHANGES, "times": 1, "fault": {"body": "truncated"}})
    with pytest.raises(http.client.IncompleteRead):
        small.get(CHANGES, token)
    assert small.get(CHANGES, token).status == 200


def test_html_and_broken_json_come_with_200(small: SandboxProcess) -> None:
    token = token_of(small)
    small.set_faults({"path": CHANGES, "times": 1, "fault": {"body": "html"}})
    html = small.get(CHANGES, token)
    assert (html.status, html.headers["content-type"]) == (200, "text/html; charset=utf-8")
    small.set_faults({"path": CHANGES, "times": 1, "fault": {"body": "not_json"}})
    broken = small.get(CHANGES, token)
    assert (broken.status, broken.headers["content-type"]) == (200, "application/json")
    with pytest.raises(ValueError):
        json.loads(broken.body)


def test_wrong_digest_waits_for_a_page_that_has_one(small: SandboxProcess) -> None:
    token = token_of(small)
    small.set_faults({"path": CHANGES, "times": 1, "fault": {"body": "wrong_digest"}})
    with pytest.raises(AssertionError):
        Mirror().pull(small, token, 7)
    Mirror().pull(small, token, 7)


def test_clock_skew_moves_the_date_header_only(small: SandboxProcess) -> None:
    small.set_faults({"path": "*", "times": 1, "fault": {"clock_skew_s": -3600}})
    skewed = parsedate_to_datetime(small.get("/.well-known/borrower-app").headers["date"])
    right = parsedate_to_datetime(small.get("/.well-known/borrower-app").headers["date"])
    assert 3590 <= (right - skewed).total_seconds() <= 3610


def test_delay_holds_the_answer(small: SandboxProcess) -> None:
    small.set_faults({"path": "/.well-known/*", "times": 1, "fault": {"delay_ms": 400}})
    begin = time.monotonic()
    small.get("/.well-known/borrower-app")
    assert time.monotonic() - begin >= 0.4


def test_fault_file_is_read_at_the_start(tmp_path: Path) -> None:
    file = tmp_path / "faults.json"
    file.write_text('{"rules": [{"path": "/.well-known/borrower-app", "fault": {"status": 500}}]}')
    with SandboxProcess("small", program=SMALL, faults=file) as sandbox:
        assert problem_type(sandbox.get("/.well-known/borrower-app")) == "internal"


@pytest.mark.parametrize(
    "text",
    ["{", '{"rules": [{"path": "/"}]}', '{"rules": [{"path": "/", "fault": {}}]}', '{"rules": [], "more": 1}'],
)
def test_bad_fault_file_is_one_clear_error(tmp_path: Path, text: str) -> None:
    file = tmp_path / "faults.json"
    file.write_text(text)
    with pytest.raises(RuntimeError, match="file_content"):
        SandboxProcess("small", program=SMALL, faults=file).start()


@given(groups=st.sets(st.sampled_from(["delay_ms", "status", "reset", "body", "clock_skew_s"]), min_size=0, max_size=3))
def test_a_fault_is_exactly_one_thing(groups: set[str]) -> None:
    values = {"delay_ms": 1, "status": 500, "reset": "mid_body", "body": "html", "clock_skew_s": 5}
    plan = json.dumps({"rules": [{"path": "/", "fault": {name: values[name] for name in groups}}]}).encode()
    if len(groups) == 1:
        assert len(decode_plan(plan).rules) == 1
    else:
        with pytest.raises(ContractViolation):
            decode_plan(plan)


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("/v1/changes", "/v1/changes", True),
        ("/v1/changes", "/v1/changes/x", False),
        ("/v1/*", "/v1/loans/a/mandates", True),
        ("/v1/loans/{loan_id}/mandates", "/v1/loans/a/mandates", True),
        ("/v1/loans/{loan_id}/mandates", "/v1/loans/a/b/mandates", False),
        ("*", "/anything", True),
    ],
)
def test_paths_of_rules(pattern: str, path: str, fits: bool) -> None:
    assert Rule(path=pattern, fault=Fault(status=500)).matches("GET", path) is fits
