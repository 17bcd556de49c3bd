"""Where a page begins for the keyboard: in its first field where the page is a form, otherwise at its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget

if TYPE_CHECKING:
    from borrower_app.ui.page_area import PageArea


def focus_beginning(area: PageArea) -> None:
    """Put the focus there. Screen readers say the page's name, and the field's after it."""
    area.lay_out_now()
    (first_field(area) or area.widget() or area).setFocus(Qt.FocusReason.OtherFocusReason)


def first_field(area: PageArea) -> QWidget | None:
    """The first field, where nothing but links comes before it and it is in view without scrolling."""
    page = area.widget()
    if page is None:
        return None
    for widget in page.findChildren(QWidget):
        if widget.isHidden() or not widget.isVisibleTo(page) or not widget.isEnabled():
            continue
        if isinstance(widget, QLineEdit | QPlainTextEdit) and not widget.isReadOnly():
            below = widget.mapTo(page, QPoint(0, widget.height())).y()
            return widget if below <= max(area.viewport().height(), area.window().minimumHeight()) else None
        if isinstance(widget, QComboBox):
            return None
        if isinstance(widget, QAbstractButton) and widget.property("kind") not in ("link", "danger"):
            return None
    return None
