"""The app's window as `run_window` makes it, with what stands behind it, for tests that use it as a person does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pytestqt.qtbot import QtBot

from borrower_app.application.lanes.lane import Lane
from borrower_app.application.run_window import first_window, run_behind
from borrower_app.application.running.state import Phase
from borrower_app.application.window.router import Router
from borrower_app.application.window_folder import lock_folder, read_early
from borrower_app.settings import Options, start_settings
from borrower_app.tour.pictures import visible_texts
from borrower_app.ui.window import Window
from tests.support.command_line import CommandLine
from tests.support.sandbox_process import SandboxProcess

PATIENCE = 30_000


class Desk:
    """An open window and what stands behind it."""

    def __init__(self, window: Window, router: Router, qtbot: QtBot) -> None:
        self.window = window
        self.router = router
        self.state = router.app.state
        self._qtbot = qtbot

    def until(self, condition: object) -> None:
        self._qtbot.waitUntil(condition, timeout=PATIENCE)  # type: ignore[arg-type]

    def settled(self) -> None:
        self.until(lambda: not self.router.app.background.is_busy)

    def emit(self, intent: object) -> None:
        self.window._on_intent(intent)  # type: ignore[arg-type]

    @property
    def words(self) -> str:
        return "\n".join(visible_texts(self.window))


@contextmanager
def opened(folder: Path, qtbot: QtBot, base_url: str | None = None, passphrase: Path | None = None) -> Iterator[Desk]:
    """The window as `run_window` makes it, without its own event loop."""
    threads = threading.active_count()
    options = Options(data_dir=folder, base_url=base_url, passphrase_file=passphrase)
    settings = start_settings(options)
    with lock_folder(folder):
        lane = Lane("store")
        early = lane.submit(lambda: read_early(options, settings))
        window = first_window(settings, early)
        window.show()
        router = run_behind(window, options, settings, lane, early)
        desk = Desk(window, router, qtbot)
        try:
            desk.until(lambda: router.app.state.phase is not Phase.STARTING)
            yield desk
        finally:
            router.close()
            window.deleteLater()
    assert threading.active_count() == threads


def signed_in_line(folder: Path, sandbox: SandboxProcess) -> CommandLine:
    folder.mkdir(exist_ok=True)
    line = CommandLine(folder, sandbox.base_url)
    line.sign_in_and_sync()
    return line
