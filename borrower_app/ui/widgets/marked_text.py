"""Text with places in it: words that are explained on the spot (dashed underline) and links, by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from borrower_app.ui.theme.look import Look, TypeRole
from borrower_app.ui.widgets.popover import Popover
from borrower_app.ui.widgets.safe_text import TextLabel, describe, set_name
from borrower_app.ui.widgets.spoken_role import speak_as
from borrower_app.ui.widgets.text_layout import Run, boxes_of, plain, units


class Span(Struct, frozen=True):
    """A piece of a sentence: strong or not; explained by one sentence; or a link that does something when followed."""

    text: str
    strong: bool = False
    explanation: str | None = None
    follow: Callable[[], None] | None = None

    @property
    def is_place(self) -> bool:
        """Whether keyboard and mouse stop here."""
        return self.explanation is not None or self.follow is not None


class _Place(Struct, frozen=True):
    span: Span
    start: int
    length: int


class PlaceInText(QWidget):
    """A link or an explained word as keyboard and screen readers meet it: one stop, one name. The sentence draws it."""

    def __init__(self, sentence: MarkedLabel, number: int, span: Span) -> None:
        super().__init__(sentence)
        self._sentence = sentence
        self._number = number
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # The words may stand on two lines: the sentence knows better where the mouse is.
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        set_name(self, span.text.strip())
        describe(self, span.explanation or "")
        speak_as(self, "link")

    def press(self) -> None:
        """Do what the place is for."""
        self._sentence.activate(self._number)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The sentence draws the ring."""
        super().focusInEvent(event)
        self._sentence.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The sheet leaves with the focus."""
        self._sentence.hide_popover()
        super().focusOutEvent(event)
        self._sentence.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or Space does what the place is for; Escape puts the sheet away."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if not event.isAutoRepeat():
                self.press()
        elif event.key() != Qt.Key.Key_Escape or not self._sentence.hide_popover():
            super().keyPressEvent(event)


class MarkedLabel(TextLabel):
    """A text label whose places answer to Tab, Enter, Space and the mouse."""

    explained_word = Signal(str)

    def __init__(
        self,
        look: Look,
        spans: Sequence[Span],
        role: TypeRole = "body",
        ink: str = "ink",
        *,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        wrap: bool = True,
        strong: bool | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            look,
            [_run_of(look, span) for span in spans],
            role,
            ink,
            wrap=wrap,
            align=align,
            strong=strong,
            parent=parent,
        )
        self._places = _places_of(spans)
        self._popover: Popover | None = None
        self.stops = tuple(PlaceInText(self, number, place.span) for number, place in enumerate(self._places))
        self.setMouseTracking(bool(self._places))
        if self._places:
            self.installEventFilter(self)

    @property
    def explanations(self) -> tuple[str, ...]:
        """The sentences behind the marked words, in reading order."""
        return tuple(place.span.explanation for place in self._places if place.span.explanation)

    def activate(self, index: int) -> None:
        """Do what a place is for: follow the link, or show the sentence."""
        place = self._places[index]
        if place.span.follow is not None:
            place.span.follow()
            return
        if place.span.explanation is not None:
            self.hide_popover()
            self._popover = Popover(self.look, place.span.explanation, self)
            self._popover.stand_below(self, self._box_of(place))
            self.explained_word.emit(place.span.text)

    def hide_popover(self) -> bool:
        """Put the sheet away; False where there is none."""
        if self._popover is None:
            return False
        self._popover.hide()
        self._popover.deleteLater()
        self._popover = None
        return True

    def _rects_of(self, place: _Place) -> list[QRectF]:
        origin = self.text_origin()
        boxes = boxes_of(self.layout_for(self.width()), place.start, place.length)
        return [box.translated(origin) for box in boxes]

    def _box_of(self, place: _Place) -> QRect:
        rects = self._rects_of(place)
        return rects[0].toAlignedRect() if rects else self.rect()

    def _place_at(self, point: QPointF) -> int | None:
        for index, place in enumerate(self._places):
            if any(rect.contains(point) for rect in self._rects_of(place)):
                return index
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The stops stand where their words do."""
        super().resizeEvent(event)
        for place, stop in zip(self._places, self.stops, strict=True):
            around = QRectF()
            for rect in self._rects_of(place):
                around = around.united(rect)
            stop.setGeometry(around.toAlignedRect().intersected(self.rect()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, and the ring around the place that has the focus."""
        super().paintEvent(event)
        focused = next((place for place, stop in zip(self._places, self.stops, strict=True) if stop.hasFocus()), None)
        if focused is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.look.colour("focus"), 2))
            for rect in self._rects_of(focused):
                inside = rect.adjusted(-2, 1, 2, -1).intersected(QRectF(self.rect()).adjusted(1, 1, -1, -1))
                painter.drawRoundedRect(inside, 3, 3)
            painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click does what the place is for."""
        index = self._place_at(event.position())
        if index is not None and event.button() == Qt.MouseButton.LeftButton and not self.selected_text:
            self.stops[index].setFocus(Qt.FocusReason.MouseFocusReason)
            self.activate(index)
        else:
            super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over a place."""
        super().mouseMoveEvent(event)
        if self._place_at(event.position()) is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.setCursor(Qt.CursorShape.IBeamCursor if self.is_copyable else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, event: QEvent) -> None:
        """The sheet opened by hovering leaves with the pointer."""
        if not any(stop.hasFocus() for stop in self.stops):
            self.hide_popover()
        super().leaveEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Resting on an explained word shows its sentence. A filter, for labels with places only: a reimplemented
        `event` costs every label of a page a call for each of its events.
        """
        if watched is self and event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self._place_at(QPointF(QPoint(event.pos())))
            if index is not None and self._places[index].span.explanation is not None:
                self.activate(index)
                return True
        return super().eventFilter(watched, event)


def _run_of(look: Look, span: Span) -> Run:
    colour = look.colour("accent") if span.follow is not None else None
    underline = look.colour("control_line") if span.explanation is not None else None
    return Run(span.text, True if span.strong else None, colour, underline)


def _places_of(spans: Sequence[Span]) -> tuple[_Place, ...]:
    places = []
    at = 0
    for span in spans:
        length = units(plain(span.text))
        if span.is_place:
            places.append(_Place(span, at, length))
        at += length
    return tuple(places)
