"""What survives when a page is built again, or left and come back to: typed text with its cursor, focus and place.

Fields are found again by their accessible names, other controls by name and number among their like. What the user
typed wins over what the new page would begin with; a field they did not touch takes the page's own text.
"""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QPlainTextEdit, QTableView, QWidget

from borrower_app.ui.first_stop import focus_beginning
from borrower_app.ui.page_area import PageArea
from borrower_app.ui.widgets.late_parts import LateParts


class Typed(Struct, frozen=True):
    """What stands in one field and where its cursor is."""

    text: str
    cursor: int


class Focused(Struct, frozen=True):
    """What had the focus: its name and its number among those of the same name; the page itself has none."""

    name: str
    number: int = 0


class Place(Struct, frozen=True):
    """Where one was on a page: the focus (None: elsewhere), how far it and what scrolls in it had gone, the rows of its
    tables, and how high its late parts were.
    """

    focused: Focused | None = None
    scrolled: int = 0
    inside: dict[str, int] = {}
    rows: dict[str, int] = {}
    heights: tuple[dict[int, int], ...] = ()


class KeptState(Struct, frozen=True):
    """The state of one page: `typed` by accessible name. Secrets stay in it only for the moment of the rebuild."""

    typed: dict[str, Typed]
    place: Place

    def __repr__(self) -> str:
        return "KeptState(…)"


def keep(area: PageArea) -> KeptState:
    """Read the state of the page in the area."""
    page = area.widget()
    if page is None:
        return KeptState({}, Place())
    typed = {
        line.accessibleName(): Typed(line.text(), line.cursorPosition())
        for line in page.findChildren(QLineEdit)
        if line.isModified()
    }
    for field in page.findChildren(QPlainTextEdit):
        if field.document().isModified():
            typed[field.accessibleName()] = Typed(field.toPlainText(), field.textCursor().position())
    return KeptState(typed, place_of(area))


def place_of(area: PageArea) -> Place:
    """Where one is on the page in the area."""
    page = area.widget()
    if page is None:
        return Place()
    inner = {view.accessibleName(): view for view in page.findChildren(QAbstractScrollArea) if view.accessibleName()}
    return Place(
        _focused_in(page),
        area.verticalScrollBar().value(),
        {name: view.verticalScrollBar().value() for name, view in inner.items()},
        {name: view.currentIndex().row() for name, view in inner.items() if isinstance(view, QTableView)},
        tuple(late.heights for late in page.findChildren(LateParts)),
    )


def plain_text(area: PageArea) -> dict[str, str]:
    """What was typed into the page in the area, by accessible name; what does not show as it is typed is left out."""
    page = area.widget()
    if page is None:
        return {}
    secret = {
        line.accessibleName() for line in page.findChildren(QLineEdit) if line.echoMode() != QLineEdit.EchoMode.Normal
    }
    return {name: typed.text for name, typed in keep(area).typed.items() if name not in secret and typed.text}


def put_text(area: PageArea, fields: dict[str, str]) -> None:
    """Put text into the fields of these accessible names, as if it had just been typed there."""
    typed = {name: Typed(text, len(text)) for name, text in fields.items()}
    restore(area, KeptState(typed, place_of(area)))


def restore(area: PageArea, state: KeptState) -> None:
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
    go_to(area, state.place)


def go_to(area: PageArea, place: Place) -> None:
    """Be where one was: focus, rows and place; what had the focus and is gone gives it to the page's beginning."""
    page = area.widget()
    if page is None:
        return
    for late, heights in zip(page.findChildren(LateParts), place.heights, strict=False):
        late.expect(heights)
    inner = {view.accessibleName(): view for view in page.findChildren(QAbstractScrollArea) if view.accessibleName()}
    for name, row in place.rows.items():
        view = inner.get(name)
        if isinstance(view, QTableView) and 0 <= row < view.model().rowCount():
            rows = view.selectionModel()
            rows.setCurrentIndex(view.model().index(row, 0), rows.SelectionFlag.NoUpdate)
    for name, value in place.inside.items():
        if name in inner:
            inner[name].verticalScrollBar().setValue(value)
    area.lay_out_now()
    area.verticalScrollBar().setValue(place.scrolled)
    for late in page.findChildren(LateParts):
        late.build_near()
    area.lay_out_now()
    area.verticalScrollBar().setValue(place.scrolled)
    if place.focused is not None:
        _focus(area, page, place.focused)
        area.verticalScrollBar().setValue(place.scrolled)


def _focused_in(page: QWidget) -> Focused | None:
    # The window's own focus, which stays while another window, a dialog of the system's too, is in front.
    focus = page.window().focusWidget()
    if focus is None or (focus is not page and not page.isAncestorOf(focus)):
        return None
    if focus is page:
        return Focused("")
    name = _name_of(focus)
    same = [widget for widget in _stops(page) if _name_of(widget) == name]
    return Focused(name, same.index(focus) if focus in same else 0)


def _focus(area: PageArea, page: QWidget, focused: Focused) -> None:
    same = [widget for widget in _stops(page) if _name_of(widget) == focused.name] if focused.name else []
    # Where it is gone Tab goes on from the page's beginning, not from the rail.
    if same:
        same[min(focused.number, len(same) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
    elif focused.name:
        focus_beginning(area)
    else:
        page.setFocus(Qt.FocusReason.OtherFocusReason)


def _stops(page: QWidget) -> list[QWidget]:
    return [widget for widget in page.findChildren(QWidget) if widget.focusPolicy() != Qt.FocusPolicy.NoFocus]


def _name_of(widget: QWidget) -> str:
    return widget.accessibleName() or str(widget.property("text") or "")
