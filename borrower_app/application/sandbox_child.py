"""A made-up lender for demo, practice and tour: the real `sandbox` command as a child process on loopback.

The child ends with us, however we end: it watches its standard input, which closes when this process is gone.
"""

from __future__ import annotations

import socket
import subprocess
import sys
from types import TracebackType
from typing import Final

from borrower_app import clock
from borrower_app.failures import FailureCode, Offline, WrongUse

_FIRST_PORT: Final = 48_213
"""Where the lenders of pictures listen, one after the other: addresses stand in them, in QR codes, too."""


class SandboxChild:
    """`with SandboxChild("insufficient_funds") as lender: lender.base_url`. Where our clock stands, its clock does."""

    def __init__(self, scenario: str, *, approve_devices: bool = True, control: bool = False) -> None:
        self._arguments = ["sandbox", "--scenario", scenario, "--exit-with-parent"]
        self._arguments += ["--approve-devices"] * approve_devices + ["--control"] * control
        self._scenario = scenario
        self._process: subprocess.Popen[bytes] | None = None
        self.base_url = ""

    def __enter__(self) -> SandboxChild:
        self.start()
        return self

    def start(self) -> None:
        """Start and wait until the lender answers; raises WrongUse for an unknown scenario, Offline otherwise."""
        self._process = subprocess.Popen(
            [*_interpreter(), *self._arguments, *_where_and_when()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            word, _, address = line.decode(errors="replace").strip().partition(" ")
            if word == "ready":
                self.base_url = address
                return
        _rest, errors = self._process.communicate()
        if self._process.returncode == WrongUse.exit_code:
            raise WrongUse(FailureCode.UNKNOWN_SCENARIO, scenario=self._scenario)
        raise Offline(FailureCode.UNREACHABLE, errors.decode(errors="replace")[-500:])

    def stop(self) -> None:
        """End the lender; what it had in its books is gone."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _interpreter() -> list[str]:
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "borrower_app"]


def _where_and_when() -> list[str]:
    stands_at = clock.stopped_at()
    if stands_at is None:
        return ["--port", "0"]
    return ["--port", str(_first_free_port()), "--at", stands_at.isoformat()]


def _first_free_port() -> int:
    for port in range(_FIRST_PORT, _FIRST_PORT + 1000):
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    return 0
