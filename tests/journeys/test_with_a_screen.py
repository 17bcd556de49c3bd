"""The demo on a machine with a screen: a real X server, a real Wayland compositor, and a window that can be seen."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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


@contextmanager
def _compositor(folder: Path) -> Iterator[dict[str, str]]:
    """A Wayland compositor of our own, without a monitor; what a program needs to find it."""
    folder.chmod(0o700)
    place = {"XDG_RUNTIME_DIR": str(folder), "WAYLAND_DISPLAY": "wayland-test"}
    command = ["weston", "--backend=headless-backend.so", "--socket=wayland-test", "--idle-time=0"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env={**os.environ, **place}, stdout=quiet, stderr=quiet) as server:
        try:
            wait_until((folder / "wayland-test").exists, PATIENCE_SECONDS)
            yield place
        finally:
            server.terminate()


def test_the_demo_opens_a_window_under_wayland(tmp_path: Path) -> None:
    """What the two say to each other: title and name of a window that was placed and sends pictures."""
    heard = tmp_path / "heard"
    with _compositor(tmp_path) as place, heard.open("wb") as said:
        hidden = {"QT_QPA_PLATFORM", "DISPLAY"}
        environment = {name: value for name, value in os.environ.items() if name not in hidden}
        environment |= {**place, "WAYLAND_DEBUG": "client"}
        command = [sys.executable, "-m", "borrower_app", "demo"]
        with subprocess.Popen(command, env=environment, stderr=said) as demo:

            def has_come() -> bool:
                words = heard.read_bytes().decode(errors="replace")
                assert demo.poll() is None, words[-2000:]
                told = words.partition("ack_configure")
                return (
                    'set_title("我的贷款")' in told[0]
                    and 'set_app_id("borrower-app")' in told[0]
                    and ".commit()" in told[2]
                    and ".attach(wl_buffer" in told[2]
                )

            try:
                wait_until(has_come, PATIENCE_SECONDS)
            finally:
                demo.terminate()
                demo.wait(timeout=30)
