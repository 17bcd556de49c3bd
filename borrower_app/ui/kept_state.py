"""What survives when a page is built again: typed text, the focus and how far one had scrolled.

Fields are found again by their accessible names, which are unique within a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

_SECRET: Final = QLineEdit.EchoMode.Password


@dataclass(frozen=True, slots=True)
class KeptState:
    """The state of one page: `typed` by accessible name. Secrets stay in it only for the moment of the rebuild."""

    typed: tuple[tuple[str, str], ...]
    focused: str
    scrolled: int


def keep(area: QScrollArea) -> KeptState:
    """Read the state of the page in the area."""
    page = area.widget()
    if page is None:
        return KeptState((), "", 0)
    typed = [(field.accessibleName(), field.text()) for field in page.findChildren(QLineEdit) if field.text()]
    typed += [
        (field.accessibleName(), field.toPlainText())
        for field in page.findChildren(QPlainTextEdit)
        if field.toPlainText()
    ]
    focus = QApplication.focusWidget()
    inside = focus is not None and page.isAncestorOf(focus)
    return KeptState(tuple(typed), _name_of(focus) if inside and focus else "", area.verticalScrollBar().value())


def restore(area: QScrollArea, state: KeptState) -> None:
    """Put the state back into the page that took the old one's place."""
    page = area.widget()
    if page is None:
        return
    typed = dict(state.typed)
    for line in page.findChildren(QLineEdit):
        if line.accessibleName() in typed and not line.text():
            line.setText(typed[line.accessibleName()])
    for area_field in page.findChildren(QPlainTextEdit):
        if area_field.accessibleName() in typed and not area_field.toPlainText():
            area_field.setPlainText(typed[area_field.accessibleName()])
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
