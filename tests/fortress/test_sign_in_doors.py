"""Fortress (h), (j), (k), (l): what a gateway says is no answer of the provider, and nobody else reads our address."""

from __future__ import annotations

import contextlib
import socket
import ssl
import stat
import sys
import threading
import urllib.parse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

import pytest

from borrower_app.application.commands import memory_application
from borrower_app.application.network import Network
from borrower_app.contract.discovery import LenderFile
from borrower_app.failures import Failure, FailureCode, WrongUse
from borrower_app.lender import browser_trip
from borrower_app.lender.browser_trip import BrowserTrip, EntrancePages
from borrower_app.lender.lender_files import lender_at
from borrower_app.lender.transport import HttpAnswer, Transport, Unanswered
from borrower_app.settings import SignInOptions
from borrower_app.store.session import SessionVault
from tests.support.browser import BrowserProgram, leads_to
from tests.support.certificates import Authority
from tests.support.command_line import CommandLine
from tests.support.lying_lender import LyingLenderProcess, as_body
from tests.support.openid_provider import AUTHORIZE as AUTHORIZE_PATH
from tests.support.openid_provider import OpenIdProvider
from tests.support.raw_server import RawServer, reply

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
    except Failure as raised:
        return int(raised.exit_code)
    told = done[1] if isinstance(done, tuple) else None
    return int(told.exit_code) if isinstance(told, Failure) else 0


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


AUTHORIZE = "code_challenge"


class Onlooker:
    """Another user of this computer: reads every command line, again and again."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._look, name="onlooker")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ending.wait(0.005):
            for path in Path("/proc").glob("[0-9]*/cmdline"):
                with contextlib.suppress(OSError):
                    words = path.read_bytes().decode("utf-8", "replace")
                    if "sign-in" in words or AUTHORIZE in words or "state=" in words:
                        self.seen.add(words)


def test_no_command_line_holds_the_sign_in_address(tmp_path: Path) -> None:
    """(h) Through the real command and a real program as its browser."""
    with OpenIdProvider() as provider, Onlooker() as onlooker:
        line = CommandLine(tmp_path, provider.origin)
        browser = f"{sys.executable} -m tests.support.browser approve %s"
        done = line.run("--client-id", provider.client_id, "sign-in", BROWSER=browser)
        assert done.returncode == 0, done.stderr
        again = line.run("sign-in", BROWSER=browser)
        assert again.returncode == 0, again.stderr
    opened = [words for words in onlooker.seen if "tests.support.browser" in words]
    assert any("file://" in words and "sign-in-page-" in words for words in opened)
    assert not any(AUTHORIZE in words or "state=" in words for words in onlooker.seen)
    assert not list(line.data.glob("sign-in-page-*"))
    assert {asked["client_id"] for asked in provider.sent(AUTHORIZE_PATH)} == {provider.client_id}


def network_of(lender: LenderFile, folder: Path | None = None) -> Network:
    return Network(lender, SessionVault(None, bytes(32)), folder=folder)


def test_the_private_page_is_read_once_and_holds_no_state(tmp_path: Path) -> None:
    program = BrowserProgram()
    answers: list[int] = []
    (tmp_path / "sign-in-page-of-a-killed-app.html").write_text("x")

    def show(trip: BrowserTrip) -> None:
        def act() -> None:
            pages = [trip.page(), trip.page()]
            files = sorted(tmp_path.iterdir())
            assert len(files) == 2
            assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
            text = "".join(file.read_text() for file in files)
            assert AUTHORIZE not in text
            assert "state" not in text
            entrance = leads_to(pages[0])
            first, second = program.browser.peek(entrance), program.browser.peek(entrance)
            answers.extend((first.status, second.status))
            assert first.headers["location"] == trip.address
            assert len(list(tmp_path.iterdir())) == 1
            program.pages.append(program.browser.sign_in(pages[1]))

        thread = threading.Thread(target=act, name="browser")
        threads.append(thread)
        thread.start()

    threads: list[threading.Thread] = []
    with OpenIdProvider() as provider:
        network = network_of(provider.lender, tmp_path)
        network.sign_in_with_browser(show)
        threads[0].join()
        network.close()
    assert answers == [303, 404]
    assert network.is_signed_in()
    assert list(tmp_path.iterdir()) == []


def test_a_confined_browser_finds_the_page_in_plain_sight(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ubuntu's browsers read no hidden folder; the one in the home folder is for this user alone and goes again."""
    home, data = tmp_path / "home", tmp_path / "data"
    for folder in (home, data, home / "borrower-app-sign-in-left"):
        folder.mkdir()
    (home / "borrower-app-sign-in-left" / "sign-in-page-1.html").write_text("x")
    (data / "sign-in-page-2.html").write_text("x")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setattr(browser_trip, "_CONFINED", tmp_path)
    with EntrancePages(data) as pages:
        page = Path(urllib.parse.urlsplit(pages.make(lambda _taken: "http://127.0.0.1:1/secret")).path)
        assert page.parent.parent == home
        assert not any(part.startswith(".") for part in page.relative_to(home).parts)
        assert [stat.S_IMODE(path.stat().st_mode) for path in (page.parent, page)] == [0o700, 0o600]
    assert list(home.iterdir()) == list(data.iterdir()) == []


