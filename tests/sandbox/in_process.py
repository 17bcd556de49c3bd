"""The lender without a process around it, for tests of thousands of requests: the same application, called directly."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from borrower_app.sandbox.books.ledger import Ledger, set_clock
from borrower_app.sandbox.http.application import SandboxApplication
from borrower_app.sandbox.http.server import open_ledger
from borrower_app.sandbox.stories.parts.story import Story
from tests.support.sandbox_process import Answer, SandboxProcess, headers_of

ORIGIN = "http://127.0.0.1:1"


class LenderInProcess(SandboxProcess):
    """`with LenderInProcess(folder, build, name, at) as sandbox:` answers as the process does; its own errors raise.

    The story is started at `at`, and so is the lender's clock.
    """

    def __init__(self, folder: Path, build: Callable[[str, dt.datetime], Story], name: str, at: dt.datetime) -> None:
        super().__init__(name)
        self._story = build(name, at)
        self._at = at
        self._file = folder / "ledger.db"
        self._ledger: Ledger | None = None

    def start(self, seconds: float = 30) -> None:
        """Open the books."""
        self.base_url = ORIGIN
        self._ledger = open_ledger(f"sqlite:///{self._file}", ORIGIN, self._story, None)
        with self._ledger.turn() as turn:
            set_clock(turn, self._at)
        self._application = SandboxApplication(self._ledger, approve_devices=True, control_allowed=True)

    def stop(self) -> str:
        """Close the books."""
        if self._ledger is not None:
            self._ledger.close()
        return ""

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        token: str | None = None,
        timeout: float = 10,
        **headers: str,
    ) -> Answer:
        """One request through ASGI."""
        named = {"host": urlsplit(ORIGIN).netloc, **headers_of(body, token, headers)}
        parts = urlsplit(path)
        scope = {
            "type": "http",
            "method": method,
            "path": parts.path,
            "raw_path": parts.path.encode(),
            "query_string": parts.query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        }
        sent: list[MutableMapping[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body or b""}

        async def keep(message: MutableMapping[str, Any]) -> None:
            sent.append(message)

        asyncio.run(self._application(scope, receive, keep))
        answered = {name.decode(): value.decode("latin-1") for name, value in sent[0]["headers"]}
        answer = Answer(sent[0]["status"], answered, b"".join(message.get("body", b"") for message in sent[1:]))
        assert answer.status < 500, (method, path, answer.body)
        return answer
