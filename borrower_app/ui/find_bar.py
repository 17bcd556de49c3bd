"""Find on the page: a bar below it. What is found is marked and comes into view; in a table its row is chosen."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QTableView, QWidget

from borrower_app.presentation.desktop.find_words import find_words, found_words
from borrower_app.ui.page_area import PageArea
from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.announcing import announce
from borrower_app.ui.widgets.buttons import link_button
from borrower_app.ui.widgets.late_parts import LateParts
from borrower_app.ui.widgets.safe_text import TextLabel, label, set_name
from borrower_app.ui.widgets.text_layout import units
from borrower_app.ui.widgets.text_selection import Selection

_LONGEST = 80


class Found(Struct, frozen=True):
    """A place: a part of a label, or a row of a table."""

    widget: TextLabel | QTableView
    at: int
    length: int = 0


class FindBar(QWidget):
    """The bar over one page area. It looks again with every key, and when it goes on: the page may be another one."""

    closed = Signal()

    def __init__(self, look: Look, area: PageArea) -> None:
        super().__init__()
        self.setProperty("status", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self._area = area
        self._number = 0
        words = find_words(look.language)
        across = QHBoxLayout(self)
        across.setContentsMargins(16, look.gap(5), 16, look.gap(5))
        across.setSpacing(look.gap(12))
        self.entry = QLineEdit()
        set_name(self.entry, words.question)
        self.entry.setPlaceholderText(words.question)
        self.entry.setMaxLength(_LONGEST)
        self.entry.setMaximumWidth(look.px(320))
        self.entry.textChanged.connect(self._on_typed)
        self.entry.returnPressed.connect(self.go_on)
        self.told = label(look, "", "caption", "ink_soft", wrap=False)
        across.addWidget(self.entry, 1)
        across.addWidget(self.told)
        doing: list[tuple[str, Callable[[], None]]] = [
            (words.before, self.go_back), (words.next, self.go_on), (words.close, self.closed.emit),
        ]  # fmt: skip
        for name, slot in doing:
            button = link_button(look, name, name)
            button.clicked.connect(slot)
            across.addWidget(button)
        across.addStretch(1)

    def begin(self) -> None:
        """The bar was asked for: the field is ready to be typed over."""
        self.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.entry.selectAll()

    def go_on(self) -> None:
        """The next place; after the last one the first."""
        self._show(self._number + 1)

    def go_back(self) -> None:
        """The place before."""
        self._show(self._number - 1)

    def _on_typed(self) -> None:
        self._show(0)

    def _show(self, number: int) -> None:
        wanted = self.entry.text().strip()
        places = found_on(self._area, wanted) if wanted else []
        if not wanted:
            self.told.show_text("")
            return
        self._number = number % len(places) if places else 0
        told = found_words(self._number + 1, len(places), self._look.language)
        self.told.show_text(told)
        announce(self.entry, told)
        if places:
            _bring_into_view(self._area, places[self._number])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the bar away."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def found_on(area: PageArea, wanted: str) -> list[Found]:
    """Every place where these words stand, top to bottom, whatever their case; the whole page is made for it."""
    page = area.widget()
    if page is None:
        return []
    for late in page.findChildren(LateParts):
        late.build_all()
    area.lay_out_now()
    texts: list[TextLabel | QTableView] = [*page.findChildren(TextLabel), *page.findChildren(QTableView)]
    shown = [one for one in texts if one.isVisible()]
    shown.sort(key=lambda one: (one.mapTo(page, QPoint(0, 0)).y(), one.mapTo(page, QPoint(0, 0)).x()))
    return [found for one in shown for found in _found_in(one, wanted)]


def _found_in(one: TextLabel | QTableView, wanted: str) -> list[Found]:
    small = wanted.casefold()
    if isinstance(one, QTableView):
        model = one.model()
        columns = range(model.columnCount())
        return [
            Found(one, row)
            for row in range(model.rowCount())
            if any(small in str(model.index(row, column).data() or "").casefold() for column in columns)
        ]
    text = one.text()
    lowered = text.lower() if len(text.lower()) == len(text) else text
    found, start = [], lowered.find(wanted.lower())
    while start >= 0:
        found.append(Found(one, units(text[:start]), units(text[start : start + len(wanted)])))
        start = lowered.find(wanted.lower(), start + len(wanted))
    return found


def _bring_into_view(area: PageArea, found: Found) -> None:
    widget = found.widget
    page = area.widget()
    if page is None:
        return
    if isinstance(widget, QTableView):
        index = widget.model().index(found.at, 0)
        widget.selectRow(found.at)
        widget.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        place = widget.viewport().mapTo(page, widget.visualRect(index).center())
    else:
        widget.mark(Selection(found.at, found.at + found.length))
        place = widget.mapTo(page, widget.rect().center())
    area.ensureVisible(place.x(), place.y(), 50, 120)
