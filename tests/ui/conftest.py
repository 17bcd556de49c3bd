"""What every test of the window needs: no screen, one theme a test, and no timer left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("LC_ALL", "C.UTF-8")

from PySide6.QtWidgets import QApplication

from borrower_app.language import Language
from borrower_app.ui.theme.look import Look
from borrower_app.ui.theme.theme import Theme
from tests.support.timers import stop_timers_left

ROOT = Path(__file__).resolve().parents[2]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen plugin says this about every window with a smallest size; it is harmless (RECIPES 6)."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))


@pytest.fixture(scope="session", autouse=True)
def _compiled_catalogues() -> None:
    """The .mo files are not kept in git."""
    subprocess.run([sys.executable, str(ROOT / ".ci" / "build_catalogues.py")], check=True, capture_output=True)


@pytest.fixture(autouse=True)
def _no_timer_left_behind(qapp: QApplication) -> Iterator[None]:
    yield
    assert stop_timers_left() == [], "timers left running"


MakeLook = Callable[..., Look]


@pytest.fixture
def make_theme(qapp: QApplication) -> Iterator[Callable[..., Theme]]:
    """Themes whose signals end with the test."""
    made: list[Theme] = []

    def make(language: str = "zh", choice: str = "light", text_scale: int = 100) -> Theme:
        theme = Theme(Language("zh" if language == "zh" else "en"), choice, text_scale)  # type: ignore[arg-type]
        made.append(theme)
        return theme

    yield make
    for theme in made:
        theme.deleteLater()
    qapp.sendPostedEvents(None, 52)


@pytest.fixture
def look(make_theme: Callable[..., Theme]) -> Look:
    """Light, 100 %, Chinese."""
    return make_theme().look
