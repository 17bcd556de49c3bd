"""Process start to painted Home with cached data, against process start to an empty painted PySide6 window."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from borrower_app.sandbox_child import SandboxChild
from tests.benchmarks.timing import ratio_line, side_by_side

# Both children print at their first paint: a monotonic clock that all processes of one machine share.
_PROBE = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject
class Probe(QObject):
    def __init__(self, name):
        super().__init__(); self.name = name
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and type(watched).__name__ == self.name:
            import resource
            sys.stdout.write(f"{time.monotonic()} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}\\n")
            sys.stdout.flush()
            os._exit(0)
        return False
"""
_EMPTY = (
    """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(sys.argv)
"""
    + _PROBE
    + """
probe = Probe("QMainWindow"); application.installEventFilter(probe)
window = QMainWindow(); window.resize(1180, 760); window.show(); application.exec()
"""
)
_OURS = (
    """
import sys
from pathlib import Path
import borrower_app.ui.main as main
from borrower_app.settings import Options
make = main.application_of_this_process
def with_probe():
    application = make()
"""
    + "\n".join("    " + line for line in _PROBE.strip().splitlines())
    + """
    global probe
    probe = Probe("StatusLine"); application.installEventFilter(probe)
    return application
main.application_of_this_process = with_probe
main.run_window(Options(data_dir=Path(sys.argv[1]), passphrase_file=Path(sys.argv[2])))
"""
)


def _painted_after(arguments: list[str]) -> tuple[float, int]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    # pip compiles what it installs; in a checkout the first run does it.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", *arguments], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    at, kilobytes = done.stdout.split()
    return float(at) - start, int(kilobytes)


def _filled_folder(folder: Path) -> Path:
    """A data folder after a sync and one start of the window, so that the kept Home is there."""
    phrase = folder / "phrase"
    phrase.write_text("six words that nobody ever guesses\n", encoding="utf-8")
    data = folder / "data"
    base = [sys.executable, "-m", "borrower_app", "--data-dir", str(data), "--passphrase-file", str(phrase)]
    with SandboxChild("insufficient_funds") as lender:
        for command in (["--base-url", lender.base_url, "sign-in", "--device"], ["sync"]):
            subprocess.run([*base, *command], check=True, capture_output=True, timeout=60)
    return data


def lines() -> Iterator[str]:
    """The ratio and the memory of both at that moment."""
    with tempfile.TemporaryDirectory() as name:
        data = _filled_folder(Path(name))
        sizes: dict[str, int] = {}

        def run(which: str, arguments: list[str]) -> float:
            took, sizes[which] = _painted_after(arguments)
            return took

        ours, theirs = side_by_side(
            lambda: run("ours", [_OURS, str(data), str(Path(name) / "phrase")]),
            lambda: run("theirs", [_EMPTY]),
            runs=9,
        )
    yield ratio_line("process start to painted Home", ours, "an empty PySide6 window", theirs, 2)
    yield f"memory at the first paint: {sizes['ours'] / 1024:.0f} MB against {sizes['theirs'] / 1024:.0f} MB"
