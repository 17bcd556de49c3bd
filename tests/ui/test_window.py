"""The window: navigation by mouse and keys, what survives a rebuild, one refresh per change, designed states."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from borrower_app.language import Language
from borrower_app.presentation.frame.views import InsteadView, WaitingView
from borrower_app.presentation.intents import Address, ChooseLook, Intent, OpenPage, SyncNow
from borrower_app.tour.pictures import paint, show_whole_page, visible_texts
from borrower_app.ui.theme.theme import Theme
from borrower_app.ui.widgets.buttons import WordButton
from borrower_app.ui.window import Window
from tests.ui.made_up_source import OFFLINE, MadeUpSource, drawn_in, lock_of, settings_of

SETTINGS = drawn_in("T-1", settings_of())
NEW_PIN = drawn_in("F-3", lock_of(purpose="set-pin", has_pin=True))


@pytest.fixture
def source() -> MadeUpSource:
    return MadeUpSource({Address("T-1"): SETTINGS, Address("F-3", "set-pin"): NEW_PIN})


@pytest.fixture
def open_window(make_theme: Callable[..., Theme], qtbot: QtBot, source: MadeUpSource) -> Callable[..., Window]:
    def open_(**choices: object) -> Window:
        window = Window(source, make_theme(**choices))
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow, timeout=3000)
        return window

    return open_


def test_keys_go_everywhere_and_back(open_window: Callable[..., Window], qtbot: QtBot) -> None:
    window = open_window()
    intents: list[Intent] = []
    window.intended.connect(intents.append)
    for number, code in enumerate(["H-1", "S-1", "D-1", "C-1", "P-1", "M-1", "R-1", "T-1"], start=1):
        qtbot.keyClick(window, Qt.Key(Qt.Key.Key_0.value + number), Qt.KeyboardModifier.ControlModifier)
        assert window.address == Address(code)
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.address == Address("R-1")
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert intents[-1] == SyncNow()
    assert OpenPage(Address("S-1")) in intents


def test_the_rail_marks_the_page_and_tells_what_waits(open_window: Callable[..., Window], qtbot: QtBot) -> None:
    window = open_window()
    rail = window._rail
    assert rail is not None
    assert rail.buttons["D-1"].accessibleName() == "扣款记录，1 条等您看"
    qtbot.mouseClick(rail.buttons["T-1"], Qt.MouseButton.LeftButton)
    assert window.address == Address("T-1")
    assert window._rail is not None
    assert [code for code, button in window._rail.buttons.items() if button.is_current] == ["T-1"]


@pytest.mark.parametrize(("scale", "width", "compact"), [(100, 1180, False), (100, 700, True), (200, 1180, True)])
def test_the_rail_is_compact_where_room_is_short(
    open_window: Callable[..., Window], qtbot: QtBot, scale: int, width: int, compact: bool
) -> None:
    window = open_window(text_scale=scale)
    window.resize(width, 700)
    qtbot.waitUntil(lambda: window._rail is not None and window._rail.compact is compact, timeout=3000)
    assert window._rail is not None
    assert window._rail.buttons["H-1"].toolTip() == ("首页" if compact else "")


def test_a_switch_of_language_changes_every_word_and_keeps_the_page(
    open_window: Callable[..., Window], qtbot: QtBot
) -> None:
    window = open_window()
    window.open(Address("T-1"))
    english = next(button for button in window.findChildren(WordButton) if button.words == "English")
    qtbot.mouseClick(english, Qt.MouseButton.LeftButton)
    assert window.look.language == Language("en")
    assert window.address == Address("T-1")
    texts = visible_texts(window)
    assert "Settings" in texts
    chinese = {text for text in texts for character in text if "\u4e00" <= character <= "\u9fff"}
    assert chinese == {"中文", "Language: 中文"}


def test_a_rebuild_keeps_typed_text_focus_and_place(open_window: Callable[..., Window], qtbot: QtBot) -> None:
    window = open_window()
    window.resize(700, 420)
    window.open(Address("F-3", "set-pin"))
    entry = window.findChildren(QLineEdit)[1]
    entry.setFocus()
    qtbot.keyClicks(entry, "135")
    window._on_intent(ChooseLook(theme="dark"))
    again = window.findChildren(QLineEdit)
    again = [field for field in again if field.accessibleName() == "新 PIN" and field.isVisible()]
    assert [field.text() for field in again] == ["135"]
    assert again[0].hasFocus()


def test_only_what_changed_is_built_again(open_window: Callable[..., Window], source: MadeUpSource) -> None:
    window = open_window()
    window.open(Address("T-1"))
    page = window.page
    window.refresh()
    assert window.page is page
    source.badges = {"D-1": 3}
    window.refresh()
    assert window.page is page
    assert window._rail is not None
    assert window._rail.buttons["D-1"].count == 3
    source.contents[Address("T-1")] = drawn_in("T-1", settings_of(has_pin=False))
    window.refresh()
    assert window.page is not page


def test_who_walks_through_the_rail_stays_there_while_the_status_changes(
    open_window: Callable[..., Window], source: MadeUpSource, qtbot: QtBot
) -> None:
    window = open_window()
    assert window._rail is not None
    button = window._rail.buttons["D-1"]
    button.setFocus()
    source.freshness = "1 分钟前更新"
    window.refresh()
    qtbot.waitUntil(lambda: "1 分钟前更新" in visible_texts(window), timeout=3000)
    assert window._rail.buttons["D-1"] is button
    assert button.hasFocus()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (WaitingView("正在读取…"), "正在读取…"),
        (InsteadView("offline", "现在连不上示例银行", "您的数据都还在。"), "现在连不上示例银行"),
        (drawn_in("T-1", settings_of(), (OFFLINE,)), "现在连不上网。显示的是 2 天前的数据。"),
    ],
)
def test_waiting_missing_and_offline_are_designed(
    open_window: Callable[..., Window], source: MadeUpSource, content: object, said: str
) -> None:
    source.contents[Address("T-1")] = content  # type: ignore[assignment]
    window = open_window()
    window.open(Address("T-1"))
    assert said in visible_texts(window)


def test_a_bare_window_has_no_way_round(open_window: Callable[..., Window], source: MadeUpSource, qtbot: QtBot) -> None:
    source.bare = True
    window = open_window()
    window.replace(Address("F-3", "set-pin"))
    assert window._rail is None
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.address == Address("F-3", "set-pin")


def test_markup_from_a_server_stays_text(open_window: Callable[..., Window], source: MadeUpSource) -> None:
    evil = "<b>paid</b><img src='http://127.0.0.1:9/'>"
    source.contents[Address("M-1")] = InsteadView("mail", evil, f"{evil} & more")
    window = open_window()
    window.open(Address("M-1"))
    texts = visible_texts(window)
    assert evil in texts
    assert f"{evil} & more" in texts


def test_pictures_have_the_asked_ratio_and_texts_an_order(open_window: Callable[..., Window], tmp_path: Path) -> None:
    window = open_window()
    window.open(Address("T-1"))
    show_whole_page(window)
    paint(window, tmp_path / "one.png")
    paint(window, tmp_path / "two.png", ratio=2)
    one, two = QImage(str(tmp_path / "one.png")), QImage(str(tmp_path / "two.png"))
    assert (two.width(), two.height()) == (2 * one.width(), 2 * one.height())
    texts = visible_texts(window)
    assert texts.index("设置") < texts.index("语言") < texts.index("外观") < texts.index("本页编号 T-1")
    with pytest.raises(OSError, match="can't write"):
        paint(window, tmp_path / "missing" / "x.png")
