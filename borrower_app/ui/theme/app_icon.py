"""The app's icon, drawn from the same tokens as everything else: a table with its current row on a round ground."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from borrower_app.ui.theme.tokens import tokens

_SIZES: Final = (16, 32, 48, 256)


def app_icon() -> QIcon:
    """In the sizes that task bars, window frames and start menus ask for."""
    icon = QIcon()
    for size in _SIZES:
        icon.addPixmap(app_picture(size))
    return icon


def app_picture(size: int) -> QPixmap:
    """The icon at one size, in pixels."""
    colours = tokens().colours("light")
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    unit = size / 16
    painter.setBrush(QColor(colours.accent))
    painter.drawRoundedRect(QRectF(0.5 * unit, 0.5 * unit, 15 * unit, 15 * unit), 3.5 * unit, 3.5 * unit)
    for row, (ink, width) in enumerate([("accent_ink", 9), ("accent_ink", 9), ("accent_soft", 5)]):
        painter.setBrush(QColor(getattr(colours, ink)))
        painter.drawRoundedRect(
            QRectF(3.5 * unit, (4 + 3.25 * row) * unit, width * unit, 1.75 * unit), 0.8 * unit, 0.8 * unit
        )
    painter.end()
    return picture
