"""The demo on a machine with a screen: a real X server, Qt's own plugin for it, and a window that can be seen."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.sandbox_process import wait_until

PATIENCE_SECONDS = 60.0


@contextmanager
def _screen() -> Iterator[str]:
    """A screen of 1366 × 768 of our own; the display's name. The server picks a free number and writes it."""
    reader, writer = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(writer,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(writer)
        try:
            with os.fdopen(reader) as number:
                yield f":{number.readline().strip()}"
        finally:
            server.terminate()


def _windows(display: str) -> str:
    command = ["xwininfo", "-display", display, "-root", "-tree"]
    shown = subprocess.run(
        command, check=False, capture_output=True, encoding="utf-8", env={**os.environ, "LC_ALL": "C.UTF-8"}
    )
    return shown.stdout


def test_the_demo_opens_a_window_on_an_x_server() -> None:
    """With one of the packages of `.ci/install_system_packages` missing Qt aborts here with its own message."""
    with _screen() as display:
        environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
        environment |= {"DISPLAY": display}
        with subprocess.Popen(
            [sys.executable, "-m", "borrower_app", "demo"], env=environment, stderr=subprocess.PIPE, text=True
        ) as demo:

            def has_come() -> bool:
                assert demo.poll() is None, demo.stderr and demo.stderr.read()
                return '"我的贷款"' in _windows(display)

            try:
                wait_until(has_come, PATIENCE_SECONDS)
            finally:
                demo.terminate()
                demo.communicate(timeout=30)
