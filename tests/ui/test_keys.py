"""The window's keys: each of the list does something, find on the page too; behind the lock none shows anything."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from borrower_app.presentation.desktop.keyboard_page import keyboard_view
from borrower_app.presentation.intents import Address, Intent, Quit
from borrower_app.ui import window_place
from borrower_app.ui.theme.app_icon import app_picture
from borrower_app.ui.theme.theme import Theme
from borrower_app.ui.window import Window
from tests.ui.made_up_source import MadeUpSource, drawn_in, lock_of, settings_of
from tests.ui.made_up_views import lender_views

HELP = Address("T-2", "T-1")
SETTINGS = Address("T-1")
SCHEDULE, SCHEDULE_VIEW = lender_views()["schedule"]


@pytest.fixture
def source() -> MadeUpSource:
    return MadeUpSource(
        {
            SETTINGS: drawn_in("T-1", settings_of()),
            HELP: drawn_in("T-2", lambda language: keyboard_view("T-1", language)),
            Address("F-3"): drawn_in("F-3", lock_of(is_locked=True, has_pin=True)),
            SCHEDULE: drawn_in("S-1", SCHEDULE_VIEW if callable(SCHEDULE_VIEW) else lambda _language: SCHEDULE_VIEW),
        }
    )


@pytest.fixture
def window(make_theme: Callable[..., Theme], qtbot: QtBot, source: MadeUpSource) -> Window:
    made = Window(source, make_theme())
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=3000)
    return made


def press(window: Window, keys: str) -> None:
    """The keys of one sequence, as `Ctrl+F`."""
    combination = QKeySequence(keys)[0]
    QTest.keyClick(window.windowHandle(), combination.key(), combination.keyboardModifiers())


def test_settings_back_forward_help_and_escape(window: Window) -> None:
    press(window, "Ctrl+,")
    assert window.address == SETTINGS
    press(window, "F1")
    assert window.address == HELP
    press(window, "F1")
    assert window.address == HELP
    press(window, "Esc")
    assert window.address == SETTINGS
    press(window, "Alt+Left")
    assert window.address == Address("H-1")
    press(window, "Alt+Right")
    assert window.address == SETTINGS


def test_text_grows_and_shrinks_in_the_steps_of_the_settings(window: Window) -> None:
    sizes = []
    for keys in ("Ctrl++", "Ctrl+=", "Ctrl+-", "Ctrl+0", "Ctrl+-"):
        press(window, keys)
        sizes.append(window.look.text_scale)
    assert sizes == [125, 150, 125, 100, 100]


def test_full_screen_and_back(window: Window) -> None:
    press(window, "F11")
    assert window.isFullScreen()
    press(window, "Esc")
    assert not window.isFullScreen()


@pytest.mark.parametrize("keys", ["Ctrl+W", "Ctrl+Q"])
def test_closing_asks_whoever_may_say_no(window: Window, keys: str) -> None:
    asked: list[Intent] = []
    window.intended.connect(asked.append)
    window.may_close = lambda: False
    press(window, keys)
    assert window.isVisible()
    assert asked == []
    window.may_close = lambda: True
    press(window, keys)
    assert asked == [Quit()]


def test_behind_the_lock_no_key_shows_anything(window: Window, source: MadeUpSource) -> None:
    source.bare = True
    window.replace(Address("F-3"))
    for keys in ("Ctrl+,", "F1", "Ctrl+/", "Ctrl+F", "F3", "Alt+Left", "Alt+Right", "Ctrl+1"):
        press(window, keys)
        assert window.address == Address("F-3")
    assert window.find_bar is None


def test_find_marks_one_place_after_the_other(window: Window, qtbot: QtBot) -> None:
    window.open(SETTINGS)
    press(window, "Ctrl+F")
    bar = window.find_bar
    assert bar is not None
    assert window.focusWidget() is bar.entry
    qtbot.keyClicks(bar.entry, "PIN")
    assert bar.told.text().startswith("第 1 处，共 ")
    press(window, "F3")
    assert bar.told.text().startswith("第 2 处")
    press(window, "Shift+F3")
    assert bar.told.text().startswith("第 1 处")
    press(window, "Ctrl+C")
    bar.entry.setText("没有这样的字")
    assert bar.told.text() == "本页没有"
    press(window, "Esc")
    assert window.find_bar is None


def test_find_chooses_the_row_of_a_table(window: Window) -> None:
    from borrower_app.ui.widgets.installment_table import InstallmentTableView

    window.open(SCHEDULE)
    [table] = window.page.findChildren(InstallmentTableView)
    last = table.model_rows.rows[-1].cells[1]
    press(window, "Ctrl+F")
    bar = window.find_bar
    assert bar is not None
    bar.entry.setText(last)
    bar.go_back()
    assert table.currentIndex().row() == len(table.model_rows.rows) - 1


def test_qts_own_words_are_in_the_language_of_the_app(make_theme: Callable[..., Theme]) -> None:
    theme = make_theme()
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    theme.choose(language=type(theme.look.language)("en"))
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


@pytest.mark.parametrize("room", [(910, 512), (1093, 614), (1366, 728), (2560, 1400), (400, 300)])
def test_a_new_window_fits_its_screen(room: tuple[int, int]) -> None:
    """1366 × 768 at 150 % and 125 % leave 910 × 512 and 1093 × 614."""
    free = QRect(0, 0, *room).size()
    size = window_place.size_on(free)
    assert size.width() <= free.width()
    assert size.height() <= free.height()
    assert size.width() <= 1180
    assert size.height() <= 760


def test_the_window_stands_again_where_it_was_left(qtbot: QtBot) -> None:
    first, second, third = QWidget(), QWidget(), QWidget()
    for widget in (first, second, third):
        qtbot.addWidget(widget)
    screen = QGuiApplication.primaryScreen().availableGeometry()
    first.setGeometry(screen.left() + 40, screen.top() + 60, 500, 420)
    kept = window_place.place_of(first)
    window_place.put_in_place(second, kept)
    assert (second.pos(), second.size()) == (first.pos(), first.size())
    window_place.put_in_place(third, "no place at all")
    assert third.size() == window_place.size_on(screen.size())


@pytest.mark.parametrize("size", [16, 32, 256])
def test_the_icon_is_drawn_at_every_size(size: int) -> None:
    picture = app_picture(size).toImage()
    assert (picture.width(), picture.height()) == (size, size)
    assert picture.pixelColor(0, 0).alpha() < 255
    assert picture.pixelColor(size // 2, 2 * size // 16).alpha() == 255
    assert len({picture.pixel(x, y) for x in range(size) for y in range(size)}) > 3
