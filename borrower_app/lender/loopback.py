"""The listener on this computer to which the browser brings the answer (RFC 8252, section 7.3).

It is there for one sign-in only: a free port, and at most two minutes. Any program of any user on this computer can
reach a loopback port, so everything but the request with this sign-in's own state gets 404 and changes nothing. The
same listener holds the secret way by which our private page leads the browser on to the provider, once. One thread
serves all connections: a browser opens some in advance and says nothing on them.
"""

from __future__ import annotations

import contextlib
import secrets
import selectors
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Self
from urllib.parse import SplitResult, urlsplit

from borrower_app.failures import FailureCode, SignInNeeded

LOOK_SECONDS: Final = 0.05
LONGEST_HEAD: Final = 16_384
PATIENCE_SECONDS: Final = 10.0
MOST_CONNECTIONS: Final = 32
_HEADERS: Final = (
    "Content-Type: text/html; charset=utf-8",
    "Cache-Control: no-store",
    "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy: no-referrer",
    "X-Content-Type-Options: nosniff",
    "Connection: close",
)

Judge = Callable[[str], bytes | None]
"""Looks at a query: the page for the answer that was waited for, None for anything else."""


class TimeOver(Exception):
    """Nobody came in time."""


@dataclass(slots=True)
class _Visitor:
    """A connection whose request is still coming in."""

    sock: socket.socket
    since: float = field(default_factory=time.monotonic)
    head: bytes = b""


class LoopbackListener:
    """`with LoopbackListener("/random") as listener:`; closed with all its connections at the end of the block."""

    def __init__(self, path: str) -> None:
        """Raises SignInNeeded (SIGN_IN_BROWSER_UNUSABLE) where this computer lets nobody listen on loopback."""
        self._listener = _listen()
        self._listener.setblocking(False)
        address = self._listener.getsockname()
        shown = f"[{address[0]}]" if ":" in address[0] else address[0]
        self._host = f"{shown}:{address[1]}"
        self._path = path
        self._entrances: dict[str, tuple[str, Callable[[], None]]] = {}
        self._visitors: dict[int, _Visitor] = {}
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, selectors.EVENT_READ)

    @property
    def redirect_uri(self) -> str:
        """Where the browser is to come."""
        return f"http://{self._host}{self._path}"

    def entrance(self, address: str, taken: Callable[[], None]) -> str:
        """A secret way in that leads on to `address` once; `taken` is called then. From any thread."""
        path = f"/{secrets.token_urlsafe(24)}"
        self._entrances[path] = (address, taken)
        return f"http://{self._host}{path}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for visitor in list(self._visitors.values()):
            self._let_go(visitor)
        self._selector.close()
        self._listener.close()

    def wait(self, judge: Judge, seconds: float, checkpoint: Callable[[], None]) -> None:
        """Serve until `judge` has recognised the answer; raises TimeOver, and whatever `checkpoint` raises."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            checkpoint()
            for key, _ in self._selector.select(LOOK_SECONDS):
                if key.data is None:
                    self._welcome()
                elif self._hear(key.data, judge):
                    return
            self._dismiss_the_silent()
        raise TimeOver

    def _welcome(self) -> None:
        try:
            sock, _address = self._listener.accept()
        except OSError:
            return
        if len(self._visitors) >= MOST_CONNECTIONS:
            self._let_go(min(self._visitors.values(), key=lambda visitor: visitor.since))
        sock.setblocking(False)
        visitor = _Visitor(sock)
        self._visitors[sock.fileno()] = visitor
        self._selector.register(sock, selectors.EVENT_READ, visitor)

    def _hear(self, visitor: _Visitor, judge: Judge) -> bool:
        """Take what has come; True when it was the answer."""
        try:
            piece = visitor.sock.recv(LONGEST_HEAD)
        except BlockingIOError:
            return False
        except OSError:
            piece = b""
        visitor.head += piece
        if piece and b"\r\n\r\n" not in visitor.head and len(visitor.head) < LONGEST_HEAD:
            return False
        page: bytes | None = None
        if piece:
            target = self._target_of(visitor.head)
            entered = self._entrances.pop(target.path, None) if target is not None else None
            if entered is not None:
                _lead_on(visitor.sock, entered[0])
                entered[1]()
            else:
                page = judge(target.query) if target is not None and target.path == self._path else None
                _reply(visitor.sock, page)
        self._let_go(visitor)
        return page is not None

    def _target_of(self, head: bytes) -> SplitResult | None:
        """Path and query of a request that can be meant; None for another method or host."""
        first, _, rest = head.partition(b"\r\n\r\n")[0].partition(b"\r\n")
        words = first.split(b" ")
        hosts = [
            value.strip()
            for name, _, value in (line.partition(b":") for line in rest.split(b"\r\n"))
            if name.lower() == b"host"
        ]
        if len(words) != 3 or words[0] != b"GET" or not words[2].startswith(b"HTTP/1."):
            return None
        # A page of another origin whose name was led to this address sends its own name (DNS rebinding).
        if hosts != [self._host.encode()] or not words[1].isascii() or not words[1].startswith(b"/"):
            return None
        return urlsplit("http://host" + words[1].decode("ascii"))

    def _dismiss_the_silent(self) -> None:
        before = time.monotonic() - PATIENCE_SECONDS
        for visitor in [visitor for visitor in self._visitors.values() if visitor.since < before]:
            self._let_go(visitor)

    def _let_go(self, visitor: _Visitor) -> None:
        self._selector.unregister(visitor.sock)
        del self._visitors[visitor.sock.fileno()]
        visitor.sock.close()


def _listen() -> socket.socket:
    """127.0.0.1, or ::1 where that is the only loopback address."""
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            listener = socket.socket(family, socket.SOCK_STREAM)
        except OSError:
            continue
        try:
            if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
                # Windows: no other program can take the same port while we listen.
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            listener.bind((host, 0))
            listener.listen(MOST_CONNECTIONS)
        except OSError:
            listener.close()
        else:
            return listener
    raise SignInNeeded(FailureCode.SIGN_IN_BROWSER_UNUSABLE, "no loopback address")


def _reply(sock: socket.socket, page: bytes | None) -> None:
    """The page, or an empty 404."""
    _send(sock, "200 OK" if page is not None else "404 Not Found", page or b"")


def _lead_on(sock: socket.socket, address: str) -> None:
    _send(sock, "303 See Other", b"", f"Location: {address}")


def _send(sock: socket.socket, status: str, body: bytes, *headers: str) -> None:
    """A whole reply. A visitor who does not read loses it; we never wait for one."""
    lines = [f"HTTP/1.1 {status}", *_HEADERS, *headers, f"Content-Length: {len(body)}"]
    with contextlib.suppress(OSError):
        sock.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        sock.shutdown(socket.SHUT_WR)
