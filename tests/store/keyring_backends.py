"""Keyrings that misbehave in the ways RELIABILITY D12 lists; real back ends to the keyring library."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.compat import properties
from keyring.errors import KeyringLocked, PasswordSetError

ANSWER = threading.Event()
"""Lets a hanging back end go at the end of the test."""


class Works(KeyringBackend):
    """Keeps entries in memory."""

    priority: float = 1
    entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.entries[service, username]


class Missing(Works):
    """Says that it can't be used here, as the real ones do: when the priority of the class is read."""

    @properties.classproperty
    def priority(self) -> float:
        raise RuntimeError("no bus")


class Locked(Works):
    """The user has not unlocked it."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("locked")


class Denied(Works):
    """The user said no to the prompt."""

    entries: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        raise PasswordSetError("denied")


class Hangs(Works):
    """A prompt that nobody answers."""

    entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        ANSWER.wait(30)
        return None


class Forgets(Works):
    """Takes everything and keeps nothing, without an error."""

    def set_password(self, service: str, username: str, password: str) -> None:
        return


class Swaps(Works):
    """Gives back another value than it was given."""

    entries: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = "A" * 43 + "="


class InFile(KeyringBackend):
    """Keeps entries in the file that `KEYRING_FILE` names, as a service of the desktop outlives a process."""

    priority: float = 1

    def _entries(self) -> dict[str, str]:
        file = Path(os.environ["KEYRING_FILE"])
        entries: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
        return entries

    def _keep(self, entries: dict[str, str]) -> None:
        file = Path(os.environ["KEYRING_FILE"])
        new = file.with_name(file.name + ".new")
        new.write_text(json.dumps(entries))
        new.rename(file)

    def get_password(self, service: str, username: str) -> str | None:
        return self._entries().get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self._keep({**self._entries(), username: password})

    def delete_password(self, service: str, username: str) -> None:
        self._keep({name: entry for name, entry in self._entries().items() if name != username})
