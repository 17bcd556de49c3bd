"""Process start to painted Home with cached data, against process start to an empty painted PySide6 window."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from borrower_app.application.sandbox_child import SandboxChild
from tests.benchmarks.timing import ratio_line, side_by_side

# Both children say when their window stands painted, by a monotonic clock that all processes of one machine share.
# Not an event filter on the application: Python would wrap every event of every object, about 20 ms for ours alone.
_PROBE = """
import os, resource, sys, time
from PySide6.QtCore import QCoreApplication, QEvent, QObject
FIRST = 1_000
class Told(QObject):
    def event(self, event):
        at = time.monotonic()
        if self.is_whole():
            sys.stdout.write(f"{at} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}\\n")
            sys.stdout.flush()
            os._exit(0)
        return True
def watch(kind, is_whole):
    told = Told(); told.is_whole = is_whole
    # The children are painted in the same turn of the event loop as the window itself; what comes first in the next
    # turn knows that all of it stands.
    kind.paintEvent = lambda self, event: QCoreApplication.postEvent(told, QEvent(QEvent.Type.User), FIRST)
"""
_EMPTY = (
    """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(sys.argv)
"""
    + _PROBE
    + """
class Empty(QMainWindow): pass
watch(Empty, lambda: True)
window = Empty(); window.resize(1180, 760); window.show(); application.exec()
"""
)
_OURS = (
    """
import sys
from pathlib import Path
from borrower_app.application import run_window as main
from borrower_app.settings import Options
make = main.application_of_this_process
def with_probe():
    application = make()
"""
    + "\n".join("    " + line for line in _PROBE.strip().splitlines())
    + """
    from borrower_app.ui.window import Window
    def is_home():
        from borrower_app.tour.pictures import visible_texts
        return any("WORDS" in text for shown in application.topLevelWidgets() for text in visible_texts(shown))
    watch(Window, is_home)
    return application
main.application_of_this_process = with_probe
main.run_window(Options(data_dir=Path(sys.argv[1]), passphrase_file=Path(sys.argv[2])))
"""
).replace("WORDS", "4,003.40 元")


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
    """A data folder after a sync, which keeps a Home for the next start."""
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