def test_a_provider_elsewhere_under_another_name(tmp_path: Path) -> None:
    """(k) Client id, token origin and path by option; without them the path is the same each time."""
    with OpenIdProvider() as lender, OpenIdProvider(redirect_path="/app/back") as provider:
        _status, _headers, told = lender._discovery()
        assert isinstance(told, dict)
        lender.instead["/.well-known/borrower-app"] = (200, {}, {**told, "issuer": provider.issuer})
        wishes = SignInOptions(
            client_id=provider.client_id, token_origin=provider.origin, redirect_path=provider.redirect_path
        )
        network = network_of(lender_at(lender.origin, None, wishes), tmp_path)
        browser = BrowserProgram()
        network.sign_in_with_browser(browser.show)
        browser.join()
        network.close()
        assert network.is_signed_in()
        ways = [urllib.parse.urlsplit(asked["redirect_uri"]).path for asked in provider.sent(AUTHORIZE_PATH)]
        assert ways == ["/app/back"]


@pytest.mark.parametrize(
    "words",
    [("--client-id", "two words"), ("--redirect-path", "callback"), ("--token-origin", "http://sso.bank.example")],
)
def test_what_can_be_no_client_path_or_origin_is_refused(words: tuple[str, str]) -> None:
    options = {words[0].removeprefix("--").replace("-", "_"): words[1]}
    with pytest.raises(WrongUse):
        lender_at("https://bank.example", None, SignInOptions(**options))


def test_a_change_refused_as_too_old_goes_out_after_the_next_fresh_sign_in(
    line: CommandLine, lender: LyingLenderProcess
) -> None:
    assert line.run("sync").returncode == 0
    wish = line.operation_file("change_contact", field="phone", value="19000004321")
    assert line.run("queue", str(wish)).returncode == 11
    assert "1 change waited" in line.run("sign-in", "--device").stdout
    lender.move_clock(minutes=30)
    assert line.json("sync")["needs_user"] == 1
    assert lender.verification_codes() == {}
    assert "1 change waited" in line.run("sign-in", "--device").stdout
    assert line.json("sync")["needs_user"] == 1
    assert len(lender.verification_codes()) == 1


class OfficeProxy:
    """Takes CONNECT and is the lender's server behind it, too; with `refusal` it lets nobody through."""

    def __init__(self, context: ssl.SSLContext, refusal: bytes = b"") -> None:
        self._context = context
        self._refusal = refusal
        self.inside: list[bytes] = []

    def __call__(self, connection: socket.socket) -> None:
        if self._refusal:
            connection.sendall(self._refusal)
            return
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        with self._context.wrap_socket(connection, server_side=True) as inner:
            self.inside.append(inner.recv(65_536))
            inner.sendall(reply(b'{"hello": "world"}'))


BANK = "https://bank.example"


def through(proxy: str, monkeypatch: pytest.MonkeyPatch, authority: Authority, on: bool = True) -> HttpAnswer:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("https_proxy", proxy)
    transport = Transport(lender_at(BANK, authority.file), deadline=10, uses_proxy=lambda: on)
    try:
        return transport.exchange("GET", BANK + "/v1/changes", headers={"Authorization": "Bearer canary"})
    finally:
        transport.close()


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path, "ours")


def test_the_system_proxy_carries_what_only_the_lender_can_read(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = OfficeProxy(authority.server(host="bank.example"))
    with RawServer(office) as server:
        answer = through(server.origin, monkeypatch, authority)
        assert answer.body == b'{"hello": "world"}'
        assert server.received[0].startswith(b"CONNECT bank.example:443 HTTP/")
        assert b"canary" not in b"".join(server.received)
    assert b"Bearer canary" in office.inside[0]


@pytest.mark.parametrize("bad", ["another authority", "another host"])
def test_tls_is_the_same_behind_a_proxy(
    authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bad: str
) -> None:
    (tmp_path / "other").mkdir()
    other = Authority(tmp_path / "other", "other")
    context = other.server(host="bank.example") if bad == "another authority" else authority.server(host="evil.example")
    office = OfficeProxy(context)
    with RawServer(office) as server, pytest.raises(Unanswered) as refused:
        through(server.origin, monkeypatch, authority)
    assert refused.value.failure.code is FailureCode.TLS_REFUSED
    assert not refused.value.sent
    assert office.inside == []


@pytest.mark.parametrize("status", ["407 Proxy Authentication Required", "503 Busy"])
def test_a_proxy_that_lets_nobody_through_sent_nothing(
    authority: Authority, monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    office = OfficeProxy(authority.server(), reply(b"", status=status))
    with RawServer(office) as server, pytest.raises(Unanswered) as refused:
        through(server.origin, monkeypatch, authority)
    assert (refused.value.failure.code, refused.value.sent) == (FailureCode.PROXY_UNUSABLE, False)


def test_a_proxy_is_used_only_where_it_is_switched_on_and_never_for_this_computer(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    with RawServer(OfficeProxy(authority.server())) as server:
        with pytest.raises(Unanswered):
            through(server.origin, monkeypatch, authority, on=False)
        with RawServer(reply(b"{}")) as near:
            monkeypatch.setenv("http_proxy", server.origin)
            monkeypatch.setenv("all_proxy", server.origin)
            transport = Transport(lender_at(near.origin), uses_proxy=lambda: True)
            assert transport.exchange("GET", near.origin + "/v1/changes").body == b"{}"
            transport.close()
        assert server.connections == 0
    with pytest.raises(Unanswered) as refused:
        through("socks5://127.0.0.1:1", monkeypatch, authority)
    assert refused.value.failure.code is FailureCode.PROXY_UNUSABLE
