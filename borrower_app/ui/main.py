"""The window as a program: one folder, one window, the first paint before anything heavy (DESIGN section 5)."""

from __future__ import annotations

import concurrent.futures
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from borrower_app import settings as settings_
from borrower_app.failures import AlreadyRunning
from borrower_app.settings import Options
from borrower_app.ui.lane import Lane
from borrower_app.window_folder import EarlyRead, lock_folder, read_early, start_settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from borrower_app.ui.running.router import Router
    from borrower_app.ui.single_instance import RaiseServer
    from borrower_app.ui.window import Window

_PATIENCE_SECONDS: Final = 0.4
"""How long the window waits for the kept Home before it shows that it is opening."""


def run_window(options: Options) -> int:
    """Open the window on a data folder and stay until it is closed; the exit code.

    A second start rings the first window's bell and raises AlreadyRunning. Raises StorageFault when the folder can't
    be used at all.
    """
    settings = start_settings(options)
    try:
        lock = lock_folder(options.data_dir)
    except AlreadyRunning:
        _ring(options.data_dir)
        raise
    with lock:
        return _with_lanes(options, settings)


def _ring(folder: Path) -> None:
    from PySide6.QtCore import QCoreApplication

    from borrower_app.ui.single_instance import ask_to_raise

    application = QCoreApplication.instance() or QCoreApplication([])
    ask_to_raise(folder)
    del application


def _with_lanes(options: Options, settings: settings_.Settings) -> int:
    lane = Lane("store")
    early = lane.submit(lambda: read_early(options, settings))
    # Qt is imported while the store lane works on the key.
    from borrower_app.ui.after_first_paint import AfterFirstPaint

    try:
        application = application_of_this_process()
        window, router = window_over(options, settings, lane, early)
    except BaseException:
        lane.join()
        raise
    bells: list[RaiseServer] = []
    # QtNetwork is not needed for the first paint either.
    AfterFirstPaint(window, lambda: bells.append(_hang_bell(options.data_dir, window)))
    window.show()
    try:
        return application.exec()
    finally:
        for bell in bells:
            bell.close()
        router.close()


def _hang_bell(folder: Path, window: Window) -> RaiseServer:
    """Let a second start bring this window to the front."""
    from borrower_app.ui.single_instance import RaiseServer

    bell = RaiseServer(folder, window)
    bell.asked.connect(window.come_to_front)
    bell.listen()
    return bell


def application_of_this_process() -> QApplication:
    """The one QApplication, made when there is none."""
    from PySide6.QtWidgets import QApplication

    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    application = QApplication(sys.argv[:1])
    application.setApplicationName(settings_.APPLICATION)
    application.setQuitOnLastWindowClosed(True)
    return application


def window_over(
    options: Options,
    settings: settings_.Settings,
    lane: Lane,
    early: concurrent.futures.Future[EarlyRead],
) -> tuple[Window, Router]:
    """The window with its running app; the kept Home is in it if it came in time. Not shown yet."""
    from borrower_app.language import Language
    from borrower_app.ui.after_first_paint import AfterFirstPaint
    from borrower_app.ui.running.live_source import LiveSource
    from borrower_app.ui.running.prepared_home import decode_prepared
    from borrower_app.ui.running.router import Router
    from borrower_app.ui.running.running_app import RunningApp
    from borrower_app.ui.running.state import AppState
    from borrower_app.ui.theme.theme import Theme
    from borrower_app.ui.window import Window

    state = AppState(settings)
    app = RunningApp(options.data_dir, state, lane)
    theme = Theme(Language(settings.language), settings.theme, settings.text_scale, settings.reduced_motion, parent=app)
    router = Router(app, options)
    early_read: EarlyRead | None = None
    try:
        early_read = early.result(_PATIENCE_SECONDS)
    except concurrent.futures.TimeoutError:
        early_read = None
    if early_read is not None and early_read.paint is not None:
        state.prepared = decode_prepared(early_read.paint.home)
    window = Window(LiveSource(state), theme)
    app.window = window
    window.intended.connect(router.answer)

    def go_on() -> None:
        router.watch_the_clock()
        if early_read is not None:
            router.opening.begin(early_read)
        else:
            app.run(lane, lambda _reporter: early.result(), router.opening.begin)

    # After the first paint: what follows imports SQLAlchemy and requests.
    AfterFirstPaint(window, go_on)
    return window, router
