"""The line over a page that says whether the lender is in contact; renewed in its place, without building the page."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from borrower_app.presentation.contact_status.views import ContactLineView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.view_parts import link
from borrower_app.ui.widgets.banner import banner
from borrower_app.ui.widgets.buttons import WordButton
from borrower_app.ui.widgets.check_row import check_row
from borrower_app.ui.widgets.flow import OwnWidthLast
from borrower_app.ui.widgets.marked_text import Span


class ContactSlot(QWidget):
    """Holds the line. What the user types below it, and an open list, stay untouched when the line changes."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._shown: ContactLineView | None = None
        self._line: QWidget | None = None
        self._link: WordButton | None = None
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)
        self.setVisible(False)

    def show_line(self, view: ContactLineView | None) -> None:
        """Show this line, nothing for None; the focus stays on its link, and a new answer is spoken."""
        if view == self._shown:
            return
        old, before = self._line, self._shown
        focus = QApplication.focusWidget()
        had_focus = old is not None and focus is not None and old.isAncestorOf(focus)
        self._shown, self._line, self._link = view, None, None
        if view is not None:
            self._line = self._made(view)
            self._room.addWidget(self._line)
        self.setVisible(view is not None)
        if self._link is not None and had_focus:
            self._link.setFocus()
        if old is not None:
            old.hide()
            old.setParent(None)
            old.deleteLater()
        if view is not None and before is not None and view.tone != before.tone:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, view.text))

    def _made(self, view: ContactLineView) -> QWidget:
        look = self._context.look
        action = self._link = link(self._context, view.action)
        if not view.is_quiet:
            line: QWidget = banner(look, view.text, view.tone, view.icon, action)
        else:
            line = QWidget()
            beside = OwnWidthLast(look.gap(12), look.px(220), line)
            beside.addWidget(check_row(look, view.icon, view.tone, (Span(view.text),), role="caption", ink="ink_soft"))
            if action is not None:
                beside.addWidget(action)
        return line
