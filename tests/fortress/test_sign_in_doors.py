"""Fortress (h), (j), (k), (l): what a gateway says is no answer of the provider, and nobody else reads our address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from borrower_app.application.commands import memory_application
from borrower_app.failures import Failure
from tests.support.command_line import CommandLine
from tests.support.lying_lender import LyingLenderProcess, as_body
from tests.support.openid_provider import OpenIdProvider

HTML = as_body(b"<html><h1>502 Bad Gateway</h1></html>")
GATEWAY_PAGES: dict[str, dict[str, Any]] = {
    "a page of 502": {"status": 502, "body": HTML, "media_type": "text/html"},
    "a text of 429": {"status": 429, "body": as_body(b"slow down"), "media_type": "text/plain; charset=utf-8"},
    "a page called JSON": {"status": 503, "body": HTML, "media_type": "application/json"},
    "an error beside the point": {
        "status": 504,
        "body": as_body(b'{"error": "invalid_grant"}'),
        "media_type": "application/json",
    },
    "nothing at all": {"status": 500, "body": "", "media_type": "application/octet-stream"},
    "packed as nobody asked for": {"status": 503, "body": HTML, "media_type": "text/html", "coding": "br"},
}
TOKEN = "/oauth/token"
READS = ("/.well-known/borrower-app", "/.well-known/oauth-authorization-server", TOKEN, "/v1/changes")


@pytest.fixture(scope="module")
def liar() -> Iterator[LyingLenderProcess]:
    """One lender for the tests that hold nothing of their own there."""
    with LyingLenderProcess("insufficient_funds") as process:
        yield process


def exit_code_of(job: Callable[[], object]) -> int:
    """How a command with this job would end."""
    try:
        done = job()
    except Failure as failure:
        return failure.exit_code
    failure = done[1] if isinstance(done, tuple) else None
    return failure.exit_code if isinstance(failure, Failure) else 0


@pytest.mark.parametrize("page", GATEWAY_PAGES)
def test_a_gateway_page_is_busy_and_ends_no_sign_in(liar: LyingLenderProcess, page: str) -> None:
    """(j) At every door of a round, the token endpoint included."""
    liar.lie()
    with memory_application(liar.base_url) as application:
        application.sign_in_with_device(lambda *_shown: None)
        for path in READS:
            application.network._tokens.forget()
            application.network._sign_in._metadata.clear()
            liar.lie({"path": path, **GATEWAY_PAGES[page]})
            assert exit_code_of(application.synchronise) == 10, path
            assert exit_code_of(application.synchronise) == 10, path
            liar.lie()
        assert exit_code_of(application.synchronise) == 0


@pytest.mark.parametrize("page", GATEWAY_PAGES)
def test_a_gateway_page_while_signing_in_is_busy(liar: LyingLenderProcess, page: str) -> None:
    liar.lie()
    with memory_application(liar.base_url) as application:
        for path in ("/oauth/device_authorization", "/.well-known/borrower-app"):
            liar.lie({"path": path, **GATEWAY_PAGES[page]})
            assert exit_code_of(lambda: application.sign_in_with_device(lambda *_shown: None)) == 10, path
        # A poll without an answer is made again.
        liar.lie({"path": TOKEN, **GATEWAY_PAGES[page], "times": 1, "before": True})
        assert exit_code_of(lambda: application.sign_in_with_device(lambda *_shown: None)) == 0
    liar.lie()


def test_the_command_says_busy(line: CommandLine, lender: LyingLenderProcess) -> None:
    lender.lie({"path": TOKEN, **GATEWAY_PAGES["a page of 502"]})
    done = line.run("sync")
    assert done.returncode == 10
    assert "busy" in done.stderr
    lender.lie()
    assert line.run("sync").returncode == 0


def test_a_write_behind_a_gateway_page_stays_unknown_and_happens_once(
    line: CommandLine, lender: LyingLenderProcess
) -> None:
    wish = line.operation_file("change_contact", field="email", value="a@example.com")
    assert line.run("sync").returncode == 0
    assert line.run("queue", str(wish)).returncode == 0
    lender.lie({"path": "/v1/contact", **GATEWAY_PAGES["a page of 502"], "times": 1})
    assert line.json("sync")["unknown"] == 1
    lender.lie()
    assert line.json("sync")["applied"] == 1
    assert len(lender.ledger()) == 1


@pytest.fixture
def provider() -> Iterator[OpenIdProvider]:
    with OpenIdProvider(browser=False, device=True, client_id="borrower-app", redirect_path=None) as running:
        yield running


@pytest.mark.parametrize(
    "members",
    [
        {"access_token": "good\r\nX-Injected: 1"},
        {"access_token": "good\n"},
        {"access_token": "two words"},
        {"access_token": "schlüssel"},
        {"refresh_token": "good\r\nX-Injected: 1"},
        {"refresh_token": "good\n"},
        {"refresh_token": "null\x00byte"},
    ],
)
def test_a_token_that_is_none_is_refused_and_not_kept(provider: OpenIdProvider, members: dict[str, object]) -> None:
    """(l) It would have stood in the next request's head, or in a file for ever."""
    provider.token_members = members
    with memory_application(provider.origin) as application:
        assert exit_code_of(lambda: application.sign_in_with_device(lambda *_shown: None)) == 12
        assert not application.network.is_signed_in()
