"""A server on loopback that answers with exactly the bytes a test wants, over TLS where it is given a context."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import Self

Answer = Callable[[socket.socket], None]


class RawServer:
    """`with RawServer(answer) as server:`; every byte a client sent is in `received`, per connection."""

    def __init__(self, answer: Answer | bytes, context: ssl.SSLContext | None = None) -> None:
        self._answer = answer
        self._context = context
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads: list[threading.Thread] = []
        self._ending = threading.Event()
        self.received: list[bytes] = []
        self.connections = 0

    @property
    def port(self) -> int:
        """Where it listens."""
        port: int = self._listener.getsockname()[1]
        return port

    @property
    def origin(self) -> str:
        """Scheme, address and port."""
        return f"{'https' if self._context else 'http'}://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ending.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive()

    def pause(self, seconds: float) -> bool:
        """Wait; True when the test has ended meanwhile."""
        return self._ending.wait(seconds)

    def _start(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, name="raw server", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._ending.is_set():
            try:
                connection, _address = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._start(partial(self._serve, connection))

    def _serve(self, plain: socket.socket) -> None:
        plain.settimeout(10)
        with contextlib.suppress(OSError, ssl.SSLError), plain:
            connection = self._context.wrap_socket(plain, server_side=True) if self._context else plain
            with contextlib.suppress(OSError, ssl.SSLError), connection:
                request = _read_request(connection)
                self.received.append(request)
                if callable(self._answer):
                    self._answer(connection)
                else:
                    connection.sendall(self._answer)


def _read_request(connection: socket.socket) -> bytes:
    """Head and, where its length is stated, body."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65_536)
        if not piece:
            return data
        data += piece
        if data.startswith(b"\x16\x03"):
            # The beginning of a TLS handshake, which a plain server answers with an error page.
            return data
    head, _, body = data.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        piece = connection.recv(65_536)
        if not piece:
            break
        body += piece
    return head + b"\r\n\r\n" + body


def reply(body: bytes, *headers: str, status: str = "200 OK", media_type: str = "application/json") -> bytes:
    """A whole HTTP/1.1 reply with its length."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media_type}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\nConnection: close\r\n\r\n" + body
