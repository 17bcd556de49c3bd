"""The app's command line as a script would use it: one data folder, one lender, a passphrase file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
APPLICATION = (sys.executable, "-m", "borrower_app")
PASSPHRASE = "seven quiet harbours"


@dataclass
class CommandLine:
    """`runner` starts the program; it may be wrapped, by a tracer or by a seeded fault."""

    folder: Path
    base_url: str
    runner: tuple[str, ...] = APPLICATION

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    @property
    def passphrase_file(self) -> Path:
        """A file with the passphrase, readable by us alone; made when first asked for."""
        file = self.folder / "passphrase"
        if not file.exists():
            file.write_text(PASSPHRASE + "\n", encoding="utf-8")
            file.chmod(0o600)
        return file

    def words(self, *arguments: str) -> list[str]:
        """The whole command line of one command."""
        return [
            *self.runner,
            "--data-dir",
            str(self.data),
            "--base-url",
            self.base_url,
            "--passphrase-file",
            str(self.passphrase_file),
            "--lang",
            "en",
            *arguments,
        ]

    def run(self, *arguments: str, stdin: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        return subprocess.run(
            self.words(*arguments),
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            input=stdin,
            cwd=ROOT,
            env={**os.environ, **environment},
        )

    def json(self, *arguments: str) -> Any:
        """The JSON that one command prints; AssertionError when it fails."""
        result = self.run(*arguments)
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start one command without waiting for it."""
        return subprocess.Popen(self.words(*arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)

    def sign_in_and_sync(self) -> None:
        """Sign in with a device code that the sandbox approves at once, and fetch everything once."""
        for arguments in (("sign-in", "--device"), ("sync",)):
            result = self.run(*arguments)
            assert result.returncode == 0, result.stderr

    def operation_file(self, name: str, **values: Any) -> Path:
        """A file for `queue`."""
        file = self.folder / f"{name}-{len(list(self.folder.glob('*.json')))}.json"
        file.write_text(json.dumps({"operation": name, "values": values}), encoding="utf-8")
        return file
