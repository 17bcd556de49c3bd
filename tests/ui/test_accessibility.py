"""Every page in both languages and sizes: names for screen readers, nothing clipped, Tab reaches everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from borrower_app.tour.pictures import settle, show_whole_page
from borrower_app.ui.theme.theme import Theme
from borrower_app.ui.window import Window
from tests.ui.made_up_own_views import own_loan_views
from tests.ui.made_up_source import MadeUpSource, drawn, own_views
from tests.ui.made_up_views import lender_views

VIEWS = {**own_views(), **lender_views(), **own_loan_views()}
NAMED_ROLES = {
    QAccessible.Role.Button,
    QAccessible.Role.EditableText,
    QAccessible.Role.Table,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.ProgressBar,
    QAccessible.Role.Graphic,
    QAccessible.Role.Link,
    QAccessible.Role.Heading,
    QAccessible.Role.Pane,
    QAccessible.Role.List,
}
STOPS = {
    QAccessible.Role.Button,
    QAccessible.Role.Link,
    QAccessible.Role.EditableText,
    QAccessible.Role.RadioButton,
    QAccessible.Role.ComboBox,
    QAccessible.Role.Table,
    QAccessible.Role.Pane,
}
"""What anything is that can have the focus; a check box is nowhere: a place is pressed, one of several chosen."""


@pytest.fixture
def open_page(make_theme: Callable[..., Theme], qtbot: QtBot) -> Callable[..., Window]:
    def open_(name: str, **choices: object) -> Window:
        address, view = VIEWS[name]
        theme = make_theme(**choices)
        made = view(theme.look.language) if callable(view) else view
        source = MadeUpSource({address: drawn(address.code, made)})
        source.bare = address.code.startswith("F")
        window = Window(source, theme, address)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        return window

    return open_


def interfaces(top: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield top
    for index in range(top.childCount()):
        child = top.child(index)
        if child is not None and child.isValid():
            yield from interfaces(child)


@pytest.mark.parametrize("language", ["zh", pytest.param("en", marks=pytest.mark.full)])
@pytest.mark.parametrize("name", sorted(VIEWS))
def test_every_control_has_a_name(open_page: Callable[..., Window], name: str, language: str) -> None:
    window = open_page(name, language=language)
    settle()
    top = QAccessible.queryAccessibleInterface(window)
    nameless = [
        f"{interface.role()} {type(interface.object()).__name__}"
        for interface in interfaces(top)
        if (interface.role() in NAMED_ROLES or interface.state().focusable)
        and isinstance(shown := interface.object(), QWidget)
        and shown.isVisible()
        and not interface.text(QAccessible.Text.Name).strip()
    ]
    assert nameless == []
    odd = [
        f"{interface.role()} {type(stop).__name__} {stop.accessibleName()}"
        for interface in interfaces(top)
        if isinstance(stop := interface.object(), QWidget) and stop.isVisible() and interface.state().focusable
        if interface.role() not in STOPS
    ]
    assert odd == []
    for interface in interfaces(top):
        link = interface.object()
        if interface.role() == QAccessible.Role.Link and isinstance(link, QWidget) and link.isVisible():
            assert "Press" in interface.actionInterface().actionNames(), link.accessibleName()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scale", [pytest.param(100, marks=pytest.mark.full), 200])
@pytest.mark.parametrize("name", sorted(VIEWS))
def test_nothing_is_clipped(open_page: Callable[..., Window], name: str, language: str, scale: int) -> None:
    window = open_page(name, language=language, text_scale=scale)
    for width in (1180, 560):
        show_whole_page(window, width)
        settle()
        for widget in window.findChildren(QWidget):
            if not widget.isVisible() or not isinstance(widget, QLabel | QPushButton):
                continue
            told = f"{type(widget).__name__} {widget.text()!r} at {widget.width()} × {widget.height()}"
            if widget.hasHeightForWidth():
                assert widget.heightForWidth(widget.width()) <= widget.height() + 1, told
            assert widget.width() >= min(widget.minimumSizeHint().width(), widget.sizeHint().width()), told
            parent = widget.parentWidget()
            assert parent is not None
            assert parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry()), told
        page = window.area.widget()
        assert page is not None
        assert page.width() <= window.area.viewport().width(), "the page must not scroll sideways"


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_tab_reaches_every_control(open_page: Callable[..., Window], qtbot: QtBot, name: str) -> None:
    window = open_page(name)
    qtbot.waitUntil(window.isActiveWindow, timeout=3000)
    wanted = {
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        # Of several exclusive choices Tab reaches the chosen one; the arrow keys go to the others.
        if not (isinstance(widget, QPushButton) and widget.group() and not widget.isChecked())
    }
    reached: list[QWidget] = []
    for _ in range(3 * len(wanted) + 10):
        focus = QApplication.focusWidget()
        if focus is not None and focus not in reached:
            reached.append(focus)
        qtbot.keyClick(focus or window, Qt.Key.Key_Tab)
    assert [type(widget).__name__ + widget.accessibleName() for widget in wanted - set(reached)] == []
    # The page was opened with the focus on its title or in its first field: from there on Tab goes as one reads.
    tabbed = [widget for widget in reached if window.page.isAncestorOf(widget) and widget in wanted]
    read = [
        widget
        for interface in interfaces(QAccessible.queryAccessibleInterface(window.page))
        if isinstance(widget := interface.object(), QWidget) and widget in wanted
    ]
    first = read.index(tabbed[0]) if tabbed else 0
    assert [one.accessibleName() for one in tabbed] == [one.accessibleName() for one in read[first:] + read[:first]]
