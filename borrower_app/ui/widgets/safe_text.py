"""The only labels, names and tool tips of the app: plain text, whatever a server writes. A test finds any other."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextLayout,
)
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy, QWidget
from shiboken6 import isValid

from borrower_app.foreign_text import one_line, shown
from borrower_app.presentation.frame.edit_words import copy_words
from borrower_app.ui.theme.look import Look, TypeRole
from borrower_app.ui.widgets.spoken_role import speak_as
from borrower_app.ui.widgets.text_layout import LaidText, Run
from borrower_app.ui.widgets.text_selection import Selection, drawn_as, part_of, place_at, word_at

_NARROWEST = 40
_HEADINGS: Final = frozenset({"headline", "section"})
_marked: list[weakref.ref[TextLabel]] = []
"""The one label with something marked in it."""


class TextLabel(QLabel):
    """Plain runs of text that wrap and never clip. For screen readers it is a label with the whole text.

    Words can be marked with the mouse and copied, unless `is_copyable` was taken away: a secret, a row that is pressed.
    """

    is_copyable = True

    def __init__(
        self,
        look: Look,
        runs: Sequence[Run],
        role: TypeRole = "body",
        ink: str = "ink",
        *,
        wrap: bool = True,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        strong: bool | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.look = look
        self._font = look.font(role, strong)
        self._ink = look.colour(ink)
        self.ink_name = ink
        """The token of its colour: what it says is bad, good or to be minded."""
        self._selection = Selection(0, 0)
        self._is_heading = role in _HEADINGS
        self._wrap = wrap
        self._align = align
        self._line_factor = 0.92 if role in ("headline", "figure", "title") else 1.04
        self.setFont(self._font)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        if self._is_heading:
            speak_as(self, "heading")
        self._take(runs)

    def _take(self, runs: Sequence[Run]) -> None:
        super().setText("".join(shown(run.text) for run in runs))
        self._selection = Selection(0, 0)
        if self._is_heading:
            set_name(self, self.text())
        self._laid = LaidText(runs, self._font, self._align, self._line_factor)
        self._natural = QSize(int(self._laid.width) + 1, ceil(self._laid.height))

    def show_text(self, text: str) -> None:
        """Replace the text, e.g. in the status line; the appearance stays."""
        if shown(text) == self.text():
            return
        self._take((Run(text),))
        self.updateGeometry()
        self.update()

    def layout_for(self, width: int) -> QTextLayout:
        """The lines at a width; a text that does not wrap has one."""
        return self._laid.at(width) if self._wrap else self._laid.on_one_line

    def hasHeightForWidth(self) -> bool:
        """A wrapping label's height depends on its width."""
        return self._wrap

    def heightForWidth(self, width: int) -> int:
        """The height all lines need at this width."""
        return ceil(self._laid.height_at(width)) if self._wrap else self._natural.height()

    def sizeHint(self) -> QSize:
        """The text on one line."""
        return self._natural

    def minimumSizeHint(self) -> QSize:
        """Wrapping text may become narrow, other text never narrower than itself."""
        if not self._wrap:
            return self._natural
        return QSize(min(self._natural.width(), self.look.px(_NARROWEST)), self.layout_height_of_one_line())

    def layout_height_of_one_line(self) -> int:
        """The height of the first line, in pixels."""
        layout = self._laid.on_one_line
        return int(layout.lineAt(0).height() * self._line_factor) + 1 if layout.lineCount() else 0

    def text_origin(self) -> QPointF:
        """Where the first line starts: unwrapped text stands in the middle of the height, at its side."""
        top = 0.0 if self._wrap else max(0.0, (self.height() - self._laid.height) / 2)
        left = 0.0
        if not self._wrap and self._align & Qt.AlignmentFlag.AlignRight:
            left = self.width() - self._laid.width
        elif not self._wrap and self._align & Qt.AlignmentFlag.AlignHCenter:
            left = (self.width() - self._laid.width) / 2
        return QPointF(left, top)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines."""
        painter = QPainter(self)
        painter.setPen(self._ink if self.isEnabled() else QColor(self.look.colours.ink_faint))
        marked = []
        if self._selection.length:
            marked.append(drawn_as(self._selection, self.look.colour("accent_ink"), self.look.colour("accent")))
        self.layout_for(self.width()).draw(painter, self.text_origin(), marked)
        painter.end()

    @property
    def selected_text(self) -> str:
        """The words that are marked."""
        return part_of(self.text(), self._selection)

    def not_copyable(self) -> TextLabel:
        """Nothing of it can be marked: a secret, or words that only stand on something that is pressed."""
        self.is_copyable = False
        self.unsetCursor()
        return self

    def mark(self, selection: Selection) -> None:
        """Mark this part, and nothing elsewhere."""
        before = _marked_label()
        if before is not None and before is not self:
            before._selection = Selection(0, 0)
            before.update()
        _marked[:] = [weakref.ref(self)]
        self._selection = selection
        self.update()

    def _place_under(self, event: QMouseEvent) -> int:
        return place_at(self.layout_for(self.width()), event.position() - self.text_origin())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Marking begins; what is marked stays as it is for the menu."""
        if not self.is_copyable or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        place = self._place_under(event)
        self.mark(Selection(place, place))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Marking goes on."""
        if self.is_copyable and event.buttons() & Qt.MouseButton.LeftButton:
            self.mark(Selection(self._selection.anchor, self._place_under(event)))
        else:
            super().mouseMoveEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A word or a number."""
        if self.is_copyable and event.button() == Qt.MouseButton.LeftButton:
            self.mark(word_at(self.text(), self._place_under(event)))
        else:
            super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Copy what is marked, or the whole text."""
        if not self.is_copyable or not self.text():
            super().contextMenuEvent(event)
            return
        words = copy_words(self.look.language)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.selected_text:
            menu.addAction(words.copy).triggered.connect(copy_marked)
        menu.addAction(words.copy_all).triggered.connect(self._copy_all)
        menu.popup(event.globalPos())

    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText(self.text())


def _marked_label() -> TextLabel | None:
    """The label on which something is marked; one of a page that was left is deleted before Python lets go of it."""
    found = _marked[0]() if _marked else None
    return found if found is not None and isValid(found) else None


def copy_marked() -> bool:
    """Put what is marked into the clipboard; False where nothing is."""
    label = _marked_label()
    text = label.selected_text if label is not None else ""
    if text:
        QGuiApplication.clipboard().setText(text)
    return bool(text)


def label(
    look: Look,
    text: str,
    role: TypeRole = "body",
    ink: str = "ink",
    *,
    wrap: bool = True,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    strong: bool | None = None,
) -> TextLabel:
    """A label of one run of plain text. `ink` is the name of a colour token."""
    return TextLabel(look, (Run(text),), role, ink, wrap=wrap, align=align, strong=strong)


def set_tip(widget: QWidget, text: str) -> None:
    """A tool tip that shows the text as it is: Qt would read markup in it."""
    from html import escape

    text = shown(text)
    widget.setToolTip(f"<span>{escape(text)}</span>" if "<" in text else text)


def set_name(widget: QWidget, name: str) -> None:
    """What a screen reader calls a widget."""
    widget.setAccessibleName(shown(name))


def describe(widget: QWidget, description: str) -> None:
    """What a screen reader says after the name; empty: nothing."""
    widget.setAccessibleDescription(shown(description))


def set_window_title(window: QWidget, title: str) -> None:
    """What the system shows of the window."""
    window.setWindowTitle(shown(one_line(title)))
