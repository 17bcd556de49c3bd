"""A real Secret Service on a bus of its own: the key store of a Linux desktop, unlocked or not."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.support.sandbox_process import wait_until

PASSWORD = b"the desktop's own password"


class SecretService:
    """gnome-keyring under its own bus and home. `environment` is for the processes that shall see it."""

    def __init__(self, folder: Path) -> None:
        self._home = folder / "home"
        self._home.mkdir(mode=0o700, parents=True)
        self._bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE, text=True
        )
        assert self._bus.stdout is not None
        self.environment = {
            "DBUS_SESSION_BUS_ADDRESS": self._bus.stdout.readline().strip(),
            "HOME": str(self._home),
            "XDG_RUNTIME_DIR": str(self._home),
            "XDG_DATA_HOME": str(self._home),
        }
        self._daemon: subprocess.Popen[bytes] | None = None

    def start(self, *, unlocked: bool) -> None:
        """Start the daemon anew, as after a log-in with the password, or as one that nobody has unlocked."""
        self._end_daemon()
        words = ["gnome-keyring-daemon", "--foreground", "--components=secrets", "--control-directory", str(self._home)]
        self._daemon = subprocess.Popen(
            [*words, "--unlock"] if unlocked else words,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **self.environment},
        )
        assert self._daemon.stdin is not None
        if unlocked:
            self._daemon.stdin.write(PASSWORD)
        self._daemon.stdin.close()
        wait_until(self._is_on_the_bus)

    def stop(self) -> None:
        """End both."""
        self._end_daemon()
        self._bus.terminate()
        self._bus.communicate()

    def _end_daemon(self) -> None:
        if self._daemon is not None:
            self._daemon.terminate()
            self._daemon.wait()
            self._daemon = None

    def _is_on_the_bus(self) -> bool:
        call = ["dbus-send", "--print-reply", "--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner"]
        done = subprocess.run(
            [*call, "string:org.freedesktop.secrets"],
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=10,
        )
        return "boolean true" in done.stdout
