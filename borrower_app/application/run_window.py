"""The window as a program: one folder, one window, the first paint before anything heavy (DESIGN section 5)."""

from __future__ import annotations

import builtins
import concurrent.futures
import gc
import importlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from borrower_app.application.lanes.lane import Lane
from borrower_app.application.people.folders import first_folder, people_at
from borrower_app.application.window_folder import EarlyRead, key_ahead, lock_folder, read_early
from borrower_app.failures import AlreadyRunning
from borrower_app.settings import APPLICATION, Options, Settings, start_settings
from borrower_app.store.secret_memory import forbid_core_files, forbid_dumps

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from borrower_app.application.faults.desk import FaultDesk
    from borrower_app.application.window.router import Router
    from borrower_app.application.window.single_instance import RaiseServer
    from borrower_app.ui.window import Window

_PATIENCE_SECONDS: Final = 0.4
"""How long the window waits for the kept Home before it shows that it is opening."""
LACKING_INPUT_METHOD: Final = "lackingInputMethod"
"""The application's property: the name of the input method that has no part in Qt here; empty: none is missed."""


def run_window(options: Options) -> int:
    """Open the window on a data folder and stay until it is closed; the exit code.

    Where several people have a folder there, it is asked first whose is meant. A second start rings the first window's
    bell and raises AlreadyRunning. Raises StorageFault when the folder can't be used at all.
    """
    forbid_core_files()
    folder: Path | None = asked_folder(options)
    code = 0
    while folder is not None:
        code, folder = _run_folder(msgspec.structs.replace(options, data_dir=folder))
    return code


def asked_folder(options: Options) -> Path | None:
    """The folder to open: the only one, or the one the user chooses by its name; None where they choose none."""
    people = people_at(options.data_dir)
    if len(people) == 1 or first_folder(options.data_dir) != options.data_dir:
        return options.data_dir
    application = application_of_this_process()
    from borrower_app.application.window.folder_choice import FolderChoice

    choice = FolderChoice(people, start_settings(options))
    choice.window.show()
    application.exec()
    return choice.chosen.folder if choice.chosen is not None else None


def _run_folder(options: Options) -> tuple[int, Path | None]:
    """One folder's window until it is closed: the exit code, and another person's folder that was asked for in it."""
    # Until the first paint nothing is thrown away that is worth looking for.
    gc.disable()
    settings = start_settings(options)
    lane = Lane("store")
    # The longest part of a start with a passphrase, and it holds nobody up: begun before anything else.
    ahead = lane.submit(lambda: key_ahead(options))
    try:
        with lock_folder(options.data_dir):
            early = lane.submit(lambda: read_early(options, settings, ahead.result()))
            return _with_window(options, settings, lane, early)
    except AlreadyRunning:
        _ring(options.data_dir)
        raise
    finally:
        gc.enable()
        lane.join()


def _ring(folder: Path) -> None:
    from PySide6.QtCore import QCoreApplication

    from borrower_app.application.window.single_instance import ask_to_raise

    application = QCoreApplication.instance() or QCoreApplication([])
    ask_to_raise(folder)
    del application


def _with_window(
    options: Options, settings: Settings, lane: Lane, early: concurrent.futures.Future[EarlyRead]
) -> tuple[int, Path | None]:
    # Qt is imported while the store lane works on the key.
    application = application_of_this_process()
    from borrower_app.application.faults.desk import FaultDesk, FaultHooks

    running: list[Router] = []
    bells: list[RaiseServer] = []
    window = first_window(settings, early)
    faults = FaultDesk(options.data_dir, lambda: window.address.code)
    hooks = FaultHooks(faults)

    def go_on() -> None:
        forbid_dumps()
        running.append(run_behind(window, options, settings, lane, early, faults=faults))
        gc.enable()
        # QtNetwork is not needed for the first paint either.
        bells.append(_hang_bell(options.data_dir, window))

    from borrower_app.application.window.after_first_paint import AfterFirstPaint

    AfterFirstPaint(window, go_on)
    window.show()
    try:
        code = application.exec()
        return code, running[0].people.next_folder if running else None
    finally:
        hooks.close()
        for bell in bells:
            bell.close()
        for router in running:
            router.close()
        if not running:
            lane.submit(lambda: _let_go(early)).result()


