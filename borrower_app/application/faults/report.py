"""What is told of a bug: enough to find it, nothing about the person.

No text of an exception, no path, amount, name, number, token or server text is in it: only versions, the screen, the
type of the exception, and module and line counted from the package's root.
"""

from __future__ import annotations

import platform
import sys
from pathlib import Path
from types import TracebackType
from typing import Final

import borrower_app
from borrower_app import clock
from borrower_app.failures import AppFault
from borrower_app.identifiers import draw
from borrower_app.presentation.faults.report import FaultReport
from borrower_app.records.fields import spoken_reference

_ROOT: Final = Path(borrower_app.__file__).resolve().parent


def report_of(error: BaseException, screen: str = "") -> FaultReport:
    """The report of a bug, with a number of its own; `screen` is the code of the page or the command's name."""
    return report_about(_type_name(type(error)), _place(error.__traceback__), screen)


def report_about(kind: str, place: str, screen: str = "") -> FaultReport:
    """The report of something that is no exception of Python's: a message of Qt's."""
    return FaultReport(
        number=spoken_reference(draw("0123456789", 7)),
        at=clock.now(),
        screen=screen,
        kind=kind,
        place=place,
        versions=_versions(),
    )


def app_fault(report: FaultReport) -> AppFault:
    """The same as a failure, for whoever waited for a result."""
    return AppFault(report.number)


def _type_name(kind: type[BaseException]) -> str:
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _place(trace: TracebackType | None) -> str:
    """Module and line of the innermost frame of ours; empty where none of ours took part."""
    place = ""
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.is_absolute() and file.resolve().is_relative_to(_ROOT):
            place = f"{file.resolve().relative_to(_ROOT).as_posix()}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _versions() -> str:
    parts = [f"borrower-app {borrower_app.__version__}", f"Python {platform.python_version()}"]
    if "PySide6" in sys.modules:
        parts.append(f"PySide6 {sys.modules['PySide6'].__version__}")
    return " · ".join([*parts, f"{platform.system()} {platform.machine()}"])
