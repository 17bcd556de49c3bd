"""The real sandbox lender as a child process, for tests of every room: always stopped at the end."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 10.0
"""How long one exchange may take."""

_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Answer:
    """A reply as it came: status, lower-case header names, exact bytes."""

    def __init__(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.status = status
        self.headers = {name.lower(): value for name, value in headers.items()}
        self.body = body

    def json(self) -> Any:
        """The body, decoded."""
        return json.loads(self.body)


def send(
    method: str, url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None, timeout: float = SECONDS
) -> Answer:
    """One request without redirects to follow or proxies; OSError when no whole reply came."""
    request = urllib.request.Request(url, data=body, method=method, headers=dict(headers or {}))
    try:
        with _DIRECT.open(request, timeout=timeout) as reply:
            return Answer(reply.status, dict(reply.headers), reply.read())
    except urllib.error.HTTPError as reply:
        with reply:
            return Answer(reply.code, dict(reply.headers), reply.read())


def headers_of(body: bytes | None, token: str | None, headers: Mapping[str, str]) -> dict[str, str]:
    """Headers as they are sent: given with underscores; a body is JSON unless said so; a token signs in."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if body is not None:
        named.setdefault("content-type", "application/json")
    if token is not None:
        named["authorization"] = f"Bearer {token}"
    return named


class SandboxProcess:
    """`with SandboxProcess("all_well") as sandbox:` serves on `sandbox.base_url` until the block ends."""

    def __init__(
        self,
        scenario: str = "insufficient_funds",
        *,
        control: bool = True,
        approve_devices: bool = True,
        faults: Path | None = None,
        database_url: str | None = None,
        workers: int = 1,
        port: int = 0,
        program: Sequence[str] = ("-m", "borrower_app.sandbox"),
    ) -> None:
        self._command = [sys.executable, *program, "--scenario", scenario]
        self._command += ["--port", str(port), "--workers", str(workers)]
        self._command += ["--control"] if control else []
        self._command += ["--approve-devices"] if approve_devices else []
        self._command += ["--faults", str(faults)] if faults else []
        self._command += ["--database-url", database_url] if database_url else []
        self._process: subprocess.Popen[str] | None = None
        self.base_url = ""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self, seconds: float = 30) -> None:
        """Start and wait for the line `ready …`; RuntimeError with the process's words when it does not come."""
        process = subprocess.Popen(
            self._command,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._process = process
        limit = threading.Timer(seconds, process.kill)
        limit.start()
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
        finally:
            limit.cancel()
            limit.join()
        if not line.startswith("ready http"):
            words = self.stop()
            raise RuntimeError(f"the sandbox did not start: {line}{words}")
        self.base_url = line.split()[1]

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.base_url.rpartition(":")[2])

    @property
    def process_id(self) -> int:
        """The id of the running process."""
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """SIGKILL, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self.stop()

    def stop(self) -> str:
        """SIGTERM, wait, and give back what the process wrote on standard error."""
        process, self._process = self._process, None
        if process is None:
            return ""
        process.terminate()
        try:
            _, words = process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            _, words = process.communicate()
        self.exit_code = process.returncode
        return words

    def get(self, path: str, token: str | None = None, **headers: str) -> Answer:
        """GET; with a token as the signed-in borrower."""
        return self.send("GET", path, None, token, SECONDS, **headers)

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        token: str | None = None,
        timeout: float = SECONDS,
        **headers: str,
    ) -> Answer:
        """One request; header names are given with underscores (`if_match='"3"'`). A body is JSON unless said so."""
        named = headers_of(body, token, headers)
        return send(method, self.base_url + path, body, named, timeout)

    def form(self, path: str, **members: str) -> Answer:
        """POST a form."""
        body = urllib.parse.urlencode(members).encode()
        return self.send("POST", path, body, content_type="application/x-www-form-urlencoded")

    def sign_in(self) -> dict[str, Any]:
        """A device sign-in; needs `approve_devices`. Gives the token endpoint's members."""
        device = self.form("/oauth/device_authorization", client_id="borrower-app").json()
        reply = self.form(
            "/oauth/token",
            grant_type="urn:ietf:params:oauth:grant-type:device_code",
            device_code=device["device_code"],
            client_id="borrower-app",
        )
        assert reply.status == 200, reply.body
        members: dict[str, Any] = reply.json()
        return members

    def ledger(self) -> list[dict[str, Any]]:
        """The effects, oldest first."""
        effects: list[dict[str, Any]] = self.get("/sandbox/ledger").json()["effects"]
        return effects

    def records(self) -> dict[str, dict[str, Any]]:
        """The borrower's records by kind and id."""
        records: dict[str, dict[str, Any]] = self.get("/sandbox/records").json()["records"]
        return records

    def records_bytes(self) -> bytes:
        """The answer of `/sandbox/records` as it came."""
        return self.get("/sandbox/records").body

    def verification_codes(self) -> dict[str, str]:
        """The codes that are waiting, by operation id."""
        codes: dict[str, str] = self.get("/sandbox/verification-codes").json()
        return codes

    def now(self) -> dt.datetime:
        """The virtual clock."""
        return dt.datetime.fromisoformat(self.get("/sandbox/clock").json()["now"])

    def set_clock(self, now: dt.datetime) -> None:
        """Move the virtual clock to an aware instant."""
        reply = self.send("POST", "/sandbox/clock", json.dumps({"now": now.isoformat()}).encode())
        assert reply.status == 200, reply.body

    def move_clock(self, **duration: float) -> None:
        """Move the virtual clock by a timedelta's members (`days=1`)."""
        self.set_clock(self.now() + dt.timedelta(**duration))

    def staff_edit(self, kind: str, identifier: str, **members: Any) -> None:
        """What a clerk changes on a record meanwhile."""
        reply = self.send(
            "POST", "/sandbox/staff-edit", json.dumps({"kind": kind, "id": identifier, "members": members}).encode()
        )
        assert reply.status == 200, reply.body

    def set_faults(self, *rules: Mapping[str, Any]) -> None:
        """Replace the fault plan."""
        reply = self.send("POST", "/sandbox/faults", json.dumps({"rules": rules}).encode())
        assert reply.status == 200, reply.body


def wait_until(condition: Callable[[], object], seconds: float = 10) -> None:
    """Wait until `condition()` is true; AssertionError when the time is over."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)
