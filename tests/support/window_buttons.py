"""What a person does at a window: reads, presses, types, chooses, follows links, goes by keys.

Every control is found by its accessible name or by its words. It must be visible, usable and covered by nothing; then
the mouse button goes down and up at its place in the window, or keys come to whatever has the focus.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)
from pytestqt.exceptions import TimeoutError as Unanswered

from borrower_app.tour.pictures import visible_texts
from borrower_app.ui.rail import NavigationButton
from borrower_app.ui.widgets.choice_box import ChoiceBox
from borrower_app.ui.widgets.marked_text import MarkedLabel
from borrower_app.ui.widgets.text_layout import boxes_of, units
from borrower_app.ui.window import Window

Until = Callable[[Callable[[], bool]], None]
Field = QLineEdit | QPlainTextEdit
W = TypeVar("W", bound=QWidget)
MOST_TABS = 200
NO_KEY = Qt.KeyboardModifier.NoModifier


def words_of(button: QAbstractButton) -> str:
    """The words that stand on a button."""
    return str(getattr(button, "words", button.text()))


def named(buttons: Sequence[QAbstractButton], name: str) -> list[QAbstractButton]:
    """Those with this accessible name; where none has it, those with these words."""
    by_name = [button for button in buttons if button.accessibleName() == name]
    return by_name or [button for button in buttons if words_of(button) == name]


def words_around(button: QAbstractButton) -> str:
    """The words of the line that a button stands in."""
    around = button.parentWidget()
    while around is not None:
        words = [label.text() for label in around.findChildren(QLabel) if label.isVisible() and label.text()]
        if words:
            return "\n".join(words)
        around = around.parentWidget()
    return ""


def middle(widget: QWidget) -> QPoint:
    """Where one clicks."""
    return widget.rect().center()


def place_of_words(sentence: MarkedLabel, words: str) -> QPoint:
    """The middle of where these words are drawn, or of their first line."""
    before = sentence.text().partition(words)[0]
    boxes = boxes_of(sentence.layout_for(sentence.width()), units(before), units(words))
    inside: QRect = boxes[0].translated(sentence.text_origin()).toAlignedRect()
    return inside.center()


class User:
    """A person at one window; `until` waits for a condition while the window lives."""

    def __init__(self, window: Window, until: Until) -> None:
        self.window = window
        self._until = until

    @property
    def words(self) -> str:
        """Every text of the window."""
        return "\n".join(visible_texts(self.window))

    def sees(self, *parts: str) -> None:
        """Wait until all of these words stand somewhere in the window."""
        self._wait(lambda: all(part in self.words for part in parts), f"{parts} are not on the screen")

    def buttons(self) -> list[str]:
        """The words of every visible button of the page, in order."""
        return [words_of(button) for button in self._shown(QAbstractButton)]

    def can_press(self, name: str) -> bool:
        """Whether the page has a button with this accessible name or these words that can be pressed now."""
        return any(button.isEnabled() for button in named(self._shown(QAbstractButton), name))

    def fields_named(self, name: str) -> list[Field]:
        """Every entry of the page with this question."""
        fields: list[Field] = [*self._shown(QLineEdit), *self._shown(QPlainTextEdit)]
        return [field for field in fields if field.accessibleName() == name]

    def text_of(self, name: str) -> str:
        """What stands in an entry."""
        found = self.fields_named(name)
        assert len(found) == 1, self._told(f"{len(found)} fields {name!r}")
        return found[0].text() if isinstance(found[0], QLineEdit) else found[0].toPlainText()

    def chosen(self, question: str) -> str:
        """The accessible name of the answer that is chosen; empty while none is."""
        names = [button.accessibleName() for button in self._shown(QRadioButton) if button.isChecked()]
        return next((name for name in names if name.startswith(f"{question}: ")), "")

    def presses(self, name: str, *, beside: str = "", within: QWidget | None = None) -> None:
        """Click a button, a link or an answer by its accessible name; where none has it, by its words.

        `beside`: words of the line it stands in, where several lines have such a button.
        """

        def found() -> list[QAbstractButton]:
            buttons = named(self._shown(QAbstractButton, within), name)
            return [button for button in buttons if beside in words_around(button)] if beside else buttons

        self._clicks(found, name)

    def presses_saying(self, part: str) -> None:
        """Click a row of a list, or an answer, whose accessible name has these words in it."""
        self._clicks(lambda: [row for row in self._shown(QAbstractButton) if part in row.accessibleName()], part)

    def goes_to(self, place: str) -> None:
        """Click a place of the rail by its word."""
        self._clicks(lambda: named(self._shown(NavigationButton, self.window), place), place)

    def follows(self, link: str, beside: str = "") -> None:
        """Click a link inside a sentence by its words; `beside`: more of the sentence, where several have it."""
        self._clicks(lambda: self._sentences(link, beside), link, lambda sentence: place_of_words(sentence, link))

    def clicks(self, widget: QWidget, at: QPoint) -> None:
        """Click a place that has no name of its own, e.g. a cell of a table."""
        self._clicks(lambda: [widget], "a place", lambda _widget: at)

    @contextmanager
    def holds(self, name: str) -> Iterator[None]:
        """Keep the mouse button down on a button for as long as the block lasts."""
        at = self._reach(lambda: named(self._shown(QAbstractButton), name), name, middle)
        QTest.mousePress(self._handle, Qt.MouseButton.LeftButton, NO_KEY, at)
        try:
            yield
        finally:
            QTest.mouseRelease(self._handle, Qt.MouseButton.LeftButton, NO_KEY, at)

    def types(self, name: str, text: str) -> None:
        """Click into an entry, take away what stands there and type key by key; what no key has, by input method."""
        self._into(name)
        for character in text:
            if character.isascii():
                QTest.keyClick(self._handle, ord(character))
            else:
                self._composes(character)

    def pastes(self, name: str, text: str) -> None:
        """Put a text into the clipboard, as from another program, and into an entry by Ctrl+V."""
        QApplication.clipboard().setText(text)
        self._into(name)
        self.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def picks(self, name: str, words: str) -> None:
        """Go down a drop-down list by keys until these words are chosen; every step of it may build the page again."""
        self.tabs_to(name)
        for _ in range(MOST_TABS):
            [box] = [box for box in self._shown(ChoiceBox) if box.accessibleName() == name]
            if box.currentText() == words:
                return
            before = box.currentText()
            self.key(Qt.Key.Key_Down)
            self._wait(partial(self._has_gone_on, name, before), f"{name!r} does not go on from {before!r}")
        raise AssertionError(self._told(f"no {words!r} in {name!r}"))

    def tabs_to(self, name: str) -> None:
        """Press Tab until the control with this accessible name has the focus."""
        self.tabs_until(lambda: self.focused == name, name)

    def tabs_to_link(self, link: str) -> None:
        """Press Tab until the sentence has the focus in which this link stands, the first one of its links."""
        self.tabs_until(lambda: link in self.focused, link)

    def tabs_until(self, is_there: Callable[[], bool], name: str) -> None:
        """Press Tab until the focus is where it is wanted."""
        self._in_front()
        for _ in range(MOST_TABS):
            if is_there():
                return
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(self._told(f"Tab does not lead to {name!r}"))

    @property
    def focused(self) -> str:
        """The accessible name of what has the focus; of a sentence its words."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QLabel):
            return focused.text()
        return focused.accessibleName() if focused is not None else ""

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
        """A key, to whatever has the focus."""
        self._in_front()
        QTest.keyClick(self._handle, key, modifier)

    def jumps_to(self, number: int) -> None:
        """Ctrl and a number: that place of the rail."""
        self.key(Qt.Key(Qt.Key.Key_0.value + number), Qt.KeyboardModifier.ControlModifier)

    def goes_back(self) -> None:
        """Alt+Left."""
        self.key(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)

    def asks_for_news(self) -> None:
        """F5."""
        self.key(Qt.Key.Key_F5)

    @property
    def _handle(self) -> QWindow:
        handle = self.window.windowHandle()
        assert handle is not None, "the window was never shown"
        return handle

    def _in_front(self) -> None:
        if not self.window.isActiveWindow():
            self.window.activateWindow()
            self._wait(self.window.isActiveWindow, "the window is not in front")

    def _shown(self, kind: type[W], within: QWidget | None = None) -> list[W]:
        return [widget for widget in (within or self.window.page).findChildren(kind) if widget.isVisible()]

    def _has_gone_on(self, name: str, before: str) -> bool:
        return [box.currentText() for box in self._shown(ChoiceBox) if box.accessibleName() == name] != [before]

    def _sentences(self, link: str, beside: str) -> list[MarkedLabel]:
        return [
            sentence
            for sentence in self._shown(MarkedLabel)
            if link in sentence.text() and beside in sentence.text()
            if sentence.stops
        ]

    def _into(self, name: str) -> None:
        self._clicks(lambda: self.fields_named(name), name)
        assert self.focused == name
        self.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.key(Qt.Key.Key_Delete)

    def _composes(self, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        focused = QApplication.focusWidget()
        assert focused is not None
        QCoreApplication.sendEvent(focused, event)

    def _clicks(self, find: Callable[[], Sequence[W]], name: str, where: Callable[[W], QPoint] = middle) -> None:
        at = self._reach(find, name, where)
        QTest.mouseClick(self._handle, Qt.MouseButton.LeftButton, NO_KEY, at)

    def _reach(self, find: Callable[[], Sequence[W]], name: str, where: Callable[[W], QPoint]) -> QPoint:
        """Scroll to the one control and say where in the window it can be clicked."""
        self._in_front()
        at = QPoint()

        def can_be_clicked() -> bool:
            nonlocal at
            found = find()
            if len(found) != 1 or not found[0].isEnabled():
                return False
            self._scroll_to(found[0], where(found[0]))
            at = found[0].mapTo(self.window, where(found[0]))
            hit = self.window.childAt(at)
            return hit is not None and (hit == found[0] or found[0].isAncestorOf(hit))

        self._wait(can_be_clicked, lambda: f"{len(find())} {name!r} that can be clicked")
        return at

    def _scroll_to(self, widget: QWidget, point: QPoint) -> None:
        page = self.window.page
        if page.isAncestorOf(widget):
            place = widget.mapTo(page, point)
            self.window.area.ensureVisible(place.x(), place.y())

    def _wait(self, condition: Callable[[], bool], told: str | Callable[[], str]) -> None:
        try:
            self._until(condition)
        except Unanswered:
            raise AssertionError(self._told(told if isinstance(told, str) else told())) from None

    def _told(self, what: str) -> str:
        return f"{what}; buttons {self.buttons()}; on the screen:\n{self.words}"
