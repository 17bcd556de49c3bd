"""The way without a passphrase, over a real Secret Service: the key lives in the desktop's key store, nowhere else."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support.command_line import CommandLine
from tests.support.sandbox_process import SandboxProcess
from tests.support.secret_service import SecretService


@dataclass
class KeyringLine(CommandLine):
    """Commands that name no passphrase file."""

    seen: dict[str, str] = field(default_factory=dict)

    def words(self, *arguments: str) -> list[str]:
        """The whole command line of one command."""
        common = ["--data-dir", str(self.data), "--base-url", self.base_url, "--lang", "en"]
        return [*self.runner, *common, *arguments]

    def run(self, *arguments: str, stdin: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run one command to its end, where the key store is seen."""
        return super().run(*arguments, stdin=stdin, **{**self.seen, **environment})


@pytest.fixture
def service(tmp_path: Path) -> Iterator[SecretService]:
    made = SecretService(tmp_path)
    yield made
    made.stop()


def test_the_desktops_key_store_keeps_the_key(tmp_path: Path, service: SecretService) -> None:
    service.start(unlocked=True)
    with SandboxProcess("insufficient_funds") as sandbox:
        line = KeyringLine(tmp_path / "app", sandbox.base_url, seen=service.environment)
        line.folder.mkdir()
        line.sign_in_and_sync()
        assert line.json("dump")["records"] == sandbox.records()
        assert not (line.data / "key.wrapped").exists()
        before = {file.name: file.read_bytes() for file in line.data.glob("*.db")}

        # Nobody has unlocked it after the next log-in: one sentence, and nothing is touched or made anew.
        service.start(unlocked=False)
        refused = line.run("dump")
        assert refused.returncode == 15
        assert "Traceback" not in refused.stderr
        assert len(refused.stderr.strip().splitlines()) == 1
        assert {file.name: file.read_bytes() for file in line.data.glob("*.db")} == before

        service.start(unlocked=True)
        assert line.json("sync")["changed"] == 0
        assert line.json("verify") == {"ok": True, "problems": []}