def _let_go(early: concurrent.futures.Future[EarlyRead]) -> None:
    """The window was closed before anything took over the open files."""
    paint = early.result().paint
    if paint is not None:
        paint.close()


def _hang_bell(folder: Path, window: Window) -> RaiseServer:
    """Let a second start bring this window to the front."""
    from borrower_app.application.window.single_instance import RaiseServer

    bell = RaiseServer(folder, window)
    bell.asked.connect(window.come_to_front)
    bell.listen()
    return bell


def application_of_this_process() -> QApplication:
    """The one QApplication, made when there is none."""
    # Importing Qt puts a hook around every later import, which reads each new module's source for a word that we never
    # use (`__feature__`): a third of the imports' time (RECIPES 20). A test holds us to not needing it.
    plain_import = builtins.__import__
    from PySide6.QtWidgets import QApplication

    builtins.__import__ = plain_import
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    from borrower_app.application.desktop.input_method import make_input_work, parts_of_qt

    lacking = make_input_work(os.environ, parts_of_qt())
    # Not "python3": what a window manager calls the program, and finds its entry in the start menu by.
    application = QApplication([APPLICATION])
    application.setProperty(LACKING_INPUT_METHOD, lacking)
    application.setApplicationName(APPLICATION)
    application.setDesktopFileName(APPLICATION)
    from borrower_app.ui.theme.app_icon import app_icon

    application.setWindowIcon(app_icon())
    application.setQuitOnLastWindowClosed(True)
    return application


def first_window(settings: Settings, early: concurrent.futures.Future[EarlyRead]) -> Window:
    """The window with the kept Home in it if that came in time. Not shown yet; nothing runs behind it yet."""
    from borrower_app.application.prepared_home import decode_prepared
    from borrower_app.application.window.opening_source import OpeningSource
    from borrower_app.language import Language
    from borrower_app.ui.theme.theme import Theme
    from borrower_app.ui.window import Window
    from borrower_app.ui.window_place import put_in_place

    # Everything but the words stands before the key does.
    importlib.import_module("borrower_app.ui.pages.home.home")
    theme = Theme(Language(settings.language), settings.theme, settings.text_scale, settings.reduced_motion)
    window = Window(OpeningSource(None), theme)
    put_in_place(window, settings.window_place)
    try:
        paint = early.result(_PATIENCE_SECONDS).paint
    except concurrent.futures.TimeoutError:
        paint = None
    if paint is not None:
        window.source = OpeningSource(decode_prepared(paint.home))
        window.refresh()
    return window


def run_behind(
    window: Window,
    options: Options,
    settings: Settings,
    lane: Lane,
    early: concurrent.futures.Future[EarlyRead],
    *,
    faults: FaultDesk | None = None,
) -> Router:
    """Let the app run behind its first window; what this imports, SQLAlchemy and requests among it, is heavy."""
    from PySide6.QtCore import QCoreApplication

    from borrower_app.application.practice.desk import PracticeDesk
    from borrower_app.application.running.state import AppState
    from borrower_app.application.window.assembly import assemble
    from borrower_app.application.window.opening_source import OpeningSource

    state = AppState(settings)
    application = QCoreApplication.instance()
    if application is not None and not settings.told_input_method:
        state.lacking_input_method = str(application.property(LACKING_INPUT_METHOD) or "")
    if isinstance(window.source, OpeningSource):
        state.prepared = window.source.prepared
    router = assemble(window, options, state, options.data_dir, store_lane=lane, practice=PracticeDesk, faults=faults)
    router.watch_the_clock()
    if early.done():
        router.opening.begin(early.result())
    else:
        router.app.run(lane, lambda _reporter: early.result(), router.opening.begin)
    return router
