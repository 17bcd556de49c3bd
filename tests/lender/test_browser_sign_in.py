"""Sign-in in the browser: the flow over the real sandbox, forged requests, and every way in which it can end."""

from __future__ import annotations

import datetime as dt
import socket
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator

import pytest

from borrower_app.application.network import BROWSER_SECONDS, Network
from borrower_app.contract.discovery import REDIRECT_PATH
from borrower_app.failures import BadServerData, Failure, FailureCode, Offline, SignInNeeded
from borrower_app.lender import loopback
from borrower_app.lender.browser_trip import BrowserTrip
from borrower_app.lender.lender_files import lender_at
from borrower_app.store.session import SessionVault
from tests.support.browser import Browser, BrowserProgram, Page
from tests.support.openid_provider import OpenIdProvider
from tests.support.sandbox_process import SandboxProcess

KEY = bytes(32)


class Stop(Exception):
    """What a checkpoint raises in these tests."""


@pytest.fixture(scope="module")
def asking() -> Iterator[SandboxProcess]:
    with SandboxProcess("all_well", approve_devices=False) as sandbox:
        yield sandbox


@pytest.fixture(autouse=True)
def _no_thread_stays() -> Iterator[None]:
    before = threading.active_count()
    yield
    assert threading.active_count() == before


class Desk:
    """One computer: the app's lender side with a session in memory, and a browser."""

    def __init__(self, base_url: str) -> None:
        self.vault = SessionVault(None, KEY)
        self.network = Network(lender_at(base_url), self.vault)
        self.browser = BrowserProgram()

    def sign_in(
        self,
        show: Callable[[BrowserTrip], None] | None = None,
        *,
        fresh: bool = False,
        checkpoint: Callable[[], None] = lambda: None,
        seconds: float = BROWSER_SECONDS,
    ) -> None:
        try:
            self.network.sign_in_with_browser(
                show or self.browser.show, fresh=fresh, checkpoint=checkpoint, seconds=seconds
            )
        finally:
            self.browser.join()
            self.network.close()

    def fails(self, show: Callable[[BrowserTrip], None] | None = None, *, seconds: float = BROWSER_SECONDS) -> Failure:
        with pytest.raises(Failure) as caught:
            self.sign_in(show, seconds=seconds)
        assert not self.network.is_signed_in()
        return caught.value


@pytest.fixture
def desk(asking: SandboxProcess) -> Desk:
    return Desk(asking.base_url)


def redirect_of(address: str) -> urllib.parse.SplitResult:
    """Where the app waits, as the address that the browser opens tells the provider."""
    members = urllib.parse.parse_qs(urllib.parse.urlsplit(address).query)
    return urllib.parse.urlsplit(members["redirect_uri"][0])


def state_of(address: str) -> str:
    return urllib.parse.parse_qs(urllib.parse.urlsplit(address).query)["state"][0]


def send(place: urllib.parse.SplitResult, request: str) -> bytes:
    """Raw bytes to the listener; everything it answers."""
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=10) as connection:
        connection.sendall(request.encode())
        answer = b""
        while piece := connection.recv(65_536):
            answer += piece
        return answer


def is_closed(place: urllib.parse.SplitResult) -> bool:
    try:
        socket.create_connection((place.hostname or "", place.port or 0), timeout=5).close()
    except ConnectionRefusedError:
        return True
    return False


def test_a_person_signs_in(desk: Desk, asking: SandboxProcess) -> None:
    desk.sign_in()
    assert desk.network.is_signed_in()
    signed_in_at = desk.network.signed_in_at()
    assert signed_in_at is not None
    assert abs(signed_in_at - asking.now()) < dt.timedelta(seconds=30)
    [address], [page] = desk.browser.addresses, desk.browser.pages
    assert address.startswith(asking.base_url + "/oauth/authorize?")
    place = redirect_of(address)
    assert place.hostname == "127.0.0.1"
    assert place.path == REDIRECT_PATH
    assert is_closed(place)
    for part in ("请回到软件", "go back to the app", "You can close this page", "这个页面可以关掉了"):
        assert part in page.html
    for part in ("<script", "<a ", "<img", "src=", "href="):
        assert part not in page.html
    assert page.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_every_sign_in_waits_elsewhere(desk: Desk) -> None:
    desk.sign_in()
    desk.sign_in()
    first, second = (redirect_of(address) for address in desk.browser.addresses)
    assert first.path == second.path
    assert first.port != second.port
    assert state_of(desk.browser.addresses[0]) != state_of(desk.browser.addresses[1])


def test_a_person_refuses(desk: Desk) -> None:
    desk.browser.button = "deny"
    assert desk.fails().code is FailureCode.SIGN_IN_DECLINED
    [page] = desk.browser.pages
    assert "You did not agree" in page.html
    assert is_closed(redirect_of(desk.browser.addresses[0]))


