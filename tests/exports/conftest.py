"""No screen; and the one application object of this process is the one that window tests need, too."""

from __future__ import annotations

import os

import pytest
from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> QApplication:
    """Made before a PDF makes a smaller one."""
    return qapp
