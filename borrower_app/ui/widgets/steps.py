"""Where one is in a row of steps: done, now, to come; as numbers with words, told to screen readers as one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.flow import WrappingRow
from borrower_app.ui.widgets.icon import draw_icon
from borrower_app.ui.widgets.safe_text import label, set_name
from borrower_app.ui.widgets.text_layout import Run, height_of, lay_out, natural_width


class _Dot(QWidget):
    """A step's number in a circle; a tick where it is done."""

    def __init__(self, look: Look, number: int, done: bool, now: bool) -> None:
        super().__init__()
        self._look = look
        self._number = number
        self._done = done
        self._now = now
        self.setFixedSize(look.px(24), look.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Circle, then number or tick."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        field = "accent" if self._now else "good_soft" if self._done else "sunken"
        painter.setBrush(self._look.colour(field))
        painter.drawEllipse(QRectF(self.rect()))
        if self._done:
            size = self._look.px(14)
            inset = (self.width() - size) / 2
            draw_icon(painter, "ok", QRectF(inset, inset, size, size), self._look.colour("good"))
        else:
            number = lay_out([Run(str(self._number))], self._look.font("caption", strong=True), None)
            painter.setPen(self._look.colour("accent_ink" if self._now else "ink_soft"))
            number.draw(
                painter,
                QRectF(
                    (self.width() - natural_width(number)) / 2, (self.height() - height_of(number)) / 2, 1, 1
                ).topLeft(),
            )
        painter.end()


def steps(look: Look, names: Sequence[str], now: int, told: str) -> QWidget:
    """The row of steps; `now` counts from 0, `told` is the sentence for screen readers ("step 2 of 5: …")."""
    holder = QWidget()
    set_name(holder, told)
    row = WrappingRow(look.gap(24), holder)
    for index, name in enumerate(names):
        step = QWidget()
        inner = QHBoxLayout(step)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(look.gap(8))
        inner.addWidget(_Dot(look, index + 1, index < now, index == now), 0, Qt.AlignmentFlag.AlignVCenter)
        words = label(look, name, strong=index == now, ink="ink" if index <= now else "ink_soft", wrap=False)
        inner.addWidget(words)
        row.addWidget(step)
    return holder
