"""Line icons: own drawings from `resources/icons/line-icons.json`, painted in any colour and size."""

from __future__ import annotations

from functools import cache
from typing import Final

import msgspec
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from borrower_app import resource_files

GRID: Final = 24
STROKE: Final = 1.8
_NAME: Final = "icons/line-icons.json"


@cache
def _drawings() -> dict[str, str]:
    drawings = msgspec.json.decode(resource_files.read_bytes(_NAME), type=dict[str, str])
    drawings.pop("note", None)
    return drawings


@cache
def icon_path(name: str) -> QPainterPath:
    """The path of an icon on its 24 × 24 grid; an unknown name is a KeyError (a bug of ours)."""
    words = iter(_drawings()[name].split())
    path = QPainterPath()

    def numbers(count: int) -> list[float]:
        return [float(next(words)) for _ in range(count)]

    for command in words:
        if command == "M":
            path.moveTo(*numbers(2))
        elif command == "L":
            path.lineTo(*numbers(2))
        elif command == "C":
            path.cubicTo(*numbers(6))
        elif command == "Z":
            path.closeSubpath()
        elif command == "O":
            x, y, radius = numbers(3)
            path.addEllipse(QPointF(x, y), radius, radius)
        elif command == "R":
            x, y, width, height, radius = numbers(5)
            path.addRoundedRect(QRectF(x, y, width, height), radius, radius)
        else:
            raise ValueError(f"icon {name}: unknown command {command}")
    return path


def draw_icon(painter: QPainter, name: str, box: QRectF, colour: QColor) -> None:
    """Draw an icon into a square of any size."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / GRID, box.height() / GRID)
    painter.setPen(QPen(colour, STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(icon_path(name))
    painter.restore()


class Icon(QWidget):
    """An icon beside words that say the same: a decoration, hidden from screen readers by having no name."""

    def __init__(self, name: str, size: int, colour: QColor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._colour = colour
        icon_path(name)
        self.setFixedSize(size, size)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon over the whole widget."""
        painter = QPainter(self)
        draw_icon(painter, self._name, QRectF(self.rect()), self._colour)
        painter.end()
