"""Buttons, made only here: each factory demands the name a screen reader says. Their words wrap, never clip."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from borrower_app.foreign_text import shown
from borrower_app.ui.theme.look import Look
from borrower_app.ui.theme.tokens import tokens
from borrower_app.ui.widgets.icon import draw_icon
from borrower_app.ui.widgets.press_button import PressButton
from borrower_app.ui.widgets.safe_text import set_name
from borrower_app.ui.widgets.text_layout import LaidText, Run

ButtonKind = Literal["primary", "secondary", "link", "danger", "choice"]
_INK = {"primary": "accent_ink", "secondary": "accent", "link": "accent", "danger": "bad", "choice": "ink"}
_NARROWEST = 64


class WordButton(PressButton):
    """A push button that draws its own words over the style's background, on as many lines as needed."""

    def __init__(self, look: Look, text: str, accessible_name: str, kind: ButtonKind, icon: str | None = None) -> None:
        # Qt would read "&" as a shortcut.
        super().__init__(shown(text).replace("&", "&&"))
        self.words = text
        self._laid: dict[tuple[bool, Qt.AlignmentFlag], LaidText] = {}
        if not accessible_name.strip():
            raise ValueError("a button needs a name for screen readers")
        self.look = look
        self.kind = kind
        self._icon = icon
        self._bare = kind in ("link", "danger")
        self.setProperty("kind", kind)
        set_name(self, accessible_name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def rename(self, text: str) -> None:
        """Other words from now on, for the eye and for screen readers."""
        self.words = text
        self._laid.clear()
        self.setText(shown(text).replace("&", "&&"))
        set_name(self, text)
        self.updateGeometry()
        self.update()

    @property
    def _strong(self) -> bool:
        return not self._bare and (self.kind != "choice" or self.isChecked())

    def _padding(self) -> tuple[int, int]:
        return (4, 1) if self._bare else (self.look.gap(20), self.look.gap(8))

    def _icon_room(self) -> int:
        return self.look.px(18) + self.look.gap(8) if self._icon else 0

    def _laid_text(self, strong: bool, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> LaidText:
        if (strong, align) not in self._laid:
            self._laid[strong, align] = LaidText((Run(self.words),), self.look.font("body", strong), align)
        return self._laid[strong, align]

    def sizeHint(self) -> QSize:
        """The words on one line."""
        # A choice is measured in bold, so that choosing it moves nothing.
        laid = self._laid_text(not self._bare)
        across, above = self._padding()
        least = 0 if self._bare else self.look.px(tokens().primary_button_height)
        width = int(laid.width) + 2 + 2 * across + self._icon_room()
        return QSize(width, max(int(laid.height) + 1 + 2 * above, least))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a narrow window: the words wrap."""
        full = self.sizeHint()
        return QSize(min(full.width(), self.look.px(_NARROWEST) + 2 * self._padding()[0]), full.height())

    def hasHeightForWidth(self) -> bool:
        """The words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height the words need at this width."""
        across, above = self._padding()
        inner = width - 2 * across - self._icon_room()
        least = 0 if self._bare else self.look.px(tokens().primary_button_height)
        return max(int(self._laid_text(not self._bare).height_at(inner)) + 1 + 2 * above, least)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style draws the button, then come icon and words."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        style_painter = QStylePainter(self)
        style_painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        style_painter.end()
        ink = _INK[self.kind]
        if self.kind == "choice" and self.isChecked():
            ink = "accent"
        colour = self.look.colour(ink if self.isEnabled() else "ink_faint")
        across, _above = self._padding()
        room = QRectF(self.rect()).adjusted(across, 0, -across, 0)
        painter = QPainter(self)
        if self._icon:
            size = self.look.px(18)
            draw_icon(painter, self._icon, QRectF(room.x(), (self.height() - size) / 2, size, size), colour)
            room.setLeft(room.left() + self._icon_room())
        align = Qt.AlignmentFlag.AlignLeft if self._bare or self._icon else Qt.AlignmentFlag.AlignHCenter
        laid = self._laid_text(self._strong, align)
        painter.setPen(colour)
        top = (self.height() - laid.height_at(room.width())) / 2
        laid.at(room.width()).draw(painter, QPointF(room.x(), top))
        painter.end()


def primary_button(look: Look, text: str, accessible_name: str, icon: str | None = None) -> WordButton:
    """The one next step of a page."""
    return WordButton(look, text, accessible_name, "primary", icon)


def secondary_button(look: Look, text: str, accessible_name: str, icon: str | None = None) -> WordButton:
    """Another thing one can do here."""
    return WordButton(look, text, accessible_name, "secondary", icon)


def link_button(look: Look, text: str, accessible_name: str) -> WordButton:
    """A way to another place, inside text."""
    return WordButton(look, text, accessible_name, "link")


def danger_button(look: Look, text: str, accessible_name: str) -> WordButton:
    """Something that takes away, quiet on purpose."""
    return WordButton(look, text, accessible_name, "danger")


def choice_button(look: Look, text: str, accessible_name: str, chosen: bool) -> WordButton:
    """One of several choices, of which one is chosen."""
    button = WordButton(look, text, accessible_name, "choice")
    button.setCheckable(True)
    button.setChecked(chosen)
    return button


def row_of(buttons: list[WordButton], gap: int) -> QWidget:
    """Buttons beside each other that wrap where it is narrow."""
    from borrower_app.ui.widgets.flow import WrappingRow

    holder = QWidget()
    layout = WrappingRow(gap, holder)
    for button in buttons:
        layout.addWidget(button)
    return holder
