"""The left rail: where one can go. Icon and word; icon alone where it is narrow, with the word for screen readers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionButton, QStylePainter, QVBoxLayout, QWidget

from borrower_app.presentation.intents import Address
from borrower_app.ui.page_source import RailPlace
from borrower_app.ui.theme.look import Look
from borrower_app.ui.theme.tokens import tokens
from borrower_app.ui.widgets.icon import draw_icon
from borrower_app.ui.widgets.press_button import PressButton
from borrower_app.ui.widgets.safe_text import label, set_name, set_tip
from borrower_app.ui.widgets.text_layout import LaidText, Run, height_of, lay_out, natural_width


class NavigationButton(PressButton):
    """One place of the rail with its icon, word and count."""

    def __init__(self, look: Look, place: RailPlace, compact: bool) -> None:
        words = place.name
        super().__init__(words.replace("&", "&&"))
        self.words = words
        self._look = look
        self._icon = place.icon
        self._compact = compact
        self._count = place.count
        self._laid = {strong: LaidText((Run(words),), look.font("body", strong)) for strong in (False, True)}
        self.setProperty("kind", "nav")
        self.is_current = False
        self.setProperty("current", False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        set_name(self, place.spoken or words)
        if compact:
            set_tip(self, words)
        self.setMinimumHeight(self.sizeHint().height())

    @property
    def count(self) -> int:
        """The number in the badge."""
        return self._count

    def mark(self, is_current: bool) -> None:
        """Whether the page that is shown belongs here. No check box: a place is pressed, not switched on."""
        if is_current != self.is_current:
            self.is_current = is_current
            self.setProperty("current", is_current)
            self.style().unpolish(self)
            self.style().polish(self)
            self.update()

    def sizeHint(self) -> QSize:
        """As high as a row of the rail; higher where a long word needs two lines."""
        if self._compact:
            return QSize(48, min(self._look.px(40), 56))
        return QSize(48, max(self._look.px(40), int(self._laid[True].height_at(self._word_room())) + 12))

    def _word_room(self) -> int:
        taken = 24 + 12 + self._look.px(20) + 12 + (self._look.px(18) + 20 if self._count else 8)
        return self._look.px(tokens().rail_width) - taken

    def minimumSizeHint(self) -> QSize:
        """Never lower than a row."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style draws the field; icon, word and badge come on top."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        field = QStylePainter(self)
        field.drawControl(QStyle.ControlElement.CE_PushButton, option)
        field.end()
        colour = self._look.colour("accent" if self.is_current else "ink_soft")
        size = self._look.px(20) if not self._compact else min(self._look.px(20), 28)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = (self.width() - size) / 2 if self._compact else 12.0
        draw_icon(painter, self._icon, QRectF(left, (self.height() - size) / 2, size, size), colour)
        if not self._compact:
            word, room = self._laid[self.is_current], self._word_room()
            painter.setPen(colour)
            word.at(room).draw(painter, QPointF(left + size + 12, (self.height() - word.height_at(room)) / 2))
        if self._count:
            self._draw_badge(painter)
        painter.end()

    def _draw_badge(self, painter: QPainter) -> None:
        font = self._look.font("caption")
        if self._compact:
            font.setPixelSize(12)
        number = lay_out([Run(str(self._count) if self._count < 100 else "99+")], font, None)
        height = float(self._look.px(18) if not self._compact else 20)
        width = max(height, natural_width(number) + 14)
        right = self.width() - (4 if self._compact else 12)
        top = 2.0 if self._compact else (self.height() - height) / 2
        box = QRectF(right - width, top, width, height)
        field = QPainterPath()
        field.addRoundedRect(box, height / 2, height / 2)
        painter.fillPath(field, self._look.colour("bad"))
        painter.setPen(self._look.colour("surface"))
        number.draw(
            painter, QPointF(box.center().x() - natural_width(number) / 2, box.center().y() - height_of(number) / 2)
        )


class NavigationRail(QWidget):
    """The list of places; `chosen` carries the address."""

    chosen = Signal(Address)

    def __init__(self, look: Look, title: str, places: Sequence[RailPlace], compact: bool) -> None:
        super().__init__()
        self.setProperty("rail", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(tokens().rail_width_compact if compact else look.px(tokens().rail_width))
        self.compact = compact
        self.buttons: dict[str, NavigationButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 16, 12, 16)
        layout.setSpacing(4)
        if not compact:
            name = label(look, title, "section")
            name.setContentsMargins(0, 0, 0, 0)
            head = QVBoxLayout()
            head.setContentsMargins(12, 4, 0, 16)
            head.addWidget(name)
            layout.addLayout(head)
        for place in places:
            button = NavigationButton(look, place, compact)
            button.clicked.connect(self._on_clicked)
            self.buttons[place.code] = button
            layout.addWidget(button)
        layout.addStretch(1)

    def mark(self, code: str) -> None:
        """Show which place the current page belongs to."""
        for own, button in self.buttons.items():
            button.mark(own == code)

    def _on_clicked(self) -> None:
        for code, button in self.buttons.items():
            if button is self.sender():
                self.chosen.emit(Address(code))
                return
