"""Where every bug of the window's process ends: reported once, logged, and told in the UI thread."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

from borrower_app.application.faults import incident_log
from borrower_app.application.faults.report import report_about, report_of
from borrower_app.presentation.faults.report import FaultReport

if TYPE_CHECKING:
    from types import TracebackType

_HARMLESS: Final = ("does not support propagateSizeHints", "does not support raise", "Could not load the Qt platform")
"""What platform plugins say of themselves; nothing follows from it for the user."""


class FaultDesk(QObject):
    """`report` may be called in any thread; `found` arrives in the thread this lives in, the UI thread."""

    found = Signal(FaultReport)

    def __init__(self, folder: Path | None, screen: Callable[[], str], parent: QObject | None = None) -> None:
        """`folder`: where the log is kept; None: nothing is kept. `screen` tells which page is shown."""
        super().__init__(parent)
        self._folder = folder
        self._screen = screen
        self._known: dict[tuple[str, str, str], FaultReport] = {}
        self._lock = threading.Lock()

    def keep_nothing(self) -> None:
        """From now on nothing is kept on this computer."""
        self._folder = None

    def report(self, error: BaseException) -> FaultReport:
        """The report of a bug; one that comes again in the same place keeps its number and is not written again."""
        return self._keep(report_of(error, self._screen()))

    def report_message(self, kind: str, place: str) -> FaultReport:
        """The same for a message of Qt's."""
        return self._keep(report_about(kind, place, self._screen()))

    def _keep(self, report: FaultReport) -> FaultReport:
        key = (report.kind, report.place, report.screen)
        with self._lock:
            known = self._known.setdefault(key, report)
        if known is report and self._folder is not None:
            incident_log.append(self._folder, report)
        self.found.emit(known)
        return known


class FaultHooks:
    """Everything that Python and Qt would only print ends at the desk while these are in place; `close` takes them out
    again. What ends the process on purpose (Ctrl+C) goes its usual way."""

    def __init__(self, desk: FaultDesk) -> None:
        self._desk = desk
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable
        self._qt_before = qInstallMessageHandler(self._on_qt_message)

    def close(self) -> None:
        """As it was before."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        qInstallMessageHandler(self._qt_before)

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, Exception):
            self._desk.report(error)
        else:
            self._before[0](kind, error, trace)

    def _on_thread_exception(self, arguments: threading.ExceptHookArgs) -> None:
        if isinstance(arguments.exc_value, Exception):
            self._desk.report(arguments.exc_value)

    def _on_unraisable(self, unraisable: sys.UnraisableHookArgs) -> None:
        if isinstance(unraisable.exc_value, Exception):
            self._desk.report(unraisable.exc_value)

    def _on_qt_message(self, kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
        serious = kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
        if serious and not any(words in (message or "") for words in _HARMLESS):
            self._desk.report_message(kind.name, context.category or "")


def connect_queued(desk: FaultDesk, told: Callable[[FaultReport], None]) -> None:
    """`told` is called in the UI thread, in a later turn of its event loop."""
    desk.found.connect(told, Qt.ConnectionType.QueuedConnection)
