"""Connections that can be cut from outside and remember whether a byte of the request has left this computer.

requests adds its own bundle of roots to a TLS context it is given, which would undo pinning; the adapter here keeps
the context as it is (measured: 1 root before, 118 after, without this).
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool


class Wire:
    """The connection in use now. `sent` tells whether request bytes left; `cut` ends it from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection: HTTPConnection | None = None
        self.sent = False
        self.is_cut = False

    def begin(self) -> None:
        """A new request starts."""
        with self._lock:
            self._connection = None
            self.sent = False
            self.is_cut = False

    def use(self, connection: HTTPConnection) -> None:
        """This connection carries the request."""
        with self._lock:
            self._connection = connection
            is_cut = self.is_cut
        if is_cut:
            self.cut()

    def cut(self) -> None:
        """Shut the socket down; whoever reads or writes it gets an error at once."""
        with self._lock:
            self.is_cut = True
            sock = getattr(self._connection, "sock", None)
        if sock is not None:
            with contextlib.suppress(OSError):
                # A TLS socket's own shutdown would unwrap; the plain one below it ends reads in every thread.
                socket.socket.shutdown(sock, socket.SHUT_RDWR)


def _remembering(base: type[HTTPConnection], wire: Wire) -> type[HTTPConnection]:
    class Remembering(base):  # type: ignore[misc,valid-type]
        """A connection that reports to the wire."""

        def putrequest(self, *arguments: Any, **named: Any) -> None:
            wire.use(self)
            super().putrequest(*arguments, **named)

        def connect(self) -> None:
            super().connect()
            wire.use(self)

        def send(self, data: Any) -> None:
            if self.sock is None:
                self.connect()
            wire.sent = True
            super().send(data)

        def _tunnel(self) -> None:
            # What is asked of a proxy is not the request: nothing has left for the lender yet.
            wire.use(self)
            try:
                super()._tunnel()
            finally:
                wire.sent = False

    return Remembering


class PinnedAdapter(HTTPAdapter):
    """An adapter that uses exactly the given TLS context and reports to the wire."""

    def __init__(self, context: ssl.SSLContext, wire: Wire) -> None:
        self._context = context
        self._wire = wire
        super().__init__(max_retries=0, pool_connections=4, pool_maxsize=1)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **named: Any) -> None:
        """Pools whose connections remember themselves."""
        super().init_poolmanager(connections, maxsize, block, ssl_context=self._context, **named)
        self.poolmanager.pool_classes_by_scheme = self._pools()

    def proxy_manager_for(self, proxy: str, **named: Any) -> Any:
        """The same pools, through a proxy: our context meets the lender's server at the other end of it."""
        manager = super().proxy_manager_for(proxy, ssl_context=self._context, **named)
        manager.pool_classes_by_scheme = self._pools()
        return manager

    def _pools(self) -> dict[str, Any]:
        wire = self._wire

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = _remembering(HTTPConnection, wire)

        class TlsPool(HTTPSConnectionPool):
            ConnectionCls = _remembering(HTTPSConnection, wire)  # type: ignore[assignment]

        return {"http": PlainPool, "https": TlsPool}

    def build_connection_pool_key_attributes(self, request: Any, verify: Any, cert: Any = None) -> Any:
        """No other authorities than those of our context."""
        host, pool = super().build_connection_pool_key_attributes(request, verify, cert)
        pool.pop("ca_certs", None)
        pool.pop("ca_cert_dir", None)
        return host, pool

    def cert_verify(self, connection: Any, url: Any, verify: Any, cert: Any) -> None:
        """The context verifies; requests' bundle stays out."""
        connection.ca_certs = connection.ca_cert_dir = None


def tls_context(ca_certificate: str | None) -> ssl.SSLContext:
    """TLS 1.2 or newer with the system's authorities, or only the pinned one; raises ssl.SSLError for a bad PEM."""
    if ca_certificate is None:
        import truststore

        context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    else:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(cadata=ca_certificate)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = True
    context.verify_mode = ssl.CERT_REQUIRED
    return context
