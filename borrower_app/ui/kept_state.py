"""What survives when a page is built again: typed text with its cursor, the focus and how far one had scrolled.

Fields are found again by their accessible names, which are unique within a page. What the user typed wins over what
the new page would begin with; a field they did not touch takes the page's own text.
"""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QScrollArea, QWidget


class Typed(Struct, frozen=True):
    """What stands in one field and where its cursor is."""

    text: str
    cursor: int


class KeptState(Struct, frozen=True):
    """The state of one page: `typed` by accessible name. Secrets stay in it only for the moment of the rebuild."""

    typed: dict[str, Typed]
    focused: str
    scrolled: int

    def __repr__(self) -> str:
        return "KeptState(…)"


def keep(area: QScrollArea) -> KeptState:
    """Read the state of the page in the area."""
    page = area.widget()
    if page is None:
        return KeptState({}, "", 0)
    typed = {
        line.accessibleName(): Typed(line.text(), line.cursorPosition())
        for line in page.findChildren(QLineEdit)
        if line.isModified()
    }
    for field in page.findChildren(QPlainTextEdit):
        if field.document().isModified():
            typed[field.accessibleName()] = Typed(field.toPlainText(), field.textCursor().position())
    focus = QApplication.focusWidget()
    inside = focus is not None and page.isAncestorOf(focus)
    return KeptState(typed, _name_of(focus) if inside and focus else "", area.verticalScrollBar().value())


def plain_text(area: QScrollArea) -> dict[str, str]:
    """What was typed into the page in the area, by accessible name; what does not show as it is typed is left out."""
    page = area.widget()
    if page is None:
        return {}
    secret = {
        line.accessibleName() for line in page.findChildren(QLineEdit) if line.echoMode() != QLineEdit.EchoMode.Normal
    }
    return {name: typed.text for name, typed in keep(area).typed.items() if name not in secret and typed.text}


def put_text(area: QScrollArea, fields: dict[str, str]) -> None:
    """Put text into the fields of these accessible names, as if it had just been typed there."""
    page = area.widget()
    focused = QApplication.focusWidget()
    inside = focused is not None and page is not None and page.isAncestorOf(focused)
    typed = {name: Typed(text, len(text)) for name, text in fields.items()}
    focus = _name_of(focused) if inside and focused else ""
    restore(area, KeptState(typed, focus, area.verticalScrollBar().value()))


def restore(area: QScrollArea, state: KeptState) -> None:
    """Put the state back into the page that took the old one's place."""
    page = area.widget()
    if page is None:
        return
    for line in page.findChildren(QLineEdit):
        typed = state.typed.get(line.accessibleName())
        if typed is not None:
            line.setText(typed.text)
            line.setModified(True)
            line.setCursorPosition(typed.cursor)
    for field in page.findChildren(QPlainTextEdit):
        typed = state.typed.get(field.accessibleName())
        if typed is not None:
            field.setPlainText(typed.text)
            field.document().setModified(True)
            cursor = field.textCursor()
            cursor.setPosition(min(typed.cursor, len(typed.text)))
            field.setTextCursor(cursor)
    if state.focused:
        for widget in page.findChildren(QWidget):
            if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and _name_of(widget) == state.focused:
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                break
        else:
            # What had the focus is gone: Tab goes on from the page's beginning, not from the rail.
            page.setFocus(Qt.FocusReason.OtherFocusReason)
    area.verticalScrollBar().setValue(state.scrolled)


def _name_of(widget: QWidget) -> str:
    return widget.accessibleName() or str(widget.property("text") or "")
