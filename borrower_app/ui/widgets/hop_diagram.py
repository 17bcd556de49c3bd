"""The way of one debit: lender → channel → bank, with the hop that stopped; told as one sentence to screen readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy

from borrower_app.foreign_text import shown
from borrower_app.ui.theme.look import Look
from borrower_app.ui.theme.tokens import tokens
from borrower_app.ui.widgets.text_layout import Run, height_of, lay_out, natural_width

HopTone = Literal["good", "bad", "caution", "plain"]
_SHORTEST_WIRE = 32


@dataclass(frozen=True, slots=True)
class Station:
    """One station: its name, what happened there, and how it went. `plain` = not reached or not known."""

    name: str
    told: str
    tone: HopTone


class HopDiagram(QLabel):
    """Stations in a row joined by wires; under each other where it is narrow."""

    def __init__(self, look: Look, hops: Sequence[Station]) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._look = look
        self._hops = tuple(hops)
        self._name_font = look.font("body", strong=True)
        self._told_font = look.font("caption")
        super().setText(" → ".join(f"{shown(hop.name)} {shown(hop.told)}".strip() for hop in hops))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _insides(self) -> tuple[int, int]:
        return self._look.gap(14), self._look.gap(7)

    def _node_size(self, hop: Station, limit: float | None) -> tuple[float, float]:
        across, above = self._insides()
        inner = None if limit is None else limit - 2 * across
        name = lay_out([Run(hop.name)], self._name_font, inner)
        told = lay_out([Run(hop.told)], self._told_font, inner)
        width = max(natural_width(name), natural_width(told)) + 2 * across + 2
        height = height_of(name) + (height_of(told) if hop.told else 0) + 2 * above
        return max(width, float(self._look.px(150))), height

    def _fits(self, width: int) -> bool:
        nodes = sum(self._node_size(hop, None)[0] for hop in self._hops)
        return nodes + self._look.gap(_SHORTEST_WIRE) * max(0, len(self._hops) - 1) <= width

    def sizeHint(self) -> QSize:
        """All stations in a row."""
        sizes = [self._node_size(hop, None) for hop in self._hops]
        wires = self._look.gap(_SHORTEST_WIRE) * max(0, len(sizes) - 1)
        return QSize(int(sum(width for width, _ in sizes)) + wires + 1, int(max((h for _, h in sizes), default=0)) + 1)

    def minimumSizeHint(self) -> QSize:
        """Under each other."""
        return QSize(self._look.px(140), self._look.px(40))

    def hasHeightForWidth(self) -> bool:
        """Narrow means under each other."""
        return True

    def heightForWidth(self, width: int) -> int:
        """One row, or all stations with short wires between."""
        if self._fits(width):
            return int(max((self._node_size(hop, None)[1] for hop in self._hops), default=0)) + 2
        gap = self._look.gap(16)
        heights = [self._node_size(hop, width)[1] for hop in self._hops]
        return int(sum(heights) + gap * max(0, len(heights) - 1)) + 2

    def paintEvent(self, event: QPaintEvent) -> None:
        """Wires first, stations over them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        boxes = self._row_boxes() if self._fits(self.width()) else self._stack_boxes()
        for index in range(1, len(boxes)):
            self._draw_wire(painter, boxes[index - 1], boxes[index], self._hops[index].tone)
        for hop, box in zip(self._hops, boxes, strict=True):
            self._draw_node(painter, hop, box)
        painter.end()

    def _row_boxes(self) -> list[QRectF]:
        sizes = [self._node_size(hop, None) for hop in self._hops]
        free = self.width() - sum(width for width, _ in sizes)
        wire = free / (len(sizes) - 1) if len(sizes) > 1 else 0.0
        height = max((height for _, height in sizes), default=0.0)
        boxes = []
        x = 0.0
        for width, _ in sizes:
            boxes.append(QRectF(x + 1, 1, width - 2, height - 1))
            x += width + wire
        return boxes

    def _stack_boxes(self) -> list[QRectF]:
        boxes = []
        y = 1.0
        for hop in self._hops:
            _, height = self._node_size(hop, self.width())
            boxes.append(QRectF(1, y, self.width() - 2, height - 1))
            y += height + self._look.gap(16)
        return boxes

    def _line_colour(self, tone: HopTone) -> QColor:
        return self._look.colour("control_line" if tone == "plain" else tone)

    def _draw_wire(self, painter: QPainter, left: QRectF, right: QRectF, tone: HopTone) -> None:
        pen = QPen(self._line_colour(tone), 2)
        if tone in ("caution", "plain"):
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        if right.top() > left.bottom():
            x = left.left() + self._look.gap(24)
            painter.drawLine(QPointF(x, left.bottom()), QPointF(x, right.top()))
        else:
            painter.drawLine(QPointF(left.right(), left.center().y()), QPointF(right.left(), left.center().y()))

    def _draw_node(self, painter: QPainter, hop: Station, box: QRectF) -> None:
        pen = QPen(self._line_colour(hop.tone), 1.5)
        if hop.tone in ("caution", "plain"):
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(self._look.colour("bad_soft" if hop.tone == "bad" else "surface"))
        painter.drawRoundedRect(box, tokens().radius.card, tokens().radius.card)
        across, above = self._insides()
        inner = box.width() - 2 * across + 2
        name = lay_out([Run(hop.name)], self._name_font, inner)
        painter.setPen(self._look.colour("ink"))
        name.draw(painter, QPointF(box.left() + across, box.top() + above))
        told = lay_out([Run(hop.told)], self._told_font, inner)
        painter.setPen(self._look.colour(hop.tone if hop.tone in ("bad", "caution") else "ink_soft"))
        told.draw(painter, QPointF(box.left() + across, box.top() + above + height_of(name)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
