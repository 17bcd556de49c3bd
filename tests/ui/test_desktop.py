"""What people expect of any program on a desktop: keys that press and choose, a focus that stays, text to be copied."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from borrower_app.presentation.frame.views import InsteadView
from borrower_app.presentation.intents import Address, Intent, SyncNow
from borrower_app.presentation.words.parts import Action
from borrower_app.ui.pages.parts.page_parts import ChoiceRow
from borrower_app.ui.theme.look import Look
from borrower_app.ui.theme.theme import Theme
from borrower_app.ui.widgets import announcing
from borrower_app.ui.widgets.buttons import WordButton, secondary_button
from borrower_app.ui.widgets.form_field import FormField
from borrower_app.ui.widgets.late_parts import LateParts
from borrower_app.ui.widgets.reveal import HoldToReveal
from borrower_app.ui.widgets.safe_text import label
from borrower_app.ui.widgets.text_selection import Selection
from borrower_app.ui.window import Window
from tests.ui.made_up_source import MadeUpSource, drawn_in, lock_of, settings_of

PIN = Address("F-3")
SETTINGS = Address("T-1")


@pytest.fixture
def source() -> MadeUpSource:
    return MadeUpSource(
        {SETTINGS: drawn_in("T-1", settings_of()), PIN: drawn_in("F-3", lock_of(is_locked=True, has_pin=True))}
    )


@pytest.fixture
def window(make_theme: Callable[..., Theme], qtbot: QtBot, source: MadeUpSource) -> Window:
    made = Window(source, make_theme())
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=3000)
    return made


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What a screen reader would say without being asked."""
    said: list[str] = []
    monkeypatch.setattr(announcing.QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    QAccessible.setActive(True)
    yield said
    QAccessible.setActive(False)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_what_has_the_focus_once(look: Look, qtbot: QtBot, key: Qt.Key) -> None:
    button = secondary_button(look, "Go on", "Go on")
    qtbot.addWidget(button)
    pressed: list[int] = []
    button.clicked.connect(lambda: pressed.append(1))
    button.show()
    QTest.keyClick(button, key)
    assert pressed == [1]
    QTest.keyClick(button, key, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ([1] if key != Qt.Key.Key_Space else pressed)


def test_enter_held_down_on_another_page_presses_nothing(look: Look, qtbot: QtBot) -> None:
    button = secondary_button(look, "Go on", "Go on")
    qtbot.addWidget(button)
    button.clicked.connect(lambda: pytest.fail("the key was pressed on the page before"))
    button.show()
    QTest.keyRelease(button, Qt.Key.Key_Return)


def test_a_form_begins_in_its_first_field_and_other_pages_at_their_title(window: Window) -> None:
    window.open(PIN)
    focused = window.focusWidget()
    assert isinstance(focused, QLineEdit)
    assert focused.accessibleName() == "PIN"
    window.open(SETTINGS)
    assert window.focusWidget() is window.page


def test_the_focus_stays_while_another_window_is_in_front(window: Window, source: MadeUpSource, qtbot: QtBot) -> None:
    window.open(SETTINGS)
    wanted = next(button for button in window.page.findChildren(WordButton) if button.words == "现在锁定")
    wanted.setFocus()
    dialog = QWidget()
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=3000)
    source.contents[SETTINGS] = drawn_in("T-1", settings_of(practice="new"))
    window.refresh()
    again = window.focusWidget()
    assert isinstance(again, WordButton)
    assert again is not wanted
    assert again.words == "现在锁定"


def test_back_leads_to_the_place_and_the_control_one_came_from(window: Window, qtbot: QtBot) -> None:
    window.resize(700, 420)
    window.open(SETTINGS)
    left = next(button for button in window.page.findChildren(WordButton) if button.words == "退出登录…")
    window.area.lay_out_now()
    window.area.ensureWidgetVisible(left)
    left.setFocus()
    gone = window.area.verticalScrollBar().value()
    assert gone > 0
    window.open(Address("M-1"))
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    again = window.focusWidget()
    assert isinstance(again, WordButton)
    assert (window.address, again.words) == (SETTINGS, "退出登录…")
    assert window.area.verticalScrollBar().value() == gone
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.address == Address("M-1")


def test_each_arrow_key_is_one_step_though_every_step_builds_the_page_again(window: Window) -> None:
    window.open(SETTINGS)
    row = next(row for row in window.page.findChildren(ChoiceRow) if row.accessibleName() == "文字大小")
    next(button for button in row.findChildren(WordButton) if button.isChecked()).setFocus()
    sizes = []
    for _step in range(3):
        focused = window.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Right)
        sizes.append(window.look.text_scale)
    assert sizes == sorted(set(sizes))
    assert sizes[0] > 100
    focused = window.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == f"文字大小: {sizes[-1]}%"
    assert QAccessible.queryAccessibleInterface(focused).role() == QAccessible.Role.RadioButton


def test_an_error_beside_a_field_is_spoken_with_its_hint_behind(look: Look, qtbot: QtBot, spoken: list[str]) -> None:
    field = FormField(look, "PIN", "6 digits")
    qtbot.addWidget(field)
    field.show()
    assert field.entry.accessibleDescription() == "6 digits"
    field.show_error("Too short.")
    assert spoken == ["Too short."]
    assert field.entry.accessibleDescription() == "Too short. 6 digits"


