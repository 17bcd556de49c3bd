"""The bundled font: the app looks the same on a machine without Chinese fonts."""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtGui import QFontDatabase

from borrower_app import resource_files

FAMILY: Final = "Borrower Sans SC"
_FILES: Final = ("fonts/BorrowerSansSC-Regular.otf", "fonts/BorrowerSansSC-Bold.otf")


@cache
def load_fonts() -> None:
    """Register both weights with Qt once a process; raises FileNotFoundError when the installation is incomplete."""
    for name in _FILES:
        if QFontDatabase.addApplicationFont(str(resource_files.path_of(name))) < 0:
            raise FileNotFoundError(f"the bundled font can't be loaded: {name}")