def test_forged_requests_get_nothing_and_the_sign_in_goes_on(desk: Desk, asking: SandboxProcess) -> None:
    answers: dict[str, bytes] = {}
    silent: list[socket.socket] = []

    def show(trip: BrowserTrip) -> None:
        place, state = redirect_of(trip.address), state_of(trip.address)
        host, path = place.netloc, place.path

        def attack() -> None:
            # As browsers do, too: connections on which nobody says anything.
            silent.extend(socket.create_connection((place.hostname or "", place.port or 0)) for _ in range(3))
            issuer = urllib.parse.quote(asking.base_url, safe="")
            endless = f"state={state}&iss={issuer}&code={'x' * 5_000}"
            good = f"code=evil&state={state}&iss={issuer}"
            forged = {
                "wrong state": f"GET {path}?code=evil&state=wrong&iss={issuer} HTTP/1.1\r\nHost: {host}\r\n\r\n",
                "no state": f"GET {path}?code=evil HTTP/1.1\r\nHost: {host}\r\n\r\n",
                "state twice": f"GET {path}?{good}&state={state} HTTP/1.1\r\nHost: {host}\r\n\r\n",
                "no code": f"GET {path}?state={state}&iss={issuer} HTTP/1.1\r\nHost: {host}\r\n\r\n",
                "endless code": f"GET {path}?{endless} HTTP/1.1\r\nHost: {host}\r\n\r\n",
                "wrong path": f"GET /?{good} HTTP/1.1\r\nHost: {host}\r\n\r\n",
                "path below": f"GET {path}/x?{good} HTTP/1.1\r\nHost: {host}\r\n\r\n",
                "whole address": f"GET http://{host}{path}?{good} HTTP/1.1\r\nHost: {host}\r\n\r\n",
                "wrong host": f"GET {path}?{good} HTTP/1.1\r\nHost: evil.example\r\n\r\n",
                "a name for this computer": f"GET {path}?{good} HTTP/1.1\r\nHost: localhost:{place.port}\r\n\r\n",
                "no host": f"GET {path}?{good} HTTP/1.1\r\n\r\n",
                "two hosts": f"GET {path}?{good} HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n",
                "post": f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\n\r\n",
                "post with query": f"POST {path}?{good} HTTP/1.1\r\nHost: {host}\r\n\r\n",
                "head": f"HEAD {path}?{good} HTTP/1.1\r\nHost: {host}\r\n\r\n",
                "icon": f"GET /favicon.ico HTTP/1.1\r\nHost: {host}\r\n\r\n",
                "no http": "hello\r\n\r\n",
                "bad bytes": f"GET {path}?state=%ff%fe HTTP/1.1\r\nHost: {host}\r\n\r\n",
                "endless": "GET /" + "x" * 20_000,
            }
            for name, request in forged.items():
                try:
                    answers[name] = send(place, request)
                except ConnectionError:
                    answers[name] = b"HTTP/1.1 404 (cut)"
            desk.browser(trip)

        threading.Thread(target=attack, name="attack", daemon=True).start()

    try:
        desk.sign_in(show)
    finally:
        for connection in silent:
            connection.close()
    assert desk.network.is_signed_in()
    assert len(answers) == 19
    assert {name for name, answer in answers.items() if not answer.startswith(b"HTTP/1.1 404")} == set()
    assert all(b"\r\n\r\n" not in answer or answer.endswith(b"\r\n\r\n") for answer in answers.values())


def test_a_flood_of_connections_does_not_keep_the_browser_out(desk: Desk) -> None:
    flood: list[socket.socket] = []

    def show(trip: BrowserTrip) -> None:
        place = redirect_of(trip.address)

        def attack() -> None:
            flood.extend(socket.create_connection((place.hostname or "", place.port or 0)) for _ in range(80))
            desk.browser(trip)

        threading.Thread(target=attack, name="attack", daemon=True).start()

    try:
        desk.sign_in(show)
    finally:
        for connection in flood:
            connection.close()
    assert desk.network.is_signed_in()


def test_nobody_comes(desk: Desk) -> None:
    seen: list[BrowserTrip] = []
    begun = time.monotonic()
    assert desk.fails(seen.append, seconds=0.3).code is FailureCode.SIGN_IN_TIME_OVER
    assert time.monotonic() - begun < 5
    assert is_closed(redirect_of(seen[0].address))


def test_the_person_stops_waiting(desk: Desk) -> None:
    seen: list[BrowserTrip] = []

    def checkpoint() -> None:
        if seen:
            raise Stop

    with pytest.raises(Stop):
        desk.sign_in(seen.append, checkpoint=checkpoint)
    assert is_closed(redirect_of(seen[0].address))
    assert not desk.network.is_signed_in()


class Meddler(Browser):
    """A browser whose last step, to the waiting app, is changed by `meddle`."""

    def __init__(self, meddle: Callable[[str], str]) -> None:
        super().__init__()
        self._meddle = meddle

    def _exchange(self, method: str, address: str, body: bytes | None) -> Page:
        if urllib.parse.urlsplit(address).path == REDIRECT_PATH:
            address = self._meddle(address)
        return super()._exchange(method, address, body)