def test_what_a_lender_refuses_is_spoken_when_it_appears(
    window: Window, source: MadeUpSource, spoken: list[str]
) -> None:
    window.open(PIN)
    source.contents[PIN] = drawn_in("F-3", lock_of(is_locked=True, has_pin=True, was_wrong=True, tries_left=3))
    window.refresh()
    assert any("PIN 不对" in said for said in spoken), spoken
    spoken.clear()
    window.refresh()
    assert spoken == []


def test_headings_pages_and_places_are_what_a_screen_reader_takes_them_for(window: Window) -> None:
    window.open(SETTINGS)
    assert QAccessible.queryAccessibleInterface(window.page).role() == QAccessible.Role.Pane
    title = next(words for words in window.page.findChildren(type(label(window.look, ""))) if words.text() == "设置")
    heading = QAccessible.queryAccessibleInterface(title)
    assert (heading.role(), heading.text(QAccessible.Text.Name)) == (QAccessible.Role.Heading, "设置")
    assert window._rail is not None
    place = QAccessible.queryAccessibleInterface(window._rail.buttons["D-1"])
    assert (place.role(), place.text(QAccessible.Text.Name)) == (QAccessible.Role.Button, "扣款记录，1 条等您看")


def test_words_are_marked_with_the_mouse_and_copied_with_the_key(window: Window, qtbot: QtBot) -> None:
    words = label(window.look, "借据 ML-2024-0117，请读给银行")
    again = label(window.look, "别处")
    for one in (words, again):
        one.setParent(window.page)
        one.resize(one.sizeHint())
        one.show()
    letter = words.layout_for(words.width()).lineAt(0)
    x = letter.cursorToX(5)
    at = QPoint(int(x[0] if isinstance(x, tuple) else x), words.height() // 2)
    qtbot.mouseDClick(words, Qt.MouseButton.LeftButton, pos=at)
    assert words.selected_text == "ML-2024-0117"
    QTest.keyClick(window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "ML-2024-0117"
    again.mark(Selection(0, 2))
    assert words.selected_text == ""
    assert again.selected_text == "别处"


def test_a_secret_is_never_marked(look: Look, qtbot: QtBot) -> None:
    hidden = HoldToReveal(look, "138••••0000", "Hold to see", "Hold to see: phone")
    qtbot.addWidget(hidden)
    hidden.show()
    value = next(words for words in hidden.findChildren(type(label(look, ""))) if words.text() == "138••••0000")
    qtbot.mouseDClick(value, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert value.selected_text == ""


def test_the_button_that_is_held_stays_under_the_pointer(look: Look, qtbot: QtBot) -> None:
    """Whatever length the value has."""
    hidden = HoldToReveal(look, "••0000", "按住查看", "按住查看: 手机号")
    qtbot.addWidget(hidden)
    hidden.resize(220, 200)
    hidden.show()
    before = hidden.button.geometry()
    qtbot.mousePress(hidden.button, Qt.MouseButton.LeftButton)
    hidden.reveal("+86 138 0000 0000, a long value that needs a line of its own")
    hidden.layout().activate()
    at = before.center()
    assert hidden.button.geometry().contains(at)
    assert hidden.button.isDown()
    qtbot.mouseRelease(hidden.button, Qt.MouseButton.LeftButton)


def test_of_a_long_list_only_what_is_near_the_view_is_made(look: Look, qtbot: QtBot) -> None:
    made: list[int] = []

    def maker(number: int) -> Callable[[], QWidget]:
        def make() -> QWidget:
            made.append(number)
            return secondary_button(look, f"row {number}", f"row {number}")

        return make

    area = QScrollArea()
    qtbot.addWidget(area)
    area.setWidgetResizable(True)
    late = LateParts([maker(number) for number in range(500)], 4)
    area.setWidget(late)
    area.resize(400, 400)
    area.show()
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 10_000, timeout=3000)
    assert len(made) < 30
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: 499 in made, timeout=3000)
    assert len(made) < 60
    late.build_all()
    assert sorted(made) == list(range(500))


def test_tab_goes_through_a_long_list_row_by_row(look: Look, qtbot: QtBot) -> None:
    area = QScrollArea()
    qtbot.addWidget(area)
    area.setWidgetResizable(True)
    rows = [f"row {number}" for number in range(40)]
    area.setWidget(LateParts([lambda row=row: secondary_button(look, row, row) for row in rows], 4))  # type: ignore[misc]
    area.resize(400, 300)
    area.show()
    area.activateWindow()
    qtbot.waitUntil(area.isActiveWindow, timeout=3000)
    reached: list[str] = []
    qtbot.waitUntil(lambda: area.focusWidget() is not None, timeout=3000)
    for number, _row in enumerate(rows):
        if number:
            QTest.keyClick(area.windowHandle(), Qt.Key.Key_Tab)
        focused = area.focusWidget()
        reached.append(focused.accessibleName() if focused is not None else "")
    assert reached == rows


def test_places_to_go_are_offered_again_where_nothing_is(window: Window) -> None:
    """Enter on the one button of an empty page, reached by Tab alone."""
    asked: list[Intent] = []
    window.intended.connect(asked.append)
    window.source.contents[Address("M-1")] = InsteadView("mail", "空", "空", choices=(Action("更新", SyncNow()),))  # type: ignore[attr-defined]
    window.open(Address("M-1"))
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Return)
    assert asked[-1] == SyncNow()
