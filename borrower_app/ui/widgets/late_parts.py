"""A long list of parts of which only those near the view are made: each has its room, and is built when it is needed.

A part is needed when it comes near the view, when Tab leads to it, when the page is searched, and, in turns of the
event loop that are free, as soon as a screen reader listens: it reads what is not in view as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QFocusEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

MakesPart = Callable[[], QWidget]

_SHORT: Final = 8
"""A list that is not longer is built at once."""
_AT_ONCE: Final = 2
"""Of a longer one, before it is known what is in view: what the heights of the others are guessed from."""


class LateParts(QWidget):
    """Parts under each other with a gap between them."""

    def __init__(self, makers: Sequence[MakesPart], gap: int) -> None:
        super().__init__()
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(gap)
        self._slots = [_Slot(maker) for maker in makers]
        for slot in self._slots:
            self._down.addWidget(slot)
        self._gap = gap
        for slot in self._slots[: len(self._slots) if len(self._slots) <= _SHORT else _AT_ONCE]:
            slot.build()
        self._area: QScrollArea | None = None
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._build_next)
        self._estimate(self.sizeHint().width())

    @property
    def heights(self) -> dict[int, int]:
        """How high the parts are that were built, by number."""
        return {number: slot.height_at(self.width()) for number, slot in enumerate(self._slots) if slot.is_built}

    def expect(self, heights: dict[int, int]) -> None:
        """How high parts were when the page was built before: so what stood in view stands there again."""
        for number, height in heights.items():
            if number < len(self._slots):
                self._slots[number].leave_room(height)
                self._slots[number].knows_its_height = True

    def build_all(self) -> None:
        """Make everything, e.g. to look for a word in it."""
        for slot in self._slots:
            slot.build()
        self._idle.stop()

    def build_near(self) -> None:
        """Make what is in view or nearly so."""
        if self._area is None or all(slot.is_built for slot in self._slots):
            return
        view = self._area.viewport()
        top = self.mapFrom(view, QPoint(0, 0)).y() if view.isAncestorOf(self) else 0
        first, last = top - view.height() // 4, top + view.height() + view.height() // 4
        # Where the parts will stand, from their heights: the layout has not placed them while the page is new.
        y = 0
        for slot in self._slots:
            if y > last:
                break
            if not slot.is_built and y + slot.height_at(self.width()) > first:
                slot.build()
            y += slot.height_at(self.width()) + self._gap

    def _estimate(self, width: int) -> None:
        built = [slot.height_at(width) for slot in self._slots if slot.is_built]
        usual = sum(built) // len(built) if built else 0
        for slot in self._slots:
            if not slot.knows_its_height:
                slot.leave_room(usual)

    def _build_next(self) -> None:
        waiting = next((slot for slot in self._slots if not slot.is_built), None)
        if waiting is None:
            self._idle.stop()
        else:
            waiting.build()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """At another width the parts have other heights."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._estimate(event.size().width())
        self.build_near()

    def showEvent(self, event: QShowEvent) -> None:
        """From now on it knows what is in view."""
        super().showEvent(event)
        if self._area is None:
            self._area = _area_around(self)
            if self._area is not None:
                bar = self._area.verticalScrollBar()
                bar.valueChanged.connect(self.build_near)
                bar.rangeChanged.connect(self.build_near)
        self.build_near()
        if QAccessible.isActive():
            self._idle.start()


class _Slot(QWidget):
    """The room of one part; a stop for Tab as long as there is nothing in it."""

    def __init__(self, make: MakesPart) -> None:
        super().__init__()
        self._make = make
        self._part: QWidget | None = None
        self._room = 0
        self._heights: dict[int, int] = {}
        self.knows_its_height = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def is_built(self) -> bool:
        """Whether the part is there."""
        return self._part is not None

    def leave_room(self, height: int) -> None:
        """The height that the part will need."""
        if self._part is None and height != self._room:
            self._room = height
            self.setFixedHeight(height)

    def height_at(self, width: int) -> int:
        """The part's height at a width, or the room left for it."""
        layout = self.layout()
        if layout is None:
            return self._room
        if width not in self._heights:
            self._heights[width] = layout.totalHeightForWidth(width)
        return self._heights[width]

    def build(self) -> None:
        """Make the part; its stops for Tab come here, not at the end of the window."""
        if self._part is not None:
            return
        self._part = self._make()
        room = QVBoxLayout(self)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(self._part)
        # Now, not in the next turn of the event loop: what is hidden has no height.
        self._part.show()
        self.setMinimumHeight(0)
        self.setMaximumHeight(16_777_215)
        before: QWidget = self
        for stop in self._stops():
            QWidget.setTabOrder(before, stop)
            before = stop
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _stops(self) -> list[QWidget]:
        return [widget for widget in self.findChildren(QWidget) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab has come to a part that was not made yet: its first stop, or its last one where Tab goes backwards."""
        super().focusInEvent(event)
        self.build()
        stops = self._stops()
        backwards = event.reason() == Qt.FocusReason.BacktabFocusReason
        if stops:
            stops[-1 if backwards else 0].setFocus(event.reason())
        else:
            self.focusNextPrevChild(not backwards)


def _area_around(widget: QWidget) -> QScrollArea | None:
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    return around
