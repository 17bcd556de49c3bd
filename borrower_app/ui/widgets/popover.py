"""One sentence on the spot: a small sheet under a word. It leaves with Escape, a click, or the focus of its word."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.safe_text import label

_WIDTH = 320


class Popover(QFrame):
    """A sheet over its window; it never takes the focus, so that reading on with the keyboard is not disturbed."""

    def __init__(self, look: Look, text: str, owner: QWidget) -> None:
        super().__init__(owner.window())
        self.setProperty("popover", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._words = label(look, text).not_copyable()
        room = QVBoxLayout(self)
        room.setContentsMargins(look.gap(12), look.gap(8), look.gap(12), look.gap(8))
        room.addWidget(self._words)
        self._look = look

    def stand_below(self, owner: QWidget, box: QRect) -> None:
        """Show under `box` (in the owner's coordinates), inside the window; above it where there is no room below."""
        window = owner.window()
        width = min(self._look.px(_WIDTH), window.width() - 16)
        inner = width - 2 * self._look.gap(12) - 2
        natural = self._words.sizeHint().width()
        if natural < inner:
            width, inner = width - inner + natural + 2, natural + 2
        height = self._words.heightForWidth(inner) + 2 * self._look.gap(8) + 2
        below = owner.mapTo(window, QPoint(box.left(), box.bottom() + 4))
        left = max(8, min(below.x(), window.width() - width - 8))
        top = below.y()
        if top + height > window.height() - 8:
            top = owner.mapTo(window, box.topLeft()).y() - height - 4
        self.setGeometry(left, top, width, height)
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(owner, self._words.text()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the sheet puts it away."""
        self.hide()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys belong to the word below."""
        event.ignore()
