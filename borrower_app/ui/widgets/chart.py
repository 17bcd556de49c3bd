"""Principal and interest over the years as two stacked areas; the same numbers are told to screen readers as text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QLabel, QSizePolicy

from borrower_app.presentation.reading.schedule_views import ChartMark, ChartPoint
from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.safe_text import describe, set_name


class StackedChart(QLabel):
    """Drawn as a label with a pixmap, so that screen readers find a graphic with a description (RECIPES 8, 11)."""

    def __init__(
        self, look: Look, points: Sequence[ChartPoint], marks: Sequence[ChartMark], name: str, description: str
    ) -> None:
        super().__init__()
        self.setPixmap(QPixmap(1, 1))
        self._look = look
        self._points = tuple(points)
        self._marks = tuple(marks)
        set_name(self, name)
        describe(self, description)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look.px(84))

    @property
    def labels(self) -> tuple[str, ...]:
        """The words that belong to the drawing, for the picture tour."""
        return (self.accessibleName(), self.accessibleDescription(), *(mark.words for mark in self._marks))

    def sizeHint(self) -> QSize:
        """As wide as it may be."""
        return QSize(self._look.px(320), self._look.px(84))

    def minimumSizeHint(self) -> QSize:
        """A chart may become narrow."""
        return QSize(60, self._look.px(84))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Interest on top of principal, a hairline of the surface between, dashed marks over both."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(0, 6, 0, 0)
        highest = max((point.principal + point.interest for point in self._points), default=0)
        if highest <= 0:
            painter.end()
            return
        last = max(1, len(self._points) - 1)
        step = max(1, len(self._points) // max(1, self.width()))
        chosen = [*range(0, len(self._points), step)]
        if chosen[-1] != len(self._points) - 1:
            chosen.append(len(self._points) - 1)

        def at(index: int, height: int) -> QPointF:
            # A share of the height, for drawing only: no money is computed here.
            return QPointF(room.left() + room.width() * index / last, room.bottom() - room.height() * height / highest)

        floor = [QPointF(room.right(), room.bottom()), QPointF(room.left(), room.bottom())]
        seam = [at(index, self._points[index].principal) for index in chosen]
        top = [at(index, self._points[index].principal + self._points[index].interest) for index in chosen]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("chart_principal"))
        painter.drawPolygon(QPolygonF(seam + floor))
        painter.setBrush(self._look.colour("chart_interest"))
        painter.drawPolygon(QPolygonF(top + list(reversed(seam))))
        painter.setPen(QPen(self._look.colour("surface"), 1))
        painter.drawPolyline(QPolygonF(seam))
        for mark in self._marks:
            style = Qt.PenStyle.DashLine if mark.is_now else Qt.PenStyle.DotLine
            painter.setPen(QPen(self._look.colour("ink" if mark.is_now else "surface"), 1.5, style))
            x = at(mark.at, 0).x()
            painter.drawLine(QPointF(x, 0), QPointF(x, room.bottom()))
        painter.end()
