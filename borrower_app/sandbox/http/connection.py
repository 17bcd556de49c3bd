"""The HTTP connection of the sandbox: uvicorn's own, with the transport at hand so that a fault can really reset it."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
TRANSPORT = "borrower_app.transport"


class SandboxProtocol(H11Protocol):
    """Puts the connection's transport into each request's scope."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client has connected."""
        super().connection_made(transport)
        application: Any = self.app

        async def with_transport(scope: Scope, receive: Receive, send: Send) -> None:
            scope[TRANSPORT] = transport
            await application(scope, receive, send)

        self.app = with_transport


def reset(transport: asyncio.Transport) -> None:
    """End the connection with a TCP reset: with a linger time of 0 the kernel sends RST instead of FIN."""
    connection = transport.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


async def wait_until_gone(receive: Receive) -> None:
    """Wait until the server has noticed that the connection is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
