"""One exchange with a hostile server or network: nothing reaches a server that is not proved, everything has an end."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
import warnings
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from borrower_app.failures import FailureCode
from borrower_app.lender.lender_files import lender_at
from borrower_app.lender.transport import CAP, RequestCancelled, Transport, Unanswered
from tests.support.certificates import DAY, Authority
from tests.support.raw_server import RawServer, reply

SECRET = {"Authorization": "Bearer canary-token", "X-Own": "canary-header"}
BODY = b'{"canary": "body"}'
HELLO = reply(b'{"hello": "world"}')


def _refused(server: RawServer, *, ca_file: Path | None = None, deadline: float = 10, origin: str = "") -> Unanswered:
    origin = origin or server.origin
    transport = Transport(lender_at(origin, ca_file), deadline=deadline)
    try:
        with pytest.raises(Unanswered) as caught:
            transport.exchange("POST", origin + "/v1/x", body=BODY, headers=SECRET)
    finally:
        transport.close()
    return caught.value


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"), "pinned")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("other"), "other")


def _old_tls(authority: Authority) -> ssl.SSLContext:
    context = authority.server()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    return context


BAD_SERVERS: dict[str, Callable[[Authority, Authority], ssl.SSLContext]] = {
    "self-signed": lambda ours, _other: ours.server(itself=True),
    "another authority": lambda _ours, other: other.server(),
    "another host": lambda ours, _other: ours.server(host="bank.example"),
    "another address": lambda ours, _other: ours.server(host="127.0.0.2"),
    "expired": lambda ours, _other: ours.server(begins=-9 * DAY, ends=-DAY),
    "not yet valid": lambda ours, _other: ours.server(begins=DAY, ends=9 * DAY),
    "common name only": lambda ours, _other: ours.server(host=None),
    "short key": lambda ours, _other: ours.server(key=rsa.generate_private_key(65537, 1024)),
    "TLS 1.1": lambda ours, _other: _old_tls(ours),
}


@pytest.mark.parametrize("bad", BAD_SERVERS)
@pytest.mark.parametrize("pinned", [True, False])
def test_nothing_is_sent_to_a_server_that_is_not_proved(
    bad: str, pinned: bool, authority: Authority, other: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What other programs take from the environment must not widen what is trusted here.
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
        monkeypatch.setenv(name, str(other.file if pinned else authority.file))
    if not pinned:
        monkeypatch.delenv("SSL_CERT_FILE")
    with RawServer(HELLO, BAD_SERVERS[bad](authority, other)) as server:
        refused = _refused(server, ca_file=authority.file if pinned else None)
    assert refused.failure.code in {FailureCode.TLS_REFUSED, FailureCode.UNREACHABLE}
    assert b"canary" not in b"".join(server.received)
    assert not refused.sent


def test_a_proved_server_is_talked_to(
    authority: Authority, other: Authority, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(other.file))
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login canary-login password canary-password\n")
    with RawServer(HELLO, authority.server()) as server:
        transport = Transport(lender_at(server.origin, authority.file))
        answer = transport.exchange("POST", server.origin + "/v1/x", body=BODY, headers=SECRET)
        transport.close()
    assert answer.body == b'{"hello": "world"}'
    assert b"Bearer canary-token" in server.received[0]
    assert b"canary-login" not in server.received[0]


def test_a_plain_server_behind_a_secure_address_gets_nothing(authority: Authority) -> None:
    with RawServer(HELLO) as server:
        refused = _refused(server, ca_file=authority.file, origin=f"https://127.0.0.1:{server.port}")
    assert refused.failure.code is FailureCode.TLS_REFUSED
    assert b"canary" not in b"".join(server.received)


@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 307, 308])
def test_a_redirect_is_never_followed(status: int) -> None:
    with RawServer(HELLO) as elsewhere:
        places = [
            elsewhere.origin + "/v1/x",
            f"http://user:secret@127.0.0.1:{elsewhere.port}/",
            f"//127.0.0.1:{elsewhere.port}/",
            "/v1/y",
        ]
        for place in places:
            answer = reply(b"", f"Location: {place}", status=f"{status} Elsewhere")
            with RawServer(answer) as server:
                refused = _refused(server)
                assert refused.failure.code is FailureCode.REDIRECTED
                assert refused.sent
            assert server.connections == 1
        assert elsewhere.connections == 0


def test_a_host_outside_the_lender_file_is_not_asked() -> None:
    with RawServer(HELLO) as lender, RawServer(HELLO) as stranger:
        transport = Transport(lender_at(lender.origin))
        with pytest.raises(Unanswered) as caught:
            transport.exchange("GET", stranger.origin + "/v1/changes")
        transport.close()
        assert not caught.value.sent
        assert stranger.connections == 0


def _drip(piece: bytes, server: list[RawServer]) -> Callable[[socket.socket], None]:
    def answer(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
        if piece == b" ":
            connection.sendall(b"Content-Length: 100000\r\n\r\n")
        while not server[0].pause(0.05):
            connection.sendall(piece)

    return answer


@pytest.mark.parametrize("piece", [b" ", b"X-Drip: 1\r\n", b""])
@pytest.mark.parametrize("secure", [True, False])
def test_a_dripping_answer_ends_at_the_deadline(piece: bytes, secure: bool, authority: Authority) -> None:
    known: list[RawServer] = []
    with RawServer(_drip(piece, known), authority.server() if secure else None) as server:
        known.append(server)
        begun = time.monotonic()
        refused = _refused(server, ca_file=authority.file if secure else None, deadline=1)
        took = time.monotonic() - begun
    assert refused.failure.code is FailureCode.TOO_SLOW
    assert refused.sent
    assert took < 3


def test_a_silent_listener_ends_at_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        origin = f"https://127.0.0.1:{listener.getsockname()[1]}"
        transport = Transport(lender_at(origin), deadline=1)
        begun = time.monotonic()
        with pytest.raises(Unanswered) as caught:
            transport.exchange("POST", origin + "/v1/x", body=BODY, headers=SECRET)
        transport.close()
    assert caught.value.failure.code is FailureCode.TOO_SLOW
    assert not caught.value.sent
    assert time.monotonic() - begun < 4


def test_another_thread_can_end_it() -> None:
    known: list[RawServer] = []
    with RawServer(_drip(b" ", known)) as server:
        known.append(server)
        transport = Transport(lender_at(server.origin), deadline=20)
        timer = threading.Timer(0.3, transport.cancel)
        timer.start()
        begun = time.monotonic()
        with pytest.raises(RequestCancelled):
            transport.exchange("GET", server.origin + "/v1/changes")
        timer.join()
        transport.close()
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_bomb_is_stopped_at_the_cap(coding: str) -> None:
    zeros = bytes(8 * CAP)
    packed = gzip.compress(zeros, 9) if coding == "gzip" else zlib.compress(zeros, 9)
    with RawServer(reply(packed, f"Content-Encoding: {coding}")) as server:
        assert _refused(server).failure.code is FailureCode.ANSWER_TOO_LARGE


def test_an_endless_body_is_stopped_at_the_cap() -> None:
    def answer(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1073741824\r\n\r\n")
        for _ in range(1_024):
            connection.sendall(bytes(1_048_576))

    with RawServer(answer) as server:
        assert _refused(server).failure.code is FailureCode.ANSWER_TOO_LARGE


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"HTTP/1.1 200 OK\r\n", id="half a head"),
        pytest.param(b"HELLO\r\n\r\n", id="not HTTP"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n{", id="half a body"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{}", id="no stated end"),
        pytest.param(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000 + b"\r\n", id="100,000 headers"),
        pytest.param(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n", id="a long header"),
        pytest.param(reply(b"<html>please sign in</html>", media_type="text/html"), id="a portal's page"),
        pytest.param(reply(b"no gzip", "Content-Encoding: gzip"), id="wrong coding"),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}", id="cut"
        ),
    ],
)
def test_what_is_no_whole_answer_is_none(answer: bytes) -> None:
    with RawServer(answer) as server:
        refused = _refused(server)
    assert refused.sent
    assert refused.failure.code in {FailureCode.UNREACHABLE, FailureCode.BAD_ANSWER}


def test_cookies_are_not_kept() -> None:
    with RawServer(reply(b"{}", "Set-Cookie: track=canary; Path=/")) as server:
        transport = Transport(lender_at(server.origin))
        for _ in range(2):
            transport.exchange("GET", server.origin + "/v1/changes")
        transport.close()
    assert b"canary" not in b"".join(server.received)


def test_a_refused_connection_sent_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    transport = Transport(lender_at(f"http://127.0.0.1:{port}"))
    with pytest.raises(Unanswered) as caught:
        transport.exchange("POST", f"http://127.0.0.1:{port}/v1/x", body=BODY)
    transport.close()
    assert not caught.value.sent
    assert caught.value.failure.code is FailureCode.UNREACHABLE