def with_members(address: str, **changes: str | None) -> str:
    parts = urllib.parse.urlsplit(address)
    members = {**dict(urllib.parse.parse_qsl(parts.query)), **changes}
    query = urllib.parse.urlencode({name: value for name, value in members.items() if value is not None})
    return parts._replace(query=query).geturl()


@pytest.mark.parametrize("issuer", ["https://evil.example", "", None])
def test_another_issuer_ends_it(desk: Desk, issuer: str | None) -> None:
    desk.browser.browser = Meddler(lambda address: with_members(address, iss=issuer))
    failure = desk.fails()
    assert (type(failure), failure.code) == (BadServerData, FailureCode.BAD_ANSWER)
    assert "did not work" in desk.browser.pages[0].html


def test_a_code_that_somebody_redeemed_before_is_no_sign_in(desk: Desk, asking: SandboxProcess) -> None:
    def steal(address: str) -> str:
        members = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))
        thief = asking.form(
            "/oauth/token",
            grant_type="authorization_code",
            code=members["code"],
            client_id="borrower-app",
            redirect_uri=address.partition("?")[0],
            code_verifier="x" * 43,
        )
        assert thief.json()["error"] == "invalid_grant"
        return address

    desk.browser.browser = Meddler(steal)
    assert desk.fails().code is FailureCode.SIGN_IN_ENDED


def test_a_code_of_another_sign_in_is_refused(desk: Desk, asking: SandboxProcess) -> None:
    """Somebody slips their own code in: it belongs to another challenge."""
    other = Desk(asking.base_url)
    codes: list[str] = []

    def keep(address: str) -> str:
        codes.append(dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))["code"])
        return with_members(address, code="lost")

    other.browser.browser = Meddler(keep)
    other.fails()
    desk.browser.browser = Meddler(lambda address: with_members(address, code=codes[0]))
    assert desk.fails().code is FailureCode.SIGN_IN_ENDED


def test_the_lender_is_gone_in_the_middle() -> None:
    with SandboxProcess("all_well", approve_devices=False) as sandbox:
        desk = Desk(sandbox.base_url)

        def cut(address: str) -> str:
            sandbox.kill()
            return address

        desk.browser.browser = Meddler(cut)
        failure = desk.fails()
        assert (type(failure), failure.code) == (Offline, FailureCode.UNREACHABLE)
        assert "go back to the app" in desk.browser.pages[0].html


def test_a_lost_answer_of_the_token_endpoint_is_no_sign_in() -> None:
    with SandboxProcess("all_well") as sandbox:
        desk = Desk(sandbox.base_url)
        sandbox.set_faults({"path": "/oauth/token", "method": "POST", "times": 1, "fault": {"reset": "after_effect"}})
        assert type(desk.fails()) is Offline
        desk.sign_in()
        assert desk.network.is_signed_in()


def test_a_fresh_sign_in_is_asked_for_and_really_fresh() -> None:
    with SandboxProcess("all_well", approve_devices=False) as sandbox:
        desk = Desk(sandbox.base_url)
        desk.sign_in()
        first = desk.network.signed_in_at()
        assert first is not None
        sandbox.move_clock(minutes=30)
        desk.sign_in()
        assert desk.network.signed_in_at() == first, "the browser still knows the person"
        desk.sign_in(fresh=True)
        later = desk.network.signed_in_at()
        assert later is not None
        assert later - first >= dt.timedelta(minutes=30)
        asked = [urllib.parse.parse_qs(urllib.parse.urlsplit(address).query) for address in desk.browser.addresses]
        assert [("prompt" in members, "max_age" in members) for members in asked] == [
            (False, False),
            (False, False),
            (True, True),
        ]


def test_only_the_other_loopback_address_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """The operating system is a true edge: it refuses IPv4 here."""
    real = socket.socket

    def refusing(family: int, kind: int) -> socket.socket:
        if family == socket.AF_INET:
            raise OSError("no IPv4")
        return real(family, kind)

    monkeypatch.setattr(socket, "socket", refusing)
    try:
        listener = loopback.LoopbackListener("/x")
    except SignInNeeded:
        pytest.skip("this computer has no ::1")
    with listener:
        assert listener.redirect_uri.startswith("http://[::1]:")


def test_no_loopback_at_all_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(_family: int, _kind: int) -> socket.socket:
        raise OSError("none")

    monkeypatch.setattr(socket, "socket", refusing)
    with pytest.raises(SignInNeeded) as caught:
        loopback.LoopbackListener("/x")
    assert caught.value.code is FailureCode.SIGN_IN_BROWSER_UNUSABLE


def test_what_is_secret_does_not_stand_in_a_traceback() -> None:
    with OpenIdProvider() as provider:
        network = Network(provider.lender, SessionVault(None, KEY))
        request = network._sign_in.authorization("http://127.0.0.1:1/callback", fresh=False)
        network.close()
        assert request.verifier not in repr(request)
        assert request.state not in repr(request)
