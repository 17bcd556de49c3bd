"""Copies of the checkout in a temporary folder, and pytest in a process of its own over one of them."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
RECORDER: Final = "tests.mutations.recorder"
WRONG_COPY: Final = 70
"""How pytest ends when it would test another copy of the app than its own."""

_KEPT: Final = ("borrower_app", "resources", "tests", ".ci", "pyproject.toml", "Makefile", "README.md")
"""What the tests read of a checkout; the rest of it is large or made by tools."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run of pytest ended; `code` is None when its time was over, negative after a signal."""

    code: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Tree:
    """One copy: `checkout` holds the files; home and temporary files of its tests stay beside it."""

    folder: Path

    @property
    def checkout(self) -> Path:
        """Where the app and its tests lie."""
        return self.folder / "c"

    def _environment(self, variables: Mapping[str, str], *, compiled: bool) -> dict[str, str]:
        """Children import this copy too; `compiled` lets Python keep what it compiles (never of a mutated file)."""
        for name in ("h", "t"):
            (self.folder / name).mkdir(exist_ok=True)
        own = {
            "PYTHONPATH": str(self.checkout),
            "HOME": str(self.folder / "h"),
            "TMPDIR": str(self.folder / "t"),
            "QT_QPA_PLATFORM": "offscreen",
            **variables,
            **({} if compiled else {"PYTHONDONTWRITEBYTECODE": "1"}),
        }
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTEST_", "COV", "PYTHONDONTWRITE", "XDG_CONFIG", "XDG_DATA", "XDG_STATE"))
        }
        return {**kept, **own}

    def pytest(
        self,
        arguments: Sequence[str],
        *,
        seconds: float | None,
        compiled: bool = False,
        variables: Mapping[str, str] | None = None,
    ) -> Ended:
        """Run it here; ends it and its children when the time is over, and clears up their temporary files."""
        words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", RECORDER, *arguments]
        environment = self._environment(variables or {}, compiled=compiled)
        log = self.folder / "log"
        code: int | None = None
        with log.open("wb") as output:
            process = subprocess.Popen(
                words,
                cwd=self.checkout,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            try:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    code = process.wait(seconds)
            finally:
                _end_group(process)
        shutil.rmtree(self.folder / "t", ignore_errors=True)
        return Ended(code, log.read_text(encoding="utf-8", errors="replace"))


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """The process and the lenders it started: all are in the session that was made for it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def snapshot(folder: Path) -> Tree:
    """The checkout as it is now: what is edited meanwhile changes nothing."""
    tree = Tree(folder)
    tree.checkout.mkdir(parents=True)
    for name in _KEPT:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tree.checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / name, tree.checkout / name)
    return tree


def copied(tree: Tree, folder: Path) -> Tree:
    """One more copy, with what Python compiled."""
    other = Tree(folder)
    shutil.copytree(tree.checkout, other.checkout)
    return other
